// Small scenarios with a known verdict, for every engine.

import {
	array,
	bit,
	counter,
	type NumberCell,
	oneOf,
} from "../../src/explore/language/cell.ts";
import { given, must } from "../../src/explore/language/effect.ts";
import {
	and,
	eq,
	implies,
	le,
	not,
	or,
} from "../../src/explore/language/expression.ts";
import {
	actor,
	condition,
	type Scenario,
	scenario,
} from "../../src/explore/language/scenario.ts";
import {
	branch,
	call,
	choose,
	compareAndSwap,
	giveBack,
	jump,
	label,
	leave,
	lock,
	loop,
	mayEnd,
	pick,
	rounds,
	step,
	trylock,
	unlock,
	waitFor,
	when,
} from "../../src/explore/language/statement.ts";

export interface Small {
	scenario: Scenario;
	fails: boolean;
}

function peterson(correct: boolean): Scenario {
	const flag = [bit("flag 0"), bit("flag 1")] as [NumberCell, NumberCell];
	const turn = bit("turn");
	const inside = counter("inside", { greatest: 2 });
	const side = (me: 0 | 1) => {
		const other = me === 0 ? 1 : 0;
		const ask = step("ask", flag[me].set(1));
		const yieldTurn = step("yield", turn.set(other));
		return actor(
			`P${me}`,
			...(correct ? [ask, yieldTurn] : [yieldTurn, ask]),
			waitFor("wait", or(not(flag[other]), eq(turn, me))),
			step("enter", inside.add(1)),
			step("exit", inside.sub(1)),
			step("done", flag[me].set(0)),
		);
	};
	return scenario({
		name: correct ? "Peterson" : "Peterson, yields before asking",
		actors: [side(0), side(1)],
		invariants: [condition("one inside", le(inside, 1))],
	});
}

function philosophers(count: number, ordered: boolean): Scenario {
	const forks = Array.from({ length: count }, (_, n) => bit(`fork ${n}`));
	return scenario({
		name: `${count} philosophers${ordered ? ", ordered" : ""}`,
		actors: forks.map((left, n) => {
			const right = forks[(n + 1) % count] as NumberCell;
			const [first, second] =
				ordered && n === count - 1 ? [right, left] : [left, right];
			return actor(
				`philosopher ${n}`,
				lock("first fork", first),
				lock("second fork", second),
				unlock("put second", second),
				unlock("put first", first),
			);
		}),
	});
}

/** Equal readers that count references without (or with) a lock. */
export function referenceCounters(count: number, locked: boolean): Scenario {
	const references = counter("references", { greatest: count });
	const mutex = bit("mutex");
	const names = Array.from({ length: count }, (_, n) => `reader ${n}`);
	return scenario({
		name: `${count} reference counters${locked ? ", locked" : ""}`,
		actors: names.map((name, n) => {
			const seen = counter(`seen ${n}`, { greatest: count });
			const body = [
				step("load", seen.set(references)),
				step("store", references.set(seen), references.add(1)),
			];
			return actor(
				name,
				...(locked
					? [lock("lock", mutex), ...body, unlock("unlock", mutex)]
					: body),
			);
		}),
		atEnd: [condition("all counted", eq(references, count))],
		equalActors: [names],
	});
}

/** Two pages, found by a running index; one helper inlined twice; a goto ladder; a server that may rest. */
function pages(pinsBoth: boolean): Scenario {
	const pins = array(2, (n) => counter(`pins ${n}`, { greatest: 2 }));
	const index = bit("index");
	const state = oneOf("state", ["idle", "asked", "served"]);
	const pinCurrent = call("pin_page", [
		branch("page 1 and unwanted?", and(eq(index, 1), not(pinsBoth)), [
			jump("out"),
		]),
		step("pin", pins.write(index, 1)),
		label("out"),
		giveBack(),
	]);
	return scenario({
		name: `pages, pins ${pinsBoth ? "both" : "one"}`,
		actors: [
			actor(
				"pinner",
				pinCurrent,
				step("next page", index.set(1)),
				pinCurrent,
				step("ask", state.set("asked")),
				waitFor("wait for the server", state.is("served")),
			),
			actor(
				"server",
				loop(
					mayEnd(),
					step("serve", when(state.is("asked")), state.set("served")),
				),
			),
		],
		invariants: [condition("page 1 is free", eq(pins.at(1), 0))],
	});
}

function choices(): Scenario {
	const x = counter("x", { greatest: 3 });
	const y = counter("y", { least: -1, greatest: 2, initial: -1 });
	return scenario({
		name: "free choices",
		actors: [
			actor("chooser", pick("x", x, [1, 2]), step("y", y.set(x))),
			actor(
				"other",
				choose([waitFor("x is 1", x.is(1))], [waitFor("x is 2", x.is(2))]),
				step("check", must(implies(x.is(2), y.is(-1)), "y is late")),
			),
		],
	});
}

function retries(): Scenario {
	const word = counter("word", { greatest: 2 });
	const done = counter("done", { greatest: 2 });
	const adder = (name: string) => {
		const old = counter(`old ${name}`, { greatest: 2 });
		const bumped = counter(`new ${name}`, { greatest: 2 });
		const round = counter(`round ${name}`, { greatest: 1 });
		return actor(
			name,
			rounds(
				1,
				round,
				loop(
					step(
						"read",
						old.set(word),
						bumped.set(old),
						given(old.isNot(2), [bumped.add(1)]),
					),
					compareAndSwap("cmpxchg", word, old, bumped, [leave()]),
				),
				step("count", done.add(1)),
			),
		);
	};
	return scenario({
		name: "compare and swap, retried",
		actors: [adder("a"), adder("b")],
		atEnd: [condition("both added", and(eq(word, 2), eq(done, 2)))],
	});
}

function rangeError(): Scenario {
	const pins = counter("pins", { greatest: 1 });
	const busy = bit("busy");
	const taker = (name: string) =>
		actor(
			name,
			trylock("trylock", busy, [
				step("pin", pins.add(1)),
				unlock("unlock", busy),
			]),
		);
	return scenario({
		name: "a counter that is too small",
		actors: [taker("a"), taker("b")],
	});
}

export const smallScenarios: Small[] = [
	{ scenario: peterson(true), fails: false },
	{ scenario: peterson(false), fails: true },
	{ scenario: philosophers(3, false), fails: true },
	{ scenario: philosophers(3, true), fails: false },
	{ scenario: referenceCounters(3, false), fails: true },
	{ scenario: referenceCounters(3, true), fails: false },
	{ scenario: pages(true), fails: true },
	{ scenario: pages(false), fails: false },
	{ scenario: choices(), fails: true },
	{ scenario: retries(), fails: false },
	{ scenario: rangeError(), fails: true },
];
