import { and, type Operand } from "#explore/language/expression.ts";
import { type Statement, step, when } from "#explore/language/statement.ts";

/** The block, whose first step is taken only while the condition holds. No step is added where the block has one to guard. */
export function guarded(
	condition: Operand,
	block: readonly Statement[],
): readonly Statement[] {
	const [first, ...rest] = block;
	if (first === undefined) return [step("skip", when(condition))];
	switch (first.kind) {
		case "step": {
			const guard =
				first.guard === null ? and(condition) : and(condition, first.guard);
			return [{ ...first, guard }, ...rest];
		}
		case "choose":
			return [
				{
					...first,
					options: first.options.map((option) => guarded(condition, option)),
				},
				...rest,
			];
		case "call":
			return [{ ...first, body: guarded(condition, first.body) }, ...rest];
		default:
			return [step("go", when(condition)), ...block];
	}
}
