// PF604: a page is found by a frame number from a page table of a mapping that may not count references, and a plain
// reference is added to it.
//
// Reports get_page() or folio_get() of the page of a frame that follow_pfn() gave, in the same function or in one of the
// unit that it gives the frame to, where neither asks whether the page has a reference to add to. Errs: pages that the
// driver knows to be its own are reported as well, likely only.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import { calleeName } from "#lifecycle/kernel-idioms.ts";
import { callIndexOf, type IndexedCall } from "#lifecycle/unit/call-index.ts";
import type { FunctionModel, Unit } from "#lifecycle/unit/function-model.ts";
import { valuesOf } from "#lifecycle/unit/values-of.ts";
import { frameWalk, outlinesAsking } from "#lifecycle/use/frame-walks.ts";
import type { Check, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";

export const checkReferenceOnFrame: Check = ({ unit: { unit } }) => {
	const { byName, byFunction } = callIndexOf(unit);
	return (byName.get(frameWalk) ?? []).flatMap((walk) => {
		const frame = frameOf(walk);
		if (frame === null || asks(unit, walk.model)) return [];
		const later = (byFunction.get(walk.model.key) ?? []).filter(
			({ call }) => call.start > walk.call.start,
		);
		const taking = later.find((call) => takesReference(unit, call, frame));
		return taking === undefined ? [] : [report(walk, taking)];
	});
};

/** `follow_pfn(vma, address, &pfn)` */
function frameOf({ call }: IndexedCall): string | null {
	const out = call.args[2];
	return out?.kind === "address" && out.operand.kind === "identifier"
		? out.operand.name
		: null;
}

/** Asks whether there is a reference to add to. */
function asks(unit: Unit, model: FunctionModel): boolean {
	return outlinesAsking(unit.view).has(model.name);
}

function takesReference(
	unit: Unit,
	{ model, call, name }: IndexedCall,
	frame: string,
): boolean {
	if (isPlainGet(name))
		return call.args.some((arg) => isPage(model, arg, frame));
	const helper = unit.functions.get(name);
	if (helper === undefined || asks(unit, helper)) return false;
	const index = call.args.findIndex(
		(arg) => arg.kind === "identifier" && arg.name === frame,
	);
	const parameter = helper.parameters[index];
	return (
		parameter !== undefined &&
		helper.calls.some(
			(inner) =>
				isPlainGet(calleeName(inner) ?? "") &&
				inner.args.some((arg) => isPage(helper, arg, parameter)),
		)
	);
}

function isPlainGet(name: string): boolean {
	return name === "get_page" || name === "folio_get";
}

/** The page of the frame, by itself or through a variable. */
function isPage(
	model: FunctionModel,
	value: Expression,
	frame: string,
): boolean {
	if (value.kind === "identifier")
		return valuesOf(model, value.name).some((one) => isPage(model, one, frame));
	let found = false;
	visitExpression(value, (part) => {
		if (
			part.kind === "call" &&
			/^pfn_(to_page|folio)$/.test(calleeName(part) ?? "") &&
			part.args.some((arg) => arg.kind === "identifier" && arg.name === frame)
		)
			found = true;
		return !found;
	});
	return found;
}

function report(walk: IndexedCall, taking: IndexedCall): DraftFinding {
	return draftFinding({
		code: "PF604",
		confidence: "likely",
		model: taking.model,
		at: taking.call.start,
		message: `${taking.name}() adds a reference to the page of a frame from ${frameWalk}(), which may have none: such mappings need not count references, and the release then frees a page of somebody else; use get_page_unless_zero(), and refuse the page where it fails`,
		notes: [{ at: walk.call.start, message: "the frame is found here" }],
		acquire: null,
	});
}
