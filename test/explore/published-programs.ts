// Programs with published numbers of classes, written from their descriptions.
//
// Sources  G  MPI-SWS/genmc b03f01ed0f34, tests/correct/synthetic
//          C  parapluu/Concuerror 0cbd2fc2, tests/suites/dpor_tests
//          N  nidhugg 0aea4d23, benchmarks

import {
	bit,
	counter,
	type NumberCell,
} from "../../src/explore/language/cell.ts";
import { eq, ne, not } from "../../src/explore/language/expression.ts";
import {
	type Actor,
	actor,
	type Scenario,
	scenario,
} from "../../src/explore/language/scenario.ts";
import {
	again,
	branch,
	compareAndSwap,
	leave,
	lock,
	loop,
	type Statement,
	step,
	unlock,
	waitFor,
} from "../../src/explore/language/statement.ts";

const store = (cell: NumberCell, value: number | NumberCell) =>
	step(`${cell.name} =`, cell.set(value));
const load = (cell: NumberCell, into: NumberCell) =>
	step(`load ${cell.name}`, into.set(cell));
const fetchAdd = (cell: NumberCell) => step(`${cell.name} += 1`, cell.add(1));
const cell = (name: string, greatest: number, initial = 0) =>
	counter(name, { greatest, initial });
const times = <T>(count: number, make: (index: number) => T): T[] =>
	Array.from({ length: count }, (_, index) => make(index));
const program = (name: string, actors: Actor[]): Scenario =>
	scenario({ name, actors, deadlock: "allowed" });

export function readers(n: number): Scenario {
	const x = cell("x", 42);
	return program(`readers(${n})`, [
		actor("writer", store(x, 42)),
		...times(n, (i) => actor(`reader ${i}`, load(x, cell(`r${i}`, 42)))),
	]);
}

export function writers(n: number): Scenario {
	const x = cell("x", n);
	return program(
		`writers(${n})`,
		times(n, (i) => actor(`${i}`, store(x, i))),
	);
}

export function lastzero(n: number): Scenario {
	const x = times(n + 1, (i) => cell(`array ${i}`, n + 1));
	const at = (i: number): NumberCell => x[i] as NumberCell;
	const read = (i: number): Statement[] => [
		branch(`array ${i} != 0`, ne(at(i), 0), i > 0 ? read(i - 1) : []),
	];
	return program(`lastzero(${n})`, [
		actor("reader", ...read(n)),
		...times(n, (i) => {
			const local = cell(`local ${i + 1}`, n + 1);
			return actor(
				`writer ${i + 1}`,
				load(at(i), local),
				step("store", at(i + 1).set(local), at(i + 1).add(1)),
			);
		}),
	]);
}

/** 4 inserts per actor in a table of 128 slots. `locked`: one mutex per slot (N) instead of compare-and-swap (G). */
export function indexer(n: number, locked = false): Scenario {
	const slots = new Map<number, { value: NumberCell; mutex: NumberCell }>();
	const slot = (h: number) => {
		const known = slots.get(h) ?? {
			value: cell(`slot ${h}`, 63),
			mutex: bit(`mutex ${h}`),
		};
		slots.set(h, known);
		return known;
	};
	const attempt = (h: number, w: number, left: number): Statement[] => {
		if (left === 0) throw new Error("more collisions than expected");
		const { value, mutex } = slot(h);
		const next = (): Statement[] =>
			left === 1 ? [] : attempt((h + 1) % 128, w, left - 1);
		return locked
			? [
					lock("lock", mutex),
					branch(
						"free?",
						eq(value, 0),
						[step("take", value.set(w)), unlock("unlock", mutex)],
						[unlock("unlock", mutex), ...next()],
					),
				]
			: [compareAndSwap("cas", value, 0, w, [], next())];
	};
	return program(
		`indexer(${n})`,
		times(n, (tid) =>
			actor(
				`${tid}`,
				...times(4, (i) => i * 11 + tid).flatMap((w) =>
					attempt((w * 7) % 128, Math.max(w, 1), 4),
				),
			),
		),
	);
}

