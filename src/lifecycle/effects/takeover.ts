// Whether a function elsewhere may keep what it is given.

import type { CType, Expression } from "#csource/syntax.ts";
import type { UnitContext } from "../function-context.ts";
import type { CallExpression, PassCall } from "../graph/hold-graph.ts";
import {
	isAllocator,
	isMapper,
	isPreparation,
	isPrint,
} from "../kernel-idioms.ts";
import type { Pass } from "../paths/path-state.ts";
import { type Place, typeOf } from "../place.ts";
import type { FunctionModel } from "../unit/function-model.ts";

/** What is needed to tell types and names. */
export type TypedContext = UnitContext & { readonly model: FunctionModel };

/** Functions known to keep nothing of what they are given. Submitting a bio gives it away. */
export function isKnown(
	context: TypedContext,
	name: string,
	call: CallExpression,
): boolean {
	const { vocabulary } = context;
	if (isMapper(name)) return false;
	const contacts = vocabulary.contacts(name);
	if (contacts.some(({ inRequest }) => inRequest)) return false;
	if (contacts.length > 0)
		return !call.args.some(
			(arg) => typeOf(context.unit, context.model, arg)?.base === "struct bio",
		);
	return (
		isPreparation(name) ||
		isAllocator(name) ||
		isPrint(name) ||
		// A macro that computes: PFN_PHYS(), PAGE_ALIGN(), drvIS_OK().
		/^[a-z]{0,3}[A-Z][A-Z0-9_]+$/.test(name) ||
		vocabulary.derivations(name).length > 0 ||
		vocabulary.dirty(name) !== null ||
		vocabulary.acquire(name) !== null ||
		/^(copy_(mc_)?(to|from)_\w+|pfn_valid)$/.test(name) ||
		/^(IS_ERR|PTR_ERR|page_(?!ref_)|Page|folio_|k?unmap|vunmap|flush_|put_task|get_|offset_in|bio_(get|flagged|(set|clear)_flag)$|(ib_)?dma_(un)?map|(ib_)?dma_sync|is_|access_ok)/.test(
			name,
		)
	);
}

export function isObject(type: CType): boolean {
	return /^(struct|union) /.test(type.base) || /_t$/.test(type.base);
}

/**
 * A page, an object that has one, or a number that names one may be taken over by the function that gets it. An array of
 * pages or the address of their bytes is only looked at.
 */
export function mannerOf(
	context: TypedContext,
	argument: Expression,
): Pass["manner"] {
	const type = typeOf(context.unit, context.model, argument);
	if (type === null || type.pointers + type.arrays === 0) return "given";
	if (/^struct (page|folio)$/.test(type.base))
		return type.pointers + type.arrays >= 2 ? "borrowed" : "given";
	return isObject(type) ? "given" : "borrowed";
}

/**
 * `write_iter(file, &iter, &pos)` with an iterator on the stack: who reads or writes by it gets the contents. Who needs the pages
 * for longer takes references of its own (net/core/skbuff.c:skb_splice_from_iter(), v6.12).
 */
export function isLentByIterator(
	{ model }: TypedContext,
	argument: Expression | undefined,
): boolean {
	if (argument?.kind !== "address" || argument.operand.kind !== "identifier")
		return false;
	const type = model.types.get(argument.operand.name);
	return type?.base === "struct iov_iter" && type.pointers === 0;
}

/** Whether a call of a function elsewhere may leave the hold with that function. */
export function mayTakeOver(
	context: UnitContext,
	site: { readonly reach: { readonly places: ReadonlySet<Place> } },
	pass: PassCall,
): boolean {
	const inner = { ...context, model: pass.model };
	if (isKnown(inner, pass.name, pass.call)) return false;
	return pass.call.args.some(
		(argument, index) =>
			(pass.places[index] ?? []).some((place) =>
				site.reach.places.has(place),
			) &&
			mannerOf(inner, argument) === "given" &&
			!isLentByIterator(inner, argument),
	);
}
