// One file: verdicts and edits of all its configurations brought together, the text afterwards, and what `check` says of it.

import { LineIndex } from "#base/line-index.ts";
import type { KernelVersion } from "#catalog/entry.ts";
import { checkFile, type FileResult } from "#checks/check-file.ts";
import { joinTexts } from "#csource/joined-text.ts";
import type { CParser } from "#csource/parser.ts";
import type { SourceView } from "#csource/source-file.ts";
import { viewsOf } from "#csource/views.ts";
import type { Finding } from "#findings/finding.ts";
import { analyzeUnit } from "#lifecycle/analyze-unit.ts";
import { createVocabulary } from "#lifecycle/create-vocabulary.ts";
import { followSite } from "#lifecycle/follow-site.ts";
import type { LinkedFile } from "#lifecycle/linking/link-files.ts";
import { loadUnit } from "#lifecycle/load-unit.ts";
import type { Vocabulary } from "#lifecycle/vocabulary.ts";
import type {
	ConversionOptions,
	Decision,
	DecisionKind,
	Edit,
} from "./conversion.ts";
import { convertUnit, type UnitConversion } from "./convert-unit.ts";
import type { Verdict } from "./decide-site.ts";
import { applyEdits, mergeEdits } from "./merge-edits.ts";
import { renameClashes } from "./rename-clashes.ts";
import type { TargetApi } from "./target-api.ts";
import { dropUnusedLocals } from "./unused-locals.ts";

export interface FileConversion {
	readonly path: string;
	readonly before: string;
	readonly after: string;
	/** Sorted by line. */
	readonly decisions: readonly Decision[];
	readonly edits: readonly Edit[];
	readonly findingsBefore: readonly Finding[];
	readonly findingsAfter: readonly Finding[];
}

interface Seen {
	readonly view: SourceView;
	readonly conversion: UnitConversion;
}

/** A site that must not be converted, though one configuration would: by the offset of its call. */
type Blocked = ReadonlyMap<number, Verdict>;

const roundLimit = 4;

export function convertFile(
	path: string,
	text: string,
	options: ConversionOptions,
	target: TargetApi,
	parser: CParser,
): FileConversion {
	const vocabulary = createVocabulary(options.from ?? target.kernel);
	const views = viewsFor(path, text, target.kernel, vocabulary);
	const before = checkFile(
		onItsOwn(path, text, views, vocabulary, parser),
		vocabulary,
	);
	let blocked: Blocked = new Map();
	let guarded: ReadonlySet<number> = new Set();
	for (let round = 1; ; round++) {
		const seen = convertViews(
			views,
			vocabulary,
			parser,
			target,
			blocked,
			guarded,
		);
		const disagreeing = disagreements(seen);
		const edits =
			disagreeing.size > 0
				? null
				: mergeEdits([
						...seen.flatMap(editsOf),
						...clashesIn(seen, options.from, target),
					]);
		if (edits === null && round < roundLimit) {
			blocked = new Map([
				...blocked,
				...(disagreeing.size > 0 ? disagreeing : allConverted(seen)),
			]);
			continue;
		}
		const kept = asLineEnds(text, withoutUnused(text, seen, edits ?? []));
		const after = applyEdits(text, kept);
		const findings =
			after === text ? before : recheck(path, after, target, parser);
		const risky = negativeCounts(before, findings, after, kept, guarded);
		if (risky.size > 0 && round < roundLimit) {
			guarded = new Set([...guarded, ...risky]);
			continue;
		}
		return {
			path,
			before: text,
			after,
			decisions: decisionsOf(path, text, seen, before),
			edits: kept,
			findingsBefore: before.findings,
			findingsAfter: findings.findings,
		};
	}
}

function viewsFor(
	path: string,
	text: string,
	kernel: KernelVersion,
	vocabulary: Vocabulary,
): readonly SourceView[] {
	return viewsOf(path, text, {
		kernel,
		interesting: (name) =>
			vocabulary.acquire(name) !== null ||
			(vocabulary.release(name) ?? vocabulary.dirty(name)) !== null,
	});
}

function recheck(
	path: string,
	text: string,
	{ kernel }: TargetApi,
	parser: CParser,
): FileResult {
	const vocabulary = createVocabulary(kernel);
	const views = viewsFor(path, text, kernel, vocabulary);
	return checkFile(onItsOwn(path, text, views, vocabulary, parser), vocabulary);
}

/** Judged without the files around it, as its edits are. */
function onItsOwn(
	path: string,
	text: string,
	views: readonly SourceView[],
	vocabulary: Vocabulary,
	parser: CParser,
): LinkedFile {
	return {
		joined: joinTexts([], { path, text }, []),
		views,
		load: (view) => loadUnit(view, vocabulary, parser),
	};
}

