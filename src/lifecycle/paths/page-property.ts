// Tests of what was asked about the pages themselves: `reserved = is_reserved_pfn(pfn); … if (!reserved) put_page(…)`.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import { valuesOf } from "../unit/values-of.ts";

/**
 * The test is of a variable that keeps the answer of a call that was given these pages, or a number that names one. Whether
 * they are this function's to release may be what it tells. Errs: may miss a leak where the test is wrong.
 */
export function isPageProperty(
	context: FunctionContext,
	test: Expression,
	source: HoldSource,
): boolean {
	const { model, graph } = context;
	if (test.kind !== "identifier" || !model.types.has(test.name)) return false;
	return valuesOf(model, test.name).some((value) => {
		let asks = false;
		visitExpression(value, (part) => {
			if (part.kind === "call" && part.start !== source.call.start)
				asks ||= part.args.some((arg) =>
					graph.sources(model, arg).some((place) => source.places.has(place)),
				);
			return !asks;
		});
		return asks;
	});
}
