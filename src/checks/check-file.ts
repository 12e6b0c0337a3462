// One file, with the files it is linked with: every configuration it distinguishes is analysed, and what they say is merged
// by place.

import { compareText, firstDifference } from "#base/compare.ts";
import type { FilePlace } from "#csource/joined-text.ts";
import { asWritten } from "#csource/local-names.ts";
import type { SourceView } from "#csource/source-file.ts";
import type { Finding } from "#findings/finding.ts";
import type { SiteLife } from "#findings/life.ts";
import type { Site } from "#findings/site.ts";
import { type AnalyzedUnit, analyzeUnit } from "#lifecycle/analyze-unit.ts";
import { describeLife } from "#lifecycle/describe/describe-life.ts";
import { describeSite } from "#lifecycle/describe/describe-site.ts";
import { type FollowedSite, followSite } from "#lifecycle/follow-site.ts";
import type { LinkedFile } from "#lifecycle/linking/link-files.ts";
import { isSeed } from "#lifecycle/unit/function-model.ts";
import type { Vocabulary } from "#lifecycle/unit/vocabulary.ts";
import { allChecks } from "./all-checks.ts";
import type { CheckInput, DraftFinding } from "./check.ts";
import { needsOddMix } from "./needs-odd-mix.ts";
import { rankOf } from "./rank-of.ts";
import { useOfSite } from "./site-use.ts";

export interface FileResult {
	readonly sites: readonly Site[];
	readonly findings: readonly Finding[];
	readonly functions: number;
	readonly damagedFunctions: number;
}

interface Seen<T> {
	readonly item: T;
	readonly views: SourceView[];
}

type PlaceOf = (offset: number) => FilePlace;

/** Says what concerns the file itself: its sites, and findings that lie in it or are about its acquires. */
export function checkFile(
	{ joined, views, load }: LinkedFile,
	vocabulary: Vocabulary,
	lives = false,
): FileResult {
	const sites = new Map<number, Seen<Omit<Site, "id">>>();
	const drafts = new Map<string, Seen<DraftFinding>>();
	const read = new Map<string, boolean>();
	const { own, placeOf } = joined;
	const isOwn = (at: number): boolean => own.start <= at && at < own.end;
	for (const view of views) {
		const loaded = load(view);
		if (loaded === null) continue;
		for (const model of loaded.unit.functions.values())
			if (isOwn(model.syntax.start))
				read.set(
					`${model.name}:${model.syntax.start}`,
					model.syntax.damage.length > 0,
				);
		collect(
			analyzeUnit(loaded, vocabulary),
			view,
			placeOf,
			sites,
			drafts,
			lives,
		);
	}
	const ordered = [...sites].sort(([a], [b]) => a - b);
	const named = nameSites(ordered, views);
	const ids = new Map(
		ordered.map(([at], index) => [at, named[index]?.id ?? null]),
	);
	const findings = eachOnce([...drafts.values()])
		.filter(
			({ item }) =>
				isOwn(item.at) || (item.acquire !== null && isOwn(item.acquire)),
		)
		.map(({ item, views: seen }) =>
			toFinding(item, placeOf, ids, configurationsOf(seen, views)),
		);
	return {
		sites: named.filter((_, index) => isOwn(ordered[index]?.[0] ?? -1)),
		findings: findings.sort(compareFindings),
		functions: read.size,
		damagedFunctions: [...read.values()].filter((damaged) => damaged).length,
	};
}

function collect(
	analyzed: AnalyzedUnit,
	view: SourceView,
	placeOf: PlaceOf,
	sites: Map<number, Seen<Omit<Site, "id">>>,
	drafts: Map<string, Seen<DraftFinding>>,
	lives: boolean,
): void {
	const followed = analyzed.graph.acquires
		.filter((acquire) => isSeed(analyzed.unit, acquire.call))
		.map((acquire) => followSite(analyzed, acquire));
	for (const site of followed) {
		if (site.acquire.entry.level !== "api") continue;
		const plain = describeSite(analyzed, site, placeOf);
		const input = { unit: analyzed, sites: followed };
		const described = lives
			? { ...plain, life: lifeOf(input, site, placeOf) }
			: plain;
		const at = site.acquire.call.start;
		const known = sites.get(at);
		sites.set(at, {
			item: known === undefined ? described : mergeSites(known.item, described),
			views: [...(known?.views ?? []), view],
		});
	}
	const own = new Map<string, DraftFinding>();
	for (const check of allChecks)
		for (const draft of check({ unit: analyzed, sites: followed })) {
			const about = draft.oncePerPlace === true ? "any" : draft.acquire;
			const id = `${draft.code}:${draft.at}:${about}`;
			const before = own.get(id);
			own.set(id, before === undefined ? draft : surerOf(before, draft));
		}
	for (const [id, draft] of own) {
		const known = drafts.get(id);
		drafts.set(id, {
			// What is surer in another configuration holds for that one only.
			item: known?.item ?? draft,
			views: [...(known?.views ?? []), view],
		});
	}
}

