// A call that gets the bytes of the pages, not the pages.

import type { Expression } from "#csource/syntax.ts";
import type { HoldSource } from "../function-context.ts";
import { rootVariable } from "../place.ts";
import { isContentsPointer, isMadeByMapping } from "../use/page-contents.ts";
import type { TypedContext } from "./takeover.ts";

/**
 * The address of a page's contents, as kmap() gave it: who gets that works on the bytes. Errs: may report a leak where the
 * function finds the page by its address and lets it go; one with a name that says so is left out.
 */
export function isOnlyContents(
	{ model, unit }: TypedContext,
	name: string | null,
	argument: Expression | undefined,
): boolean {
	if (
		name === null ||
		/put|release|free|unpin|unmap|_to_|^__[a-z]*pa$/.test(name)
	)
		return false;
	if (argument === undefined) return false;
	if (argument.kind !== "cast" && isMadeByMapping(argument, unit.resolve))
		return true;
	const inner = argument.kind === "binary" ? argument.left : argument;
	return (
		inner.kind === "identifier" &&
		isContentsPointer(model, inner.name, unit.resolve)
	);
}

/** `&request`, an object on the stack which of a hold has nothing but addresses of the pages' contents. */
export function hasOnlyContents(
	{ model, unit, graph }: TypedContext,
	argument: Expression,
	source: HoldSource,
): boolean {
	if (argument.kind !== "address" || argument.operand.kind !== "identifier")
		return false;
	const object = argument.operand.name;
	const type = model.types.get(object);
	if (type === undefined || !/^struct /.test(type.base) || type.pointers > 0)
		return false;
	const carried = model.assignments.filter(
		({ target, value }) =>
			target.kind === "member" &&
			rootVariable(target) === object &&
			graph.sources(model, value).some((place) => source.places.has(place)),
	);
	return (
		carried.length > 0 &&
		carried.every(({ value }) => isMadeByMapping(value, unit.resolve))
	);
}