export function filesystem(n: number): Scenario {
	const inode = times(32, (i) => ({
		value: cell(`inode ${i}`, 26),
		mutex: bit(`inode lock ${i}`),
	}));
	const busy = times(26, (b) => ({
		value: bit(`busy ${b}`),
		mutex: bit(`busy lock ${b}`),
	}));
	const find = (i: number, b: number, left: number): Statement[] => {
		const block = busy[b % 26] as (typeof busy)[number];
		const free = unlock("unlock busy", block.mutex);
		return [
			lock("lock busy", block.mutex),
			branch(
				"free block?",
				not(block.value),
				[
					step("take block", block.value.set(1)),
					store((inode[i] as (typeof inode)[number]).value, (b % 26) + 1),
					free,
				],
				[free, ...(left > 1 ? find(i, b + 1, left - 1) : [])],
			),
		];
	};
	return program(
		`filesystem(${n})`,
		times(n, (tid) => {
			const mine = inode[tid % 32] as (typeof inode)[number];
			return actor(
				`${tid}`,
				lock("lock inode", mine.mutex),
				branch(
					"no block?",
					eq(mine.value, 0),
					find(tid % 32, (tid * 2) % 26, 4),
				),
				unlock("unlock inode", mine.mutex),
			);
		}),
	);
}

export function coa(n: number): Scenario {
	const [x, y, z] = [cell("x", 2), cell("y", n), cell("z", n)];
	const side = (name: string, value: number, other: NumberCell) =>
		actor(
			name,
			store(x, value),
			load(other, cell(`${name} a`, n)),
			load(x, cell(`${name} b`, 2)),
		);
	return program(`CoA(${n})`, [
		side("one", 1, y),
		side("two", 2, z),
		...times(n - 1, (i) => actor(`n${i}`, store(y, i), store(z, i))),
	]);
}

export function casrot(n: number): Scenario {
	const x = cell("x", n);
	return program(
		`casrot(${n})`,
		times(n, (i) => actor(`${i}`, compareAndSwap("cas", x, i, i + 1, []))),
	);
}

export function casw(n: number): Scenario {
	const x = cell("x", n + 3);
	return program(
		`casw(${n})`,
		times(n, (i) =>
			actor(`${i}`, compareAndSwap("cas", x, 0, 1, []), store(x, i + 3)),
		),
	);
}

export function wcas(n: number): Scenario {
	const x = cell("x", 3);
	return program(`wcas(${n})`, [
		actor("writer", store(x, 2)),
		...times(n, (i) => actor(`${i}`, compareAndSwap("cas", x, 2, 3, []))),
	]);
}

/** Every actor adds 1 to each of the first `cells` of x, y, z. ainc 1, binc 2, cinc 3. */
export function increments(n: number, cells: 1 | 2 | 3): Scenario {
	const all = ["x", "y", "z"].slice(0, cells).map((name) => cell(name, n));
	return program(
		`${cells} increments(${n})`,
		times(n, (i) => actor(`${i}`, ...all.map(fetchAdd))),
	);
}

export function lockinc(n: number, cells: 1 | 2): Scenario {
	const mutex = bit("mutex");
	const all = ["x", "y"].slice(0, cells).map((name) => cell(name, n));
	return program(
		`lock ${cells} inc(${n})`,
		times(n, (i) => {
			const local = cell(`local ${i}`, n);
			return actor(
				`${i}`,
				lock("lock", mutex),
				...all.flatMap((x) => [
					load(x, local),
					step("store", x.set(local), x.add(1)),
				]),
				unlock("unlock", mutex),
			);
		}),
	);
}

/** Load, then store a value of one's own (`inc`: load plus a power of two). */
export function inc(n: number): Scenario {
	const x = cell("x", 2 ** n);
	return program(
		`inc(${n})`,
		times(n, (i) => {
			const local = cell(`local ${i}`, 2 ** n);
			return actor(
				`${i}`,
				load(x, local),
				step("store", x.set(local), x.add(2 ** i)),
			);
		}),
	);
}

export function rw(n: number): Scenario {
	const x = cell("x", n);
	return program(
		`rw(${n})`,
		times(n, (i) => actor(`${i}`, load(x, cell(`local ${i}`, n)), store(x, i))),
	);
}

export function wainc(n: number): Scenario {
	const x = cell("x", 42 + n);
	return program(`wainc(${n})`, [
		actor("writer", store(x, 42)),
		...times(n, (i) => actor(`${i}`, fetchAdd(x))),
	]);
}

/** Two actors run the sieve over the numbers below n. */
export function eratosthenes(n: number): Scenario {
	const naturals = times(n, (i) => cell(`n${i}`, 2));
	const at = (i: number): NumberCell => naturals[i] as NumberCell;
	const sieve = (): Statement[] =>
		times(n, (i) => {
			const marks: Statement[] = [store(at(i), 1)];
			for (let j = 2 * i + 2; j < n; j += i + 2) marks.push(store(at(j), 2));
			return branch(`n${i} == 0`, eq(at(i), 0), marks);
		});
	return program(`eratosthenes(${n})`, [
		actor("one", ...sieve()),
		actor("two", ...sieve()),
	]);
}

