import { and, eq, gt, not } from "#explore/language/expression.ts";
import type { Statement } from "#explore/language/statement.ts";
import type { References } from "../kernel/reference.ts";
import type { Place } from "../schemes/scheme.ts";
import type { Page } from "../world/page.ts";
import { isPinned, type World } from "../world/world.ts";

/**
 * One step that asks the scheme whether the page is pinned and goes one of two ways. Notes a wrong answer: F14 if nobody
 * has begun to pin the page, F15 if somebody holds a complete pin.
 */
export function pinnedTest(
	world: World,
	references: References,
	page: Page,
	question: { place: Place; held: number },
	pinned: readonly Statement[],
	otherwise: readonly Statement[] = [],
): Statement {
	const answer = isPinned(world, page, question.place, question.held);
	const { monitors } = world;
	return world.kernel.branch(
		references,
		answer,
		pinned,
		otherwise,
		...monitors.report("F14", and(answer, eq(page.pinning, 0))),
		...monitors.report("F15", and(not(answer), gt(page.pins, 0))),
	);
}
