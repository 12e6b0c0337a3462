// The loop that a part of a function is repeated by.

import { isWithin } from "./extent.ts";
import type { Extent, Statement } from "./syntax.ts";
import { visitStatement } from "./walk.ts";

export type LoopStatement = Statement & {
	readonly kind: "for" | "while" | "do";
};

/** The innermost loop whose body the part stands in; its test is no part of that. */
export function innermostLoop(
	body: Statement,
	part: Extent,
): LoopStatement | null {
	let found: LoopStatement | null = null;
	visitStatement(body, (statement) => {
		const { kind } = statement;
		if (kind !== "for" && kind !== "while" && kind !== "do") return;
		if (isWithin(part, statement.body)) found = statement;
	});
	return found;
}