/** Lamport's fast mutex, busy waits as awaits. */
export function lamport(n: number): Scenario {
	const [x, y] = [cell("x", n), cell("y", n)];
	const b = times(n + 1, (i) => bit(`b${i}`));
	const at = (i: number): NumberCell => b[i] as NumberCell;
	const free = waitFor("await y == 0", eq(y, 0));
	return program(
		`lamport(${n})`,
		times(n, (index) => {
			const me = index + 1;
			return actor(
				`${me}`,
				loop(
					step("b = 1", at(me).set(1)),
					store(x, me),
					branch("y != 0", ne(y, 0), [
						step("b = 0", at(me).set(0)),
						free,
						again(),
					]),
					store(y, me),
					branch("x != me", ne(x, me), [
						step("b = 0", at(me).set(0)),
						...times(n, (j) => waitFor(`await b${j + 1}`, not(at(j + 1)))),
						branch("y != me again", ne(y, me), [free, again()]),
					]),
					leave(),
				),
				store(y, 0),
				step("b = 0", at(me).set(0)),
			);
		}),
	);
}

export function big0(): Scenario {
	const [x, y, z, w] = ["x", "y", "z", "w"].map((name) => cell(name, 3)) as [
		NumberCell,
		NumberCell,
		NumberCell,
		NumberCell,
	];
	const reader = (name: string, ...cells: NumberCell[]) => {
		const local = cell(`${name} local`, 3);
		return actor(name, ...cells.map((one) => load(one, local)));
	};
	const writer = (name: string, a: NumberCell, c: NumberCell) =>
		actor(name, ...[1, 2, 3].flatMap((v) => [store(a, v), store(c, v)]));
	return program("big0", [
		reader("one", x, y, z, w, x, y, z),
		reader("two", x, y, z),
		writer("three", x, y),
		writer("four", z, w),
	]);
}

export function poplExample(): Scenario {
	const [x, y, z] = [cell("x", 2), bit("y"), bit("z")];
	return program("POPL optimal example", [
		actor("p", store(x, 1)),
		actor("q", store(y, 1)),
		actor("r", branch("y == 0", eq(y, 0), [store(z, 1)])),
		actor(
			"s",
			branch("z == 1", eq(z, 1), [branch("y == 0", eq(y, 0), [store(x, 2)])]),
		),
	]);
}

export function combinationLock(): Scenario {
	const [v, w, x, y, z] = ["v", "w", "x", "y", "z"].map((n) => bit(n)) as [
		NumberCell,
		NumberCell,
		NumberCell,
		NumberCell,
		NumberCell,
	];
	const [a, b, c, d] = ["a", "b", "c", "d"].map((n) => bit(n)) as [
		NumberCell,
		NumberCell,
		NumberCell,
		NumberCell,
	];
	const local = bit("local");
	return program("combination lock", [
		actor("1", store(z, 1)),
		actor(
			"2",
			store(x, 1),
			store(a, 1),
			branch("y", eq(y, 1), [store(w, 1), store(b, 0)]),
		),
		actor(
			"3",
			branch("x", eq(x, 1), [
				store(y, 1),
				store(c, 0),
				branch("v", eq(v, 1), [load(z, local)]),
			]),
		),
		actor("4", branch("w", eq(w, 1), [store(v, 1), store(d, 0)])),
	]);
}

export function sleepingRaces6(): Scenario {
	const [w, x, y, z] = ["w", "x", "y", "z"].map((n) => bit(n)) as [
		NumberCell,
		NumberCell,
		NumberCell,
		NumberCell,
	];
	const own = (i: number) => {
		const mine = bit(`own ${i}`);
		return store(mine, 1);
	};
	const [four, five] = [bit("local 4"), bit("local 5")];
	return program("sleeping races 6", [
		actor("1", own(1), store(w, 1)),
		actor("2", own(2), store(x, 1)),
		actor("3", own(3), store(y, 1)),
		actor("4", own(4), load(y, four), step("own", four.set(four)), store(z, 1)),
		actor(
			"5",
			own(5),
			branch("y", eq(y, 1), [
				step("own", five.set(five)),
				branch("z", eq(z, 1), [
					step("own", five.set(five)),
					branch("x", eq(x, 1), [step("own", five.set(five)), load(w, five)]),
				]),
			]),
		),
	]);
}
