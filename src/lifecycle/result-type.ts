// The declared type of what keeps the result of a call.

import type { CType, Expression } from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import type { UnitContext } from "./function-context.ts";
import type { FunctionModel } from "./function-model.ts";
import { typeOf } from "./place.ts";

/** null where the result goes into no variable or field, or into one of unknown type. */
export function resultTypeOf(
	context: UnitContext & { readonly model: FunctionModel },
	call: Expression,
): CType | null {
	const { model, unit } = context;
	for (const { target, value } of model.assignments)
		if (value === call) return typeOf(unit, model, target);
	let type: CType | null = null;
	visitStatement(model.syntax.body, (statement) => {
		if (statement.kind !== "declaration") return;
		for (const declarator of statement.declarators)
			if (declarator.initial === call) type = declarator.type;
	});
	return type;
}

export function isUnsignedType({ base, pointers, arrays }: CType): boolean {
	return (
		pointers + arrays === 0 &&
		/^(unsigned\b|u(8|16|32|64)\b|__u(8|16|32|64)\b|uint|size_t$|ulong$|ushort$|uchar$|dma_addr_t$|phys_addr_t$|pgoff_t$|gfp_t$)/.test(
			base,
		)
	);
}

/** A number of 32 bits or fewer that is signed, or of 16. */
export function isNarrowType({ base, pointers, arrays }: CType): boolean {
	return (
		pointers + arrays === 0 &&
		/^(int|signed int|short|unsigned short|s?short int|u16|s16|s32|u8|s8)$/.test(
			base,
		)
	);
}

/** A length of 64 bits, without a sign. */
export function isWideType({ base, pointers, arrays }: CType): boolean {
	return (
		pointers + arrays === 0 &&
		/^(size_t|unsigned long|u64|__u64|uint64_t|unsigned long long)$/.test(base)
	);
}
