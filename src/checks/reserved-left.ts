// PF101: only pages that are not reserved are released; the zero page is, and a read-only acquire takes a reference of it.
//
// Source   "vfio/type1: Unpin zero pages" (v6.0), "KVM: fix overflow of zero page refcount with ksm running" (v5.9)
// Errs: says nothing where the flags are not followed to their end, where they always ask for write access, and where the
// function that acquires, releases or is asked tests for the zero page.

import { compareVersions } from "#catalog/kernel-version.ts";
import { conjuncts } from "#csource/conjuncts.ts";
import { isWithin } from "#csource/extent.ts";
import type { Expression } from "#csource/syntax.ts";
import {
	expressionsOf,
	visitExpression,
	visitStatement,
} from "#csource/walk.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { calleeName } from "#lifecycle/kernel-idioms.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import { flagValuesOf } from "#lifecycle/use/flag-values.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { targetKernelOf } from "./target-kernel.ts";

export const checkReservedLeft: Check = (input) => {
	const found = new Map<number, DraftFinding>();
	for (const site of input.sites) {
		if (!mayTakeZeroPage(input, site)) continue;
		for (const release of site.releases) {
			const at = release.call.start;
			const guard = found.has(at) ? null : guardOf(input, release);
			if (guard !== null) found.set(at, report(site, release, guard));
		}
	}
	return [...found.values()];
};

/** mm/gup.c: FOLL_PIN leaves the counts of the zero page alone since "mm: Don't pin ZERO_PAGE in pin_user_pages()". */
const zeroPageUnpinned = "6.5";

function mayTakeZeroPage(
	input: CheckInput,
	{ acquire }: FollowedSite,
): boolean {
	if (acquire.holdsNothing || testsZeroPage(acquire.model)) return false;
	const { argument, open, always } = flagValuesOf(input.unit.unit, acquire);
	if (argument === null || open || always.has("FOLL_WRITE")) return false;
	return (
		acquire.entry.kind === "get" ||
		compareVersions(targetKernelOf(input).version, zeroPageUnpinned) < 0
	);
}

/** The test before the release that only pages pass which are not reserved. */
function guardOf(
	input: CheckInput,
	{ model, call }: ReleaseCall,
): Expression | null {
	if (testsZeroPage(model)) return null;
	let found: Expression | null = null;
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "if" || !isWithin(call, statement.then)) return;
		if (statement.otherwise !== null) return;
		const refuses = conjuncts(statement.test).some(
			(part) =>
				part.kind === "unary" &&
				part.op === "!" &&
				asksForReserved(input, part.operand),
		);
		if (refuses) found = statement.test;
	});
	return found;
}

function asksForReserved(
	{ unit: { unit } }: CheckInput,
	test: Expression,
): boolean {
	const name = test.kind === "call" ? calleeName(test) : null;
	if (name === null) return false;
	if (isReservedTest(name)) return true;
	const helper = unit.functions.get(unit.resolve(name));
	return (
		helper !== undefined && !testsZeroPage(helper) && tellsReserved(helper)
	);
}

/** It returns what the test says, with no further condition. */
function tellsReserved({ syntax }: FunctionModel): boolean {
	let found = false;
	visitStatement(syntax.body, (statement) => {
		if (statement.kind === "return" && statement.value?.kind === "call")
			found ||= isReservedTest(calleeName(statement.value) ?? "");
	});
	return found;
}

function isReservedTest(name: string): boolean {
	return /^(PageReserved|folio_test_reserved)$/.test(name);
}

function testsZeroPage({ syntax }: FunctionModel): boolean {
	let found = false;
	for (const expression of expressionsOf(syntax.body))
		visitExpression(expression, (part) => {
			if (part.kind === "call")
				found ||= /^(is_(huge_)?zero_\w+|ZERO_PAGE)$/.test(
					calleeName(part) ?? "",
				);
			return !found;
		});
	return found;
}

function report(
	{ acquire }: FollowedSite,
	{ model, call, name }: ReleaseCall,
	guard: Expression,
): DraftFinding {
	return draftFinding({
		code: "PF101",
		confidence: "likely",
		model,
		at: call.start,
		message: `${name}() passes reserved pages over, and the zero page is one: ${acquire.name}() takes it where user memory was never written`,
		notes: [
			{ at: acquire.call.start, message: "acquired here, for reading too" },
			{ at: guard.start, message: "reserved pages stay held here" },
		],
		acquire: acquire.call.start,
	});
}