/** Of two that are as sure the first. */
function surerOf(first: DraftFinding, second: DraftFinding): DraftFinding {
	return rankOf(second.confidence) < rankOf(first.confidence) ? second : first;
}

/** Two checks may see the same loss by different signs: the surer one tells of it, of two the first. */
function eachOnce(
	drafts: readonly Seen<DraftFinding>[],
): readonly Seen<DraftFinding>[] {
	const told = new Map<string, Seen<DraftFinding>>();
	for (const draft of drafts) {
		const { code, at, acquire } = draft.item;
		const id = `${code}:${at}:${acquire}`;
		const before = told.get(id);
		if (before === undefined || surerOf(before.item, draft.item) === draft.item)
			told.set(id, draft);
	}
	return [...told.values()];
}

function lifeOf(
	input: CheckInput,
	site: FollowedSite,
	placeOf: PlaceOf,
): SiteLife {
	const { writes, longTerm } = useOfSite(input, site);
	return {
		...describeLife(input.unit, site, placeOf),
		use: { writes, longTerm },
	};
}

function mergeSites(
	a: Omit<Site, "id">,
	b: Omit<Site, "id">,
): Omit<Site, "id"> {
	const union = <T>(left: readonly T[], right: readonly T[]): readonly T[] => [
		...new Map(
			[...left, ...right].map((item) => [JSON.stringify(item), item]),
		).values(),
	];
	return {
		...a,
		releases: union(a.releases, b.releases),
		dirties: union(a.dirties, b.dirties),
		ownership: union(a.ownership, b.ownership),
	};
}

/** Empty where it holds in every configuration of the file. */
function configurationsOf(
	seen: readonly SourceView[],
	all: readonly SourceView[],
): readonly string[] {
	if (seen.length === all.length) return [];
	const words = seen
		.map((view) => view.configuration.join(" && "))
		.filter((text) => text !== "");
	return [...new Set(words)];
}

function nameSites(
	ordered: readonly (readonly [number, Seen<Omit<Site, "id">>])[],
	views: readonly SourceView[],
): readonly Site[] {
	const counts = new Map<string, number>();
	return ordered.map(([, { item, views: seen }]) => {
		const stem = `${item.file}:${item.function}:${item.api}`;
		const ordinal = (counts.get(stem) ?? 0) + 1;
		counts.set(stem, ordinal);
		const { file, function: name, ...rest } = item;
		return {
			id: `${stem}:${ordinal}`,
			file,
			function: name,
			...rest,
			configurations: configurationsOf(seen, views),
		};
	});
}

function toFinding(
	draft: DraftFinding,
	placeOf: PlaceOf,
	ids: ReadonlyMap<number, string | null>,
	configurations: readonly string[],
): Finding {
	const { file, line, column } = placeOf(draft.at);
	return {
		code: draft.code,
		class: draft.class,
		severity: draft.severity,
		confidence:
			draft.class === "mismatch" && needsOddMix(configurations)
				? "possible"
				: draft.confidence,
		file,
		function: asWritten(draft.function),
		line,
		column,
		message: asWritten(draft.message),
		notes: draft.notes.map(({ at, message }) => {
			const place = placeOf(at);
			return {
				file: place.file,
				line: place.line,
				message: asWritten(message),
			};
		}),
		site: draft.acquire === null ? null : (ids.get(draft.acquire) ?? null),
		configurations,
		fix: null,
	};
}

export function compareFindings(a: Finding, b: Finding): number {
	return firstDifference(
		compareText(a.file, b.file),
		a.line - b.line,
		a.column - b.column,
		compareText(a.code, b.code),
		compareText(a.message, b.message),
	);
}
