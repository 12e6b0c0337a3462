// Small random programs for comparing engines: reads, writes, locks, awaits, trylock, compare-and-swap, free choice,
// nested locks that may deadlock, and checks that may fail.

import {
	bit,
	counter,
	type NumberCell,
} from "../../src/explore/language/cell.ts";
import { must } from "../../src/explore/language/effect.ts";
import { and, lt, ne, or } from "../../src/explore/language/expression.ts";
import {
	actor,
	type Scenario,
	scenario,
} from "../../src/explore/language/scenario.ts";
import {
	branch,
	choose,
	compareAndSwap,
	lock,
	type Statement,
	step,
	trylock,
	unlock,
	waitFor,
} from "../../src/explore/language/statement.ts";

/** Mulberry32: a seeded source of numbers in [0, 1). */
export function seeded(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

export interface RandomOptions {
	/** Whether steps may fail a check; class counts are comparable only without. */
	failing: boolean;
	/** Whether actors may have free choices; optimality holds only without. */
	choices: boolean;
}

interface World {
	random: () => number;
	cells: NumberCell[];
	locks: NumberCell[];
	local: NumberCell;
	options: RandomOptions;
}

function below(world: World, limit: number): number {
	return Math.floor(world.random() * limit);
}

function pickOf<T>(world: World, list: readonly T[]): T {
	return list[below(world, list.length)] as T;
}

function simple(world: World): Statement {
	const cell = pickOf(world, world.cells);
	const other = pickOf(world, world.cells);
	const value = below(world, 3);
	switch (below(world, world.options.failing ? 7 : 6)) {
		case 0:
			return step("store", cell.set(value));
		case 1:
			return step("load", world.local.set(cell));
		case 2:
			return step("copy", cell.set(other));
		case 3:
			return step("store local", cell.set(world.local));
		case 4:
			if (!world.options.choices) return step("store", cell.set(value));
			return choose([step("zero", cell.set(0))], [step("two", cell.set(2))]);
		case 5:
			return waitFor(
				"await",
				below(world, 2) === 0
					? ne(cell, value)
					: or(cell.is(value), and(lt(other, 2), other.isNot(0))),
			);
		default:
			return step("check", must(ne(cell, 2), "never two"));
	}
}

function compound(world: World, budget: number): Statement[] {
	const cell = pickOf(world, world.cells);
	const held = pickOf(world, world.locks);
	const inner = block(world, Math.min(2, budget));
	switch (below(world, 5)) {
		case 0:
			return [lock("lock", held), ...inner, unlock("unlock", held)];
		case 1:
			return [trylock("trylock", held, [...inner, unlock("unlock", held)])];
		case 2:
			return [
				compareAndSwap("cas", cell, below(world, 2), below(world, 3), inner),
			];
		case 3:
			return [branch("test", cell.is(below(world, 3)), inner)];
		default:
			if (!world.options.choices) return inner;
			return [
				choose(inner.length > 0 ? inner : [simple(world)], [simple(world)]),
			];
	}
}

function block(world: World, budget: number): Statement[] {
	const statements: Statement[] = [];
	let left = budget;
	while (left > 0) {
		if (left > 1 && world.random() < 0.45)
			statements.push(...compound(world, left - 1));
		else statements.push(simple(world));
		left -= 1 + below(world, 2);
	}
	return statements;
}

/** The random program of a seed. Always the same for the same seed and options. */
export function randomProgram(seed: number, options: RandomOptions): Scenario {
	const random = seeded(seed);
	const cells = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, n) =>
		counter(`x${n}`, { greatest: 2 }),
	);
	const locks = [bit("lock 0"), bit("lock 1")];
	const actors = Array.from(
		{ length: 2 + Math.floor(random() * 2.4) },
		(_, n) => {
			const local = counter(`local ${n}`, { greatest: 2 });
			const world = { random, cells, locks, local, options };
			return actor(`P${n}`, ...block(world, 1 + Math.floor(random() * 4)));
		},
	);
	return scenario({ name: `random ${seed}`, actors });
}
