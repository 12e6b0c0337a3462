// PF301 where a function takes the pages for several callers: one that lets go without a mark, though it asks for writing
// where others do not, or gives the pages to a device where others mark them.
//
// Likely: that the caller, or its device, writes because writing was asked for. Errs: misses wrappers whose callers all do
// the same, and all work on another process: exec() fills the stack of a process that does not run yet, whose pages are
// dirty by the fault.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import type { AnalyzedFunction } from "#lifecycle/analyze-unit.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { HoldSource } from "#lifecycle/function-context.ts";
import { reachFrom } from "#lifecycle/graph/reach.ts";
import { isFalse } from "#lifecycle/kernel-idioms.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import { contactsOfSite, isUsedBetween } from "#lifecycle/use/contact-calls.ts";
import { flagValuesOf } from "#lifecycle/use/flag-values.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { adviceFor } from "./site-use.ts";

export const checkNeverDirtiedByCaller: Check = (input) =>
	input.sites.flatMap((site) => {
		const index = writeParameterOf(site);
		const isAsked: IsWriting | null =
			index !== null && isSometimesForReading(input, site, index)
				? (_model, call) => asksForWrite(call.args[index])
				: isAlwaysForWriting(input, site)
					? (model, call, release) =>
							!saysReading(site, call) &&
							isGivenToDevice(input, site, model, release)
					: null;
		if (isAsked === null) return [];
		return input.unit.functions.flatMap((analyzed) =>
			[...analyzed.context.holdSources.values()].flatMap(
				(source) => judge(input, site, isAsked, analyzed, source) ?? [],
			),
		);
	});

/** Whether the pages of this call, in this function, are written. */
type IsWriting = (
	model: FunctionModel,
	call: HoldSource["call"],
	/** Offset of the release. */
	release: number,
) => boolean;

/** All pages are taken for writing, and some caller marks them. */
function isAlwaysForWriting(input: CheckInput, site: FollowedSite): boolean {
	const flags = flagValuesOf(input.unit.unit, site.acquire);
	return (
		site.dirties.length > 0 &&
		flags.always.has("FOLL_WRITE") &&
		!flags.maybe.has("FOLL_FORCE") &&
		!site.acquire.roles.includes("mm") &&
		site.acquire.entry.kind !== "extract"
	);
}

/** The function takes all for writing, but has a parameter for it, which this caller sets to no. */
function saysReading(
	{ acquire }: FollowedSite,
	call: HoldSource["call"],
): boolean {
	return acquire.model.parameters.some((name, index) => {
		const given = call.args[index];
		return (
			/^(is_)?(write|writable|writeable|dirty)$/.test(name) &&
			given !== undefined &&
			isFalse(given)
		);
	});
}

/** The device, or what starts it, works between the call that gives it the pages and their release. */
function isGivenToDevice(
	input: CheckInput,
	site: FollowedSite,
	model: FunctionModel,
	release: number,
): boolean {
	return contactsOfSite(input.unit, site).some(
		({ model: owner, by, way, call, given }) =>
			owner === model &&
			by === "device" &&
			way !== "read" &&
			(given === null || given.model !== model
				? call.start < release &&
					isUsedBetween(input.unit, model, call.start, release)
				: given.at < release),
	);
}

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
			return given !== undefined && isFalse(given);
		},
	);
}

function judge(
	input: CheckInput,
	site: FollowedSite,
	isWriting: IsWriting,
	{ context }: AnalyzedFunction,
	source: HoldSource,
): DraftFinding | null {
	const { call, wrapper } = source;
	if (wrapper?.functionName !== site.acquire.model.key) return null;
	// What is kept in an object alone is followed by the fields of the object.
	if (wrapper.keeps.object !== null && wrapper.keeps.parameters.length === 0)
		return null;
	const release = [...context.releasing].findLast(
		([at, sources]) => at > call.start && sources.includes(source),
	);
	if (release === undefined) return null;
	if (!isWriting(context.model, call, release[0])) return null;
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
		message: `the pages from ${site.acquire.model.name}() are taken to be written, as it is asked for, and let go without a mark: what was written can be lost; ${adviceFor(input, site, { writes: true })}`,
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
