// PF101, PF102: the function ends on some path and nobody knows the pages any more.

import type { Confidence } from "#findings/finding.ts";
import type { Cfg } from "#flow/cfg.ts";
import type { AnalyzedFunction } from "#lifecycle/analyze-unit.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { asksForUserIterator, calleeName } from "#lifecycle/kernel-idioms.ts";
import type { Observation } from "#lifecycle/paths/observation.ts";
import { negative, signsOf } from "#lifecycle/paths/value.ts";
import { rootVariable } from "#lifecycle/place.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import { valuesOf } from "#lifecycle/unit/values-of.ts";
import type { Check, CheckInput, DraftFinding, DraftNote } from "./check.ts";
import { callersCheckEntries } from "./checked-entries.ts";
import { isNeverReleased } from "./never-released.ts";
import { pathNotes } from "./path-notes.ts";
import { rankOf } from "./rank-of.ts";

type Lost = Observation & {
	readonly kind:
		| "lost"
		| "lost-in-callers-array"
		| "lost-in-object"
		| "lost-on-failure";
};

export const checkLostHolds: Check = (input) => {
	return input.unit.functions.flatMap((analyzed) => {
		const lost = analyzed.paths.observations.filter(
			(observation): observation is Lost =>
				observation.kind.startsWith("lost") &&
				!isLetGoByCallers(input, analyzed, observation),
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

/** The callers go through the whole array and let go of every entry that is filled. */
function isLetGoByCallers(
	input: CheckInput,
	{ context }: AnalyzedFunction,
	{ kind, source }: Observation,
): boolean {
	if (kind !== "lost-in-callers-array" || source?.acquire == null) return false;
	const { roles, call } = source.acquire;
	const array = argumentWith("pages", roles, call.args);
	const root = array === null ? null : rootVariable(array);
	return root !== null && callersCheckEntries(input.unit, context.model, root);
}

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
	const isWhole = ({ hold }: Lost): boolean =>
		hold.part === "full" || hold.fromEarlierRound;
	const full = lost.filter(isWhole);
	const confidence = (one: Lost): number =>
		rankOf(confidenceOf(analyzed, sites, one));
	// At an end that loses them all, losing some of them is nothing new, unless that is surer. In a loop the two are of
	// different rounds, and which tests of one round hold in the next is not followed.
	const isNew = (some: Lost, all: Lost): boolean =>
		all.at !== some.at ||
		(confidence(all) > confidence(some) && !isInLoop(analyzed, some));
	const partial = lost.filter(
		(some) => !isWhole(some) && full.every((all) => isNew(some, all)),
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
			rankOf(confidenceOf(analyzed, sites, a)) -
				rankOf(confidenceOf(analyzed, sites, b)) || a.at - b.at,
	);
	const [first, ...others] = ordered;
	if (first === undefined) return [];
	const { source, hold, state } = first;
	const api = nameOf(first);
	const notes: DraftNote[] = [
		...pathNotes(analyzed.context, state, source.call.start, "acquired here"),
		...(hold.orphanedAt === null
			? []
			: [
					{ at: hold.orphanedAt, message: "what kept the pages is freed here" },
				]),
		...(first.kind !== "lost-on-failure" || first.releasedAt === null
			? []
			: [{ at: first.releasedAt, message: "released here on another path" }]),
		...(hold.passedTo === null
			? []
			: [
					{
						at: first.at,
						message: `assuming that ${calledName(hold.passedTo.to)} does not take the pages over${hold.passedTo.manner === "refused" ? " when it fails" : ""}`,
					},
				]),
		...others.map((other) => ({ at: other.at, message: "lost here as well" })),
	];
	return [
		{
			code,
			class: "leak",
			severity: "error",
			confidence: confidenceOf(analyzed, sites, first),
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
	if (lost.kind === "lost-in-object" && code === "PF101")
		return `fails with the pages from ${api}() in the object, which is not told how many there are`;
	if (lost.kind === "lost-in-object")
		return `when ${api}() gets fewer pages than asked for, they stay in the object, which is not told how many there are`;
	if (lost.kind === "lost-on-failure")
		return {
			freed: `fails with the pages from ${api}() still held: the array in the object is freed`,
			failure: `fails with the pages from ${api}() still in the object, and releases them where it fails elsewhere`,
			success: `fails with the pages from ${api}() still held, and releases them where it succeeds`,
			beside: `fails with the pages from ${api}() still held, and releases them on the other side of the test before it`,
		}[lost.unlike];
	if (lost.hold.fromEarlierRound)
		return `the pages that ${api}() got in earlier rounds are not released when a later round fails`;
	return code === "PF102"
		? `when ${api}() gets fewer pages than asked for, those it got are not released on this path`
		: `the pages from ${api}() are not released on this path`;
}

/**
 * A path is certain when nothing on it is assumed. A function elsewhere that is given a page may take it over, one that is
 * given an array of pages hardly ever does. An extraction holds pages only for iterators over user memory: where nothing in
 * the file releases, it has none, unless the function asks for that.
 */
function confidenceOf(
	analyzed: AnalyzedFunction,
	sites: readonly FollowedSite[],
	lost: Lost,
): Confidence {
	if (analyzed.context.model.syntax.damage.length > 0) return "possible";
	// The function shows that here they are its own to release.
	if (lost.kind === "lost-on-failure" && lost.unlike === "beside")
		return "likely";
	if (lost.state.coarse || isStoredInSomeRound(analyzed, lost))
		return "possible";
	if (isInEntriesOfOthers(analyzed, lost)) return "possible";
	if (lost.hold.passedTo?.manner === "given")
		return isKeptElsewhere(analyzed, lost) ? "likely" : "possible";
	const extracts = sites.some((site) => site.acquire.entry.kind === "extract");
	if (
		extracts &&
		sites.every((site) => site.releases.length === 0) &&
		!asksForUserMemory(analyzed, lost)
	)
		return "possible";
	if (lost.hold.passedTo !== null)
		return isPlainlyBorrowed(analyzed, lost) ? "likely" : "possible";
	if (lost.source.acquire === null || lost.kind !== "lost") return "likely";
	return extracts ? "likely" : "certain";
}

/** The function asks whether the iterator is over user memory: some are. */
function asksForUserMemory(
	{ context }: AnalyzedFunction,
	{ source }: Lost,
): boolean {
	const iterators = new Set(
		source.call.args.flatMap((arg) => rootVariable(arg) ?? []),
	);
	return context.model.calls.some(
		(call) =>
			asksForUserIterator(calleeName(call) ?? "") &&
			call.args.some((arg) => iterators.has(rootVariable(arg) ?? "")),
	);
}

/** After the same call the function releases the pages itself on another path, so the one it gave them to does not. */
export function isKeptElsewhere(
	analyzed: AnalyzedFunction,
	lost: Pick<Lost, "source" | "hold">,
): boolean {
	return analyzed.paths.observations.some(
		(observation) =>
			observation.kind === "kept-after-pass" &&
			observation.source === lost.source &&
			observation.to === lost.hold.passedTo?.to,
	);
}

/**
 * Another path comes back from the same place, and a loop behind the acquire has stored the pages: in which of its rounds is
 * not followed. Errs: may hide a loss at an end that such paths share.
 */
function isStoredInSomeRound(
	{ paths, context }: AnalyzedFunction,
	{ at, hold }: Lost,
): boolean {
	const { cfg, loops } = context;
	return paths.returns.some(({ at: end, value, state }) => {
		if (end !== at || state.coarse) return false;
		if (value !== null && signsOf(value) === negative) return false;
		const kept = state.holds.get(hold.acquire);
		const { storedAt } = kept ?? hold;
		if (kept?.status !== "stored" || storedAt === null) return false;
		return loops.some(
			({ body }) =>
				isInside(cfg, body, storedAt) && !isInside(cfg, body, hold.acquire),
		);
	});
}

function isInLoop({ context }: AnalyzedFunction, { hold }: Lost): boolean {
	return context.loops.some(({ body }) =>
		isInside(context.cfg, body, hold.acquire),
	);
}

function isInside(cfg: Cfg, body: ReadonlySet<number>, at: number): boolean {
	return cfg.nodes.some(
		({ id, start, end }) => start <= at && at < end && body.has(id),
	);
}

/**
 * The pages went into entries of a scatterlist that a pointer runs over and that this function has not made: whose list it
 * is is not followed (drivers/infiniband/core/umem.c, v5.0).
 */
function isInEntriesOfOthers(
	{ context }: AnalyzedFunction,
	{ hold }: Lost,
): boolean {
	const { model } = context;
	return [...hold.owners].some((owner) => {
		const type = model.types.get(owner);
		return (
			type?.base === "struct scatterlist" &&
			type.arrays === 0 &&
			valuesOf(model, owner).every(({ kind }) => kind === "member")
		);
	});
}

/** The function releases or frees the array itself elsewhere, so the one it gave it to does not own it. */
function isPlainlyBorrowed(analyzed: AnalyzedFunction, lost: Lost): boolean {
	if (lost.hold.orphanedAt !== null) return true;
	if (lost.hold.passedTo?.manner === "refused") return true;
	const { releasing, model } = analyzed.context;
	if ([...releasing.values()].some((sources) => sources.includes(lost.source)))
		return true;
	return [...lost.hold.owners].some(
		(owner) => (model.types.get(owner)?.arrays ?? 0) > 0,
	);
}

function calledName(name: string): string {
	return name.includes(" ") ? name : `${name}()`;
}
