// PF301 where the function that takes the pages is told by its caller whether they will be written: a caller that says so,
// beside others that do not, and lets go without a mark.
//
// Likely: that the caller writes because it asks to. Errs: misses wrappers that all callers use for writing, and all work on
// another process: exec() fills the stack of a process that does not run yet, whose pages are dirty by the fault.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import type { AnalyzedFunction } from "#lifecycle/analyze-unit.ts";
import { callIndexOf } from "#lifecycle/call-index.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { HoldSource } from "#lifecycle/function-context.ts";
import { isNull } from "#lifecycle/kernel-idioms.ts";
import { reachFrom } from "#lifecycle/reach.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { adviceFor } from "./site-use.ts";

export const checkNeverDirtiedByCaller: Check = (input) =>
	input.sites.flatMap((site) => {
		const index = writeParameterOf(site);
		if (index === null || !isSometimesForReading(input, site, index)) return [];
		return input.unit.functions.flatMap((analyzed) =>
			[...analyzed.context.holdSources.values()].flatMap(
				(source) => judge(input, site, index, analyzed, source) ?? [],
			),
		);
	});

/** The parameter of the wrapper that decides about FOLL_WRITE; null where none does. */
function writeParameterOf({ acquire }: FollowedSite): number | null {
	const { roles, call, model } = acquire;
	const flags =
		argumentWith("flags", roles, call.args) ??
		argumentWith("write", roles, call.args);
	let found = -1;
	const foreign = roles.includes("mm");
	if (flags !== null && acquire.entry.kind !== "extract" && !foreign)
		visitExpression(flags, (part) => {
			if (part.kind === "identifier" && found < 0)
				found = model.parameters.indexOf(part.name);
			return true;
		});
	return found < 0 ? null : found;
}

function isSometimesForReading(
	input: CheckInput,
	site: FollowedSite,
	index: number,
): boolean {
	const { name } = site.acquire.model;
	return (callIndexOf(input.unit.unit).byName.get(name) ?? []).some(
		({ call }) => {
			const given = call.args[index];
			return (
				given !== undefined &&
				(isNull(given) ||
					(given.kind === "identifier" && given.name === "false"))
			);
		},
	);
}

function judge(
	input: CheckInput,
	site: FollowedSite,
	index: number,
	{ context }: AnalyzedFunction,
	source: HoldSource,
): DraftFinding | null {
	const { call, wrapper } = source;
	if (wrapper?.functionName !== site.acquire.model.key) return null;
	if (!asksForWrite(call.args[index])) return null;
	const release = [...context.releasing].findLast(
		([at, sources]) => at > call.start && sources.includes(source),
	);
	if (release === undefined) return null;
	const { graph, fields } = input.unit;
	const { places } = reachFrom(graph, fields, [...source.places]);
	const dirtied = graph.dirties.some(
		(dirty) =>
			dirty.model === context.model &&
			dirty.places.some((place) => places.has(place)),
	);
	if (dirtied) return null;
	return draftFinding({
		code: "PF301",
		confidence: "likely",
		model: context.model,
		at: release[0],
		message: `the pages from ${site.acquire.model.name}() are taken to be written, as its argument says, and let go without a mark: what was written can be lost; ${adviceFor(input, site, { writes: true })}`,
		notes: [{ at: call.start, message: "asked for writing here" }],
		acquire: site.acquire.call.start,
	});
}

function asksForWrite(argument: Expression | undefined): boolean {
	if (argument === undefined) return false;
	if (argument.kind === "number") return argument.value === 1;
	return (
		argument.kind === "identifier" &&
		(argument.name === "true" || argument.name === "FOLL_WRITE")
	);
}
