// One file, with the files its holds lead to: verdicts and edits of all its configurations brought together, the texts
// afterwards, and what `check` says of them.

import { checkFile } from "#checks/check-file.ts";
import type { JoinedText } from "#csource/joined-text.ts";
import type { NamedText } from "#csource/named-text.ts";
import { once } from "#csource/once.ts";
import type { CParser } from "#csource/parser.ts";
import { analyzeUnit } from "#lifecycle/analyze-unit.ts";
import { followSite } from "#lifecycle/follow-site.ts";
import type { LinkedFile } from "#lifecycle/linking/link-files.ts";
import type { Neighbourhood } from "#lifecycle/linking/neighbourhood.ts";
import { createVocabulary } from "#lifecycle/unit/create-vocabulary.ts";
import type { Vocabulary } from "#lifecycle/unit/vocabulary.ts";
import type { ConversionOptions, Edit } from "./conversion.ts";
import { convertUnit } from "./convert-unit.ts";
import type { Verdict } from "./decide-site.ts";
import { decisionsOf } from "./decisions-of.ts";
import type { FileConversion, SharedSite } from "./file-conversion.ts";
import {
	allConverted,
	type Blocked,
	disagreements,
	negativeCounts,
	type SeenView,
	spoiledBy,
} from "./judge-edits.ts";
import { keepCompat, servesSeveralKernels } from "./keep-compat.ts";
import { linkTexts, recheck, viewsFor } from "./link-texts.ts";
import { applyEdits, mergeEdits } from "./merge-edits.ts";
import { renameClashes } from "./rename-clashes.ts";
import { splitEdits } from "./split-edits.ts";
import type { TargetApi } from "./target-api.ts";
import { unseenKeeper } from "./unseen-keepers.ts";
import { dropUnusedLocals } from "./unused-locals.ts";

export interface ConvertFileContext {
	readonly options: ConversionOptions;
	readonly target: TargetApi;
	readonly parser: CParser;
	readonly neighbourhood: Neighbourhood;
	/** Why sites of this file must not be converted, by line. */
	readonly refused: ReadonlyMap<number, string>;
}

const roundLimit = 12;

/** null where nothing in the file can take a hold. */
export function convertFile(
	file: NamedText,
	context: ConvertFileContext,
): FileConversion | null {
	const { options, target, parser, neighbourhood } = context;
	// The code is read as the target kernel compiles it; what its arguments mean is said by the kernel it is written for.
	const vocabulary: Vocabulary = {
		...createVocabulary(options.from ?? target.kernel),
		kernel: target.kernel,
		forView: () => vocabulary,
	};
	const linked = linkTexts(file, neighbourhood, vocabulary, parser);
	if (linked === null) return null;
	const { joined } = linked;
	const around = once(() => neighbourhood.around(file.path));
	const textOf = (path: string): string =>
		path === file.path
			? file.text
			: (around().find((one) => one.path === path)?.text ?? "");
	const before = once(() => checkFile(linked, vocabulary).findings);
	const older =
		options.oldest !== null && servesSeveralKernels(joined.text)
			? once(() => viewsFor(joined, options.oldest, vocabulary))
			: null;
	let blocked: Blocked = new Map();
	let guarded: ReadonlySet<number> = new Set();
	for (let round = 1; ; round++) {
		const seen = convertViews(linked, vocabulary, target, {
			blocked,
			guarded,
			refused: context.refused,
			around,
		});
		const disagreeing = disagreements(seen);
		const merged =
			disagreeing.size > 0
				? null
				: mergeEdits([
						...seen.flatMap(({ conversion }) => conversion.edits),
						...clashesIn(seen, joined, options, target),
					]);
		if (merged === null && round < roundLimit) {
			blocked = new Map([
				...blocked,
				...(disagreeing.size > 0
					? disagreeing
					: allConverted(
							seen,
							"configurations of the file want different text at one place",
						)),
			]);
			continue;
		}
		const kept =
			older === null || options.oldest === null
				? (merged ?? [])
				: keepCompat(joined.text, merged ?? [], older(), options.oldest);
		const edits = splitEdits(joined, withoutUnused(seen, joined, kept));
		const texts = new Map(
			[...edits.keys()].map((path) => [path, textOf(path)]),
		);
		const after = new Map(
			[...edits].map(([path, changes]) => [
				path,
				applyEdits(textOf(path), changes),
			]),
		);
		const findings =
			edits.size === 0
				? []
				: recheck(file, after, neighbourhood, target, parser);
		const result = (): FileConversion => ({
			path: file.path,
			decisions: decisionsOf(seen, joined),
			edits,
			texts,
			shared: sharedSites(seen, joined),
			findingsBefore: edits.size === 0 ? [] : before(),
			findingsAfter: findings,
		});
		if (round >= roundLimit || edits.size === 0) return result();
		const risky = negativeCounts(before(), findings, after, edits);
		const fresh = [...risky].filter((at) => !guarded.has(at));
		if (fresh.length > 0) {
			guarded = new Set([...guarded, ...fresh]);
			continue;
		}
		const spoiled = spoiledBy(seen, before(), findings);
		if (spoiled === null) return result();
		blocked = new Map([...blocked, ...allConverted(seen, spoiled)]);
	}
}

