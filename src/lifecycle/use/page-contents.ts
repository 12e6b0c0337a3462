// The bytes of a page, as opposed to the page: addresses that kmap() and its kin gave out, and what is read through them.

import type { Expression } from "#csource/syntax.ts";
import { calleeName, isCpuMapping, isNull } from "../kernel-idioms.ts";
import { isInObject, rootVariable } from "../place.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { valuesOf } from "../unit/values-of.ts";

type Resolve = (name: string) => string;

/** `kmap_local_page(page)`, `page_address(page) + offset`. */
export function isMadeByMapping(value: Expression, resolve: Resolve): boolean {
	if (value.kind === "cast") return isMadeByMapping(value.operand, resolve);
	if (value.kind === "binary") return isMadeByMapping(value.left, resolve);
	const maker = calleeName(value);
	return maker !== null && isCpuMapping(resolve(maker));
}

/** A variable that is only ever the address of a page's bytes. */
export function isContentsPointer(
	model: FunctionModel,
	name: string,
	resolve: Resolve,
): boolean {
	const values = valuesOf(model, name).filter((value) => !isNull(value));
	return (
		values.length > 0 &&
		values.every((value) => isMadeByMapping(value, resolve))
	);
}

/**
 * `addr[i]`, `*(u64 *)(addr + offset)`: a number that was read out of a page is not the page.
 * Errs: a page that serves as an array of frame numbers is taken to be read for them only where the function fills it.
 */
export function isReadFromContents(
	model: FunctionModel,
	expression: Expression,
	resolve: Resolve,
): boolean {
	if (expression.kind !== "index" && expression.kind !== "dereference")
		return false;
	const name = isInObject(expression) ? null : rootVariable(expression);
	const type = name === null ? undefined : model.types.get(name);
	if (name === null || type === undefined) return false;
	if (type.pointers !== 1 || /^(struct|union) /.test(type.base)) return false;
	const isFilled = model.assignments.some(
		({ target }) =>
			target.kind !== "identifier" && rootVariable(target) === name,
	);
	return !isFilled && isContentsPointer(model, name, resolve);
}
