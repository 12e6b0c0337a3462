// One file: every configuration it distinguishes is analysed, and what they say is merged by place.

import { compareText, firstDifference } from "#base/compare.ts";
import { LineIndex } from "#base/line-index.ts";
import type { CParser } from "#csource/parser.ts";
import type { SourceView } from "#csource/source-file.ts";
import type { Finding } from "#findings/finding.ts";
import type { SiteLife } from "#findings/life.ts";
import type { Site } from "#findings/site.ts";
import { type AnalyzedUnit, analyzeUnit } from "#lifecycle/analyze-unit.ts";
import { describeLife } from "#lifecycle/describe-life.ts";
import { describeSite } from "#lifecycle/describe-site.ts";
import { type FollowedSite, followSite } from "#lifecycle/follow-site.ts";
import { loadUnit } from "#lifecycle/load-unit.ts";
import type { Vocabulary } from "#lifecycle/vocabulary.ts";
import { allChecks } from "./all-checks.ts";
import type { CheckInput, DraftFinding } from "./check.ts";
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

export function checkFile(
	views: readonly SourceView[],
	vocabulary: Vocabulary,
	parser: CParser,
	lives = false,
): FileResult {
	const sites = new Map<number, Seen<Omit<Site, "id">>>();
	const drafts = new Map<string, Seen<DraftFinding>>();
	const read = new Map<string, boolean>();
	const [first] = views;
	if (first === undefined)
		return { sites: [], findings: [], functions: 0, damagedFunctions: 0 };
	const lines = new LineIndex(first.original);
	for (const view of views) {
		const loaded = loadUnit(view, vocabulary, parser);
		if (loaded === null) continue;
		for (const model of loaded.unit.functions.values())
			read.set(
				`${model.name}:${model.syntax.start}`,
				model.syntax.damage.length > 0,
			);
		collect(analyzeUnit(loaded, vocabulary), view, lines, sites, drafts, lives);
	}
	const ordered = [...sites].sort(([a], [b]) => a - b);
	const named = nameSites(ordered, views);
	const ids = new Map(
		ordered.map(([at], index) => [at, named[index]?.id ?? null]),
	);
	const findings = [...drafts.values()].map(({ item, views: seen }) =>
		toFinding(item, first, lines, ids, configurationsOf(seen, views)),
	);
	return {
		sites: named,
		findings: findings.sort(compareFindings),
		functions: read.size,
		damagedFunctions: [...read.values()].filter((damaged) => damaged).length,
	};
}

function collect(
	analyzed: AnalyzedUnit,
	view: SourceView,
	lines: LineIndex,
	sites: Map<number, Seen<Omit<Site, "id">>>,
	drafts: Map<string, Seen<DraftFinding>>,
	lives: boolean,
): void {
	const followed = analyzed.graph.acquires.map((acquire) =>
		followSite(analyzed, acquire),
	);
	for (const site of followed) {
		if (site.acquire.entry.level !== "api") continue;
		const plain = describeSite(analyzed, site, lines);
		const described = lives
			? {
					...plain,
					life: lifeOf({ unit: analyzed, sites: followed }, site, lines),
				}
			: plain;
		const at = site.acquire.call.start;
		const known = sites.get(at);
		sites.set(at, {
			item: known === undefined ? described : mergeSites(known.item, described),
			views: [...(known?.views ?? []), view],
		});
	}
	for (const check of allChecks)
		for (const draft of check({ unit: analyzed, sites: followed })) {
			const about = draft.oncePerPlace === true ? "any" : draft.acquire;
			const id = `${draft.code}:${draft.at}:${about}`;
			const known = drafts.get(id);
			drafts.set(id, {
				item: known?.item ?? draft,
				views: [...(known?.views ?? []), view],
			});
		}
}

function lifeOf(
	input: CheckInput,
	site: FollowedSite,
	lines: LineIndex,
): SiteLife {
	const { writes, longTerm } = useOfSite(input, site);
	return {
		...describeLife(input.unit, site, lines),
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
	return seen
		.map((view) => view.configuration.join(" && "))
		.filter((text) => text !== "");
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
	view: SourceView,
	lines: LineIndex,
	ids: ReadonlyMap<number, string | null>,
	configurations: readonly string[],
): Finding {
	return {
		code: draft.code,
		class: draft.class,
		severity: draft.severity,
		confidence: draft.confidence,
		file: view.path,
		function: draft.function,
		line: lines.lineOf(draft.at),
		column: lines.columnOf(draft.at),
		message: draft.message,
		notes: draft.notes.map(({ at, message }) => ({
			file: view.path,
			line: lines.lineOf(at),
			message,
		})),
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