function convertViews(
	views: readonly SourceView[],
	vocabulary: Vocabulary,
	parser: CParser,
	target: TargetApi,
	blocked: Blocked,
	guarded: ReadonlySet<number>,
): readonly Seen[] {
	return views.flatMap((view) => {
		const loaded = loadUnit(view, vocabulary, parser);
		if (loaded === null) return [];
		const unit = analyzeUnit(loaded, vocabulary);
		const sites = unit.graph.acquires.map((acquire) =>
			followSite(unit, acquire),
		);
		const conversion = convertUnit({ unit, sites }, target, blocked, guarded);
		return [{ view, conversion }];
	});
}

/** Only where something is converted: a file that stays as it is is left for whoever moves it. */
function clashesIn(
	seen: readonly Seen[],
	from: KernelVersion | null,
	{ kernel }: TargetApi,
): readonly Edit[] {
	if (from === null || !seen.some((entry) => editsOf(entry).length > 0))
		return [];
	return seen.flatMap(({ view }) => renameClashes(view, from, kernel));
}

function editsOf({ conversion }: Seen): readonly Edit[] {
	return conversion.edits;
}

/** Sites that one configuration converts and another does not. */
function disagreements(seen: readonly Seen[]): Blocked {
	const found = new Map<number, Verdict>();
	const converted = new Set(
		seen.flatMap(({ conversion }) =>
			[...conversion.verdicts].flatMap(([at, { verdict }]) =>
				verdict.decision === "convert" ? [at] : [],
			),
		),
	);
	for (const { conversion } of seen)
		for (const [at, { verdict }] of conversion.verdicts)
			if (verdict.decision !== "convert" && converted.has(at))
				found.set(at, {
					...verdict,
					decision: "abstain",
					reason:
						verdict.decision === "abstain"
							? verdict.reason
							: `configurations disagree: in one, ${verdict.reason}`,
				});
	return found;
}

/** Edits that contradict each other: none of them is made. */
function allConverted(seen: readonly Seen[]): Blocked {
	const found = new Map<number, Verdict>();
	for (const { conversion } of seen)
		for (const [at, { verdict }] of conversion.verdicts)
			if (verdict.decision === "convert")
				found.set(at, {
					...verdict,
					decision: "abstain",
					reason: "configurations of the file want different text at one place",
					becomes: null,
				});
	return found;
}

function withoutUnused(
	text: string,
	seen: readonly Seen[],
	edits: readonly Edit[],
): readonly Edit[] {
	const extra = seen.flatMap(({ conversion }) =>
		conversion.functions.flatMap((syntax) =>
			dropUnusedLocals(text, syntax, edits),
		),
	);
	return mergeEdits([...edits, ...extra]) ?? edits;
}

/** New lines end as those of the file do. */
function asLineEnds(text: string, edits: readonly Edit[]): readonly Edit[] {
	if (!text.includes("\r\n")) return edits;
	return edits.map((edit) => ({
		...edit,
		text: edit.text.replace(/\r?\n/g, "\r\n"),
	}));
}

/** Releases that came to be given a number of pages which may be an errno: offsets before the conversion. */
function negativeCounts(
	before: FileResult,
	{ findings }: FileResult,
	after: string,
	edits: readonly Edit[],
	guarded: ReadonlySet<number>,
): ReadonlySet<number> {
	const lines = new LineIndex(after);
	const found = new Set<number>();
	for (const { code, line, function: name } of findings) {
		// What was reported before is a mistake of its own: a test of an unsigned count would not mend it.
		const isOld = before.findings.some(
			(one) => one.code === code && one.function === name,
		);
		if (code !== "PF501" || isOld) continue;
		let shift = 0;
		for (const { start, end, text, release } of edits) {
			const from = lines.lineOf(start + shift);
			const to = lines.lineOf(start + shift + text.length);
			if (
				release !== undefined &&
				!guarded.has(release) &&
				from <= line &&
				line <= to
			)
				found.add(release);
			shift += text.length - (end - start);
		}
	}
	return found;
}

const rank: Record<DecisionKind, number> = { abstain: 0, leave: 1, convert: 2 };

function decisionsOf(
	path: string,
	text: string,
	seen: readonly Seen[],
	checked: FileResult,
): readonly Decision[] {
	const lines = new LineIndex(text);
	const found = new Map<number, Decision>();
	for (const { conversion } of seen)
		for (const [at, { site, verdict }] of conversion.verdicts) {
			if (site.acquire.entry.level !== "api") continue;
			const line = lines.lineOf(at);
			const column = lines.columnOf(at);
			const known = found.get(at);
			if (known !== undefined && rank[known.decision] <= rank[verdict.decision])
				continue;
			const described = checked.sites.find(
				(one) => one.line === line && one.column === column,
			);
			found.set(at, {
				site: described?.id ?? "",
				file: path,
				function: site.acquire.model.name,
				line,
				api: site.acquire.name,
				case: verdict.case,
				decision: verdict.decision,
				reason: verdict.reason,
				evidence: verdict.evidence.map((mark) => ({
					file: path,
					line: lines.lineOf(mark.at),
					text: mark.text,
				})),
				becomes: verdict.becomes,
			});
		}
	return [...found].sort(([a], [b]) => a - b).map(([, decision]) => decision);
}
