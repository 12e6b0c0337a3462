// PF101, PF102: the function ends on some path and nobody knows the pages any more.

import type { Confidence } from "#findings/finding.ts";
import type { AnalyzedFunction } from "#lifecycle/analyze-unit.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { Observation } from "#lifecycle/observation.ts";
import type { Check, CheckInput, DraftFinding, DraftNote } from "./check.ts";
import { isNeverReleased } from "./never-released.ts";
import { pathNotes } from "./path-notes.ts";

type Lost = Observation & { readonly kind: "lost" | "lost-in-callers-array" };

export const checkLostHolds: Check = (input) => {
	return input.unit.functions.flatMap((analyzed) => {
		const lost = analyzed.paths.observations.filter(
			(observation): observation is Lost =>
				observation.kind === "lost" ||
				observation.kind === "lost-in-callers-array",
		);
		const calls = new Set(
			lost.map((observation) => observation.source.call.start),
		);
		return [...calls].flatMap((call) =>
			judge(
				input,
				analyzed,
				lost.filter((observation) => observation.source.call.start === call),
			),
		);
	});
};

/** All ways in which one call's hold is lost: one finding for whole holds, one for partial ones elsewhere. */
function judge(
	input: CheckInput,
	analyzed: AnalyzedFunction,
	lost: readonly Lost[],
): readonly DraftFinding[] {
	const sites = input.sites.filter((site) =>
		lost[0]?.source.acquires.includes(site.acquire.call.start),
	);
	if (sites.length === 0 || sites.every((site) => isNeverReleased(input, site)))
		return [];
	const full = lost.filter((observation) => observation.hold.part === "full");
	const fullEnds = new Set(full.map((observation) => observation.at));
	const partial = lost.filter(
		(observation) =>
			observation.hold.part === "partial" && !fullEnds.has(observation.at),
	);
	return [
		...report(analyzed, sites, full, "PF101"),
		...report(analyzed, sites, partial, "PF102"),
	];
}

function report(
	analyzed: AnalyzedFunction,
	sites: readonly FollowedSite[],
	lost: readonly Lost[],
	code: "PF101" | "PF102",
): readonly DraftFinding[] {
	const ordered = [...lost].sort(
		(a, b) =>
			rank(confidenceOf(analyzed, a)) - rank(confidenceOf(analyzed, b)) ||
			a.at - b.at,
	);
	const [first, ...others] = ordered;
	if (first === undefined) return [];
	const { source, hold, state } = first;
	const api = nameOf(first);
	const notes: DraftNote[] = [
		...pathNotes(state, source.call.start, "acquired here"),
		...(hold.orphanedAt === null
			? []
			: [
					{ at: hold.orphanedAt, message: "what kept the pages is freed here" },
				]),
		...(hold.passedTo === null
			? []
			: [
					{
						at: first.at,
						message: `assuming that ${hold.passedTo}() does not take the pages over`,
					},
				]),
		...others.map((other) => ({ at: other.at, message: "lost here as well" })),
	];
	return [
		{
			code,
			class: "leak",
			severity: "error",
			confidence: confidenceOf(analyzed, first),
			function: analyzed.context.model.name,
			at: first.at,
			message: messageFor(first, code, api),
			notes,
			acquire: sites[0]?.acquire.call.start ?? null,
		},
	];
}

function nameOf(observation: Lost): string {
	const { callee } = observation.source.call;
	return callee.kind === "identifier" ? callee.name : "the call";
}

function messageFor(lost: Lost, code: "PF101" | "PF102", api: string): string {
	if (lost.kind === "lost-in-callers-array")
		return code === "PF102"
			? `fails with the pages that ${api}() did get still held: the caller is not told how many there are`
			: `fails with the pages from ${api}() still held in the caller's array`;
	if (lost.hold.fromEarlierRound)
		return `the pages that ${api}() got in earlier rounds are not released when a later round fails`;
	return code === "PF102"
		? `when ${api}() gets fewer pages than asked for, those it got are not released on this path`
		: `the pages from ${api}() are not released on this path`;
}

/**
 * A path is certain when nothing on it is assumed. Pages that were given to a function elsewhere may be its own now:
 * where this function itself releases them after such a call, they are not.
 */
function confidenceOf(analyzed: AnalyzedFunction, lost: Lost): Confidence {
	if (!analyzed.paths.complete) return "possible";
	if (lost.source.wrapper !== null && lost.source.acquire === null)
		return lost.hold.passedTo === null ? "likely" : "possible";
	if (lost.hold.passedTo !== null)
		return releasesItself(analyzed, lost) ? "likely" : "possible";
	return lost.kind === "lost-in-callers-array" ? "likely" : "certain";
}

function releasesItself(analyzed: AnalyzedFunction, lost: Lost): boolean {
	return [...analyzed.context.releasing.values()].some((sources) =>
		sources.includes(lost.source),
	);
}

function rank(confidence: Confidence): number {
	return confidence === "certain" ? 0 : confidence === "likely" ? 1 : 2;
}
