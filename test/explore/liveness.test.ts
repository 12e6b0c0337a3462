import { describe, expect, test } from "vitest";
import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import { checkLiveness } from "../../src/explore/engines/liveness.ts";
import { traceOf } from "../../src/explore/engines/trace.ts";
import { bit, counter } from "../../src/explore/language/cell.ts";
import { eq, lt, not } from "../../src/explore/language/expression.ts";
import {
	actor,
	condition,
	scenario,
} from "../../src/explore/language/scenario.ts";
import {
	lock,
	loop,
	step,
	unlock,
	waitFor,
	when,
} from "../../src/explore/language/statement.ts";

/** Somebody waits for a pin to go away; the pinner pins again and again, with or without ever letting go. */
function waiting(letsGo: boolean) {
	const pins = counter("pins", { greatest: 1, initial: 1 });
	const work = bit("work");
	return scenario({
		name: "waiting for a pin",
		actors: [
			actor(
				"truncate",
				waitFor("wait for pins", eq(pins, 0)),
				step("truncate"),
			),
			actor(
				"pinner",
				loop(
					step("use", work.set(1)),
					step("finish", work.set(0)),
					...(letsGo
						? [step("unpin", pins.set(0)), step("pin", pins.set(1))]
						: []),
				),
			),
		],
		deadlock: "allowed",
	});
}

describe("starvation", () => {
	test("who waits for a pin that is never dropped is found, with the cycle", () => {
		const machine = machineOf(modelOf(waiting(false)));
		const { findings, complete } = checkLiveness(machine);
		expect(complete).toBe(true);
		expect(findings).toHaveLength(1);
		const [found] = findings;
		if (found?.kind !== "starvation") throw new Error("no starvation");
		expect(found.actor).toBe("truncate");
		const trace = traceOf(machine, [...found.run, ...found.cycle]);
		expect(trace.states.at(-1)).toEqual(trace.states[found.run.length]);
		expect(found.cycle.length).toBeGreaterThan(0);
	});

	test("who is let in now and then is not reported (weak fairness)", () => {
		expect(checkLiveness(machineOf(modelOf(waiting(true)))).findings).toEqual(
			[],
		);
	});

	test("a lock that everybody frees starves nobody", () => {
		const mutex = bit("mutex");
		const worker = (name: string) =>
			actor(name, loop(lock("lock", mutex), unlock("unlock", mutex)));
		const { findings } = checkLiveness(
			machineOf(
				modelOf(scenario({ name: "lock", actors: [worker("a"), worker("b")] })),
			),
		);
		expect(findings).toEqual([]);
	});
});

describe("always possible", () => {
	const make = (reset: boolean) => {
		const level = counter("level", { greatest: 3 });
		return scenario({
			name: "level",
			actors: [
				actor("up", loop(step("up", when(lt(level, 3)), level.add(1)))),
				...(reset
					? [
							actor(
								"down",
								loop(step("down", when(not(eq(level, 0))), level.set(0))),
							),
						]
					: []),
			],
			deadlock: "allowed",
			alwaysPossible: [condition("empty again", eq(level, 0))],
		});
	};
	test("a state from which it is not possible is reached by the run shown", () => {
		const machine = machineOf(modelOf(make(false)));
		expect(checkLiveness(machine).findings).toMatchObject([
			{ kind: "impossible", condition: "empty again", run: [0] },
		]);
	});
	test("and nothing is reported where it is", () => {
		expect(checkLiveness(machineOf(modelOf(make(true)))).findings).toEqual([]);
	});
});