interface Findings {
	readonly blocked: Blocked;
	readonly guarded: ReadonlySet<number>;
	readonly refused: ReadonlyMap<number, string>;
	readonly around: () => readonly NamedText[];
}

function convertViews(
	{ joined, views, load }: LinkedFile,
	vocabulary: Vocabulary,
	target: TargetApi,
	{ blocked, guarded, refused, around }: Findings,
): readonly SeenView[] {
	return views.flatMap((view) => {
		const loaded = load(view);
		if (loaded === null) return [];
		const unit = analyzeUnit(loaded, vocabulary);
		const sites = unit.graph.acquires.map((acquire) =>
			followSite(unit, acquire),
		);
		const conversion = convertUnit({ unit, sites }, target, {
			own: joined.own,
			guarded,
			refuse: (site, verdict) => {
				const known = blocked.get(site.acquire.call.start);
				if (known !== undefined) return known;
				const { file, line } = joined.placeOf(site.acquire.call.start);
				const reason = file === joined.path ? refused.get(line) : undefined;
				if (reason !== undefined) return abstaining(verdict, reason);
				const keeper = unseenKeeper(unit.unit, site, joined.parts, around);
				return keeper === null
					? null
					: abstaining(
							verdict,
							`${keeper.path} can reach ${keeper.field} too, and was not followed`,
						);
			},
		});
		return [{ view, conversion }];
	});
}

function abstaining(verdict: Verdict, reason: string): Verdict {
	return { ...verdict, decision: "abstain", reason, becomes: null };
}

/** Only where something is converted: a file that stays as it is is left for whoever moves it. */
function clashesIn(
	seen: readonly SeenView[],
	{ own }: JoinedText,
	{ from }: ConversionOptions,
	{ kernel }: TargetApi,
): readonly Edit[] {
	if (from === null) return [];
	return seen.flatMap(({ view, conversion }) =>
		conversion.edits.length === 0
			? []
			: renameClashes(view, from, kernel).filter(
					({ start, end }) => own.start <= start && end <= own.end,
				),
	);
}

function withoutUnused(
	seen: readonly SeenView[],
	joined: JoinedText,
	edits: readonly Edit[],
): readonly Edit[] {
	const extra = seen.flatMap(({ conversion }) =>
		conversion.functions.flatMap((syntax) =>
			dropUnusedLocals(joined.text, syntax, edits),
		),
	);
	return mergeEdits([...edits, ...extra]) ?? edits;
}

function sharedSites(
	seen: readonly SeenView[],
	joined: JoinedText,
): readonly SharedSite[] {
	return seen.flatMap(({ conversion }) =>
		conversion.converted.flatMap(({ acquire }) => {
			const { file, line } = joined.placeOf(acquire.call.start);
			return file === joined.path ? [] : [{ path: file, line }];
		}),
	);
}
