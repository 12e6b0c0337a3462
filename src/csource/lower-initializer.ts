import {
	childrenOf,
	extentOf,
	fieldOf,
	type Lowering,
	sourceOf,
	typeOf,
} from "./lowering.ts";
import type { Expression, InitializerItem } from "./syntax.ts";

export function lowerInitializer(
	lowering: Lowering,
	node: number,
	lowerExpression: (lowering: Lowering, node: number) => Expression,
): Expression {
	const items = childrenOf(lowering, node)
		.filter((child) => typeOf(lowering, child) !== "comment")
		.map((child): InitializerItem => {
			if (typeOf(lowering, child) !== "initializer_pair")
				return { designator: null, value: lowerExpression(lowering, child) };
			const value = fieldOf(lowering, child, "value");
			return {
				designator: designatorOf(lowering, child),
				value: lowerExpression(lowering, value < 0 ? child : value),
			};
		});
	const { start, end } = extentOf(lowering, node);
	return { start, end, kind: "initializer", items };
}

/** The first field name of `.a.b = `, also of the old `a: `. */
function designatorOf(lowering: Lowering, pair: number): string | null {
	for (const child of childrenOf(lowering, pair)) {
		const type = typeOf(lowering, child);
		if (type === "field_identifier")
			return sourceOf(lowering, extentOf(lowering, child));
		if (type !== "field_designator") continue;
		const name = childrenOf(lowering, child).find(
			(part) => typeOf(lowering, part) === "field_identifier",
		);
		if (name !== undefined) return sourceOf(lowering, extentOf(lowering, name));
	}
	return null;
}
