// From a litmus test to a scenario that can be explored.

import type { Expression } from "#explore/language/expression.ts";
import { actor, type Scenario, scenario } from "#explore/language/scenario.ts";
import { section } from "#explore/language/statement.ts";
import { newPerformer, type Performer } from "#mm/world/performer.ts";
import { newWorld, type World } from "#mm/world/world.ts";
import { conditionExpression, failuresIn } from "./condition-expression.ts";
import type { LitmusTest } from "./litmus/litmus-test.ts";
import { programOf } from "./vocabulary.ts";

export interface Built {
	world: World;
	performers: readonly Performer[];
	/** No condition yet: what is asked decides which engine and which form. */
	scenario: Scenario;
	/** The closing condition, without "deadlock". */
	condition: Expression;
}

/**
 * The `section` of a transition is the index of its operation in the column.
 * @throws Error with the operation or name that is not known.
 */
export function buildScenario(
	test: LitmusTest,
	used?: (reference: string) => void,
): Built {
	const watch = [
		...new Set([...test.setting.watch, ...failuresIn(test.exists)]),
	];
	const world = newWorld({ ...test.setting, watch }, used);
	const performers = test.columns.map(({ actor: name, process }) => {
		const found = world.processes.find(
			(one) => one.name === (process ?? test.setting.processes[0]),
		);
		if (found === undefined)
			throw new Error(`there is no process "${process}" for ${name}`);
		return newPerformer(world, name, found);
	});
	const actors = test.columns.map((column, index) => {
		const performer = performers[index] as Performer;
		return actor(
			column.actor,
			...column.operations.map((one, number) =>
				section(number, programOf(performer, one)),
			),
		);
	});
	return {
		world,
		performers,
		scenario: scenario({ name: test.name, actors, deadlock: "allowed" }),
		condition: conditionExpression(world, performers, test.exists),
	};
}
