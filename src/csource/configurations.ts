import {
	type Activation,
	type Assumption,
	activate,
	type State,
} from "./activation.ts";
import {
	type BranchTarget,
	type DecidedTarget,
	decide,
	isActive,
} from "./branch-target.ts";
import { type Choice, choicesOf, comparedNumbers } from "./choices.ts";
import type { Conditionals } from "./conditionals.ts";
import { labelsOf } from "./configuration-label.ts";

/** States of choices; what is missing has its first state. */
export type Assignment = ReadonlyMap<string, State>;

export interface Configuration {
	readonly assignment: Assignment;
	readonly activation: Activation;
}

export interface Plan {
	readonly configurations: readonly Configuration[];
	readonly labels: readonly (readonly string[])[];
	/** Branches that some configuration would show, had the bound allowed one more. */
	readonly cut: readonly BranchTarget[];
}

/** How many combinations of states are tried for one branch; beyond it only single changes are. */
const COMBINATION_LIMIT = 1024;

/**
 * Chooses configurations so that every satisfiable target is active in one of them: the first takes every choice in its
 * first state, each further one changes as few choices as it can and then shows as many of the missing targets as fit
 * together. `targetsOf` is asked again after each one, because a new configuration can bring new functions to light.
 *
 * The bound makes it miss branches, never show one that cannot be: what is missed is in `cut`.
 */
export function planConfigurations(
	conditionals: Conditionals,
	kernel: string | null,
	limit: number,
	targetsOf: (activation: Activation) => readonly BranchTarget[],
): Plan {
	const choices = choicesOf(conditionals, kernel);
	const known = new Map<string, { target: BranchTarget; way: DecidedTarget }>();
	const impossible = new Set<string>();
	const configurations: Configuration[] = [];
	let pending: string[] = [];
	const add = ({ assignment, activation }: Configuration): void => {
		configurations.push({ assignment, activation });
		for (const target of targetsOf(activation)) {
			const key = `${target.group}:${target.branch}`;
			if (!known.has(key))
				known.set(key, { target, way: decide(conditionals, target) });
		}
		pending = [...known.keys()].filter(
			(key) => !impossible.has(key) && !isShown(key),
		);
	};
	const configure = (assignment: Assignment): Configuration => ({
		assignment,
		activation: activate(conditionals, assumption(choices, assignment)),
	});
	const isShown = (key: string): boolean => {
		const target = known.get(key)?.target;
		return (
			target === undefined ||
			configurations.some(({ activation }) =>
				isActive(conditionals, activation, target),
			)
		);
	};
	add(configure(new Map()));
	while (pending.length > 0 && configurations.length < limit) {
		let next: Assignment | null = null;
		const locked = new Set<string>();
		for (const key of pending) {
			const way = known.get(key)?.way;
			if (way === undefined) continue;
			const solved = solve(choices, way, next ?? new Map(), locked);
			if (solved === null) {
				if (next === null) impossible.add(key);
				continue;
			}
			next = solved;
			for (const name of way.names) locked.add(name);
		}
		if (next === null) break;
		const configuration = configure(next);
		const gains = pending.filter((key) => {
			const target = known.get(key)?.target;
			return (
				target !== undefined &&
				isActive(conditionals, configuration.activation, target)
			);
		});
		if (gains.length > 0) add(configuration);
		else for (const key of pending) impossible.add(key);
		pending = pending.filter((key) => !impossible.has(key));
	}
	const labels = labelAll(choices, configurations, [...known.values()]);
	return {
		configurations,
		labels,
		cut: pending.flatMap((key) => {
			const entry = known.get(key);
			if (entry === undefined || impossible.has(key)) return [];
			return solve(choices, entry.way, new Map(), new Set()) === null
				? []
				: [entry.target];
		}),
	};
}

function assumption(
	choices: ReadonlyMap<string, Choice>,
	assignment: Assignment,
): Assumption {
	return (name) => {
		const state = assignment.get(name);
		return state !== undefined ? state : (choices.get(name)?.states[0] ?? null);
	};
}

/** The assignment nearest to `from` under which the target holds, changing no locked name; null where there is none. */
function solve(
	choices: ReadonlyMap<string, Choice>,
	way: DecidedTarget,
	from: Assignment,
	locked: ReadonlySet<string>,
): Assignment | null {
	const start = assumption(choices, from);
	if (way.holds(start)) return from;
	const free = way.names.flatMap((name) => {
		const choice = choices.get(name);
		if (choice === undefined || locked.has(name)) return [];
		const others = choice.states.filter((state) => state !== start(name));
		return others.length === 0 ? [] : [{ name, others }];
	});
	const combinations = free.reduce(
		(product, { others }) => product * (others.length + 1),
		1,
	);
	const most = combinations <= COMBINATION_LIMIT ? free.length : 1;
	for (let changes = 1; changes <= most; changes++) {
		const found = tryChanges(choices, way, from, free, 0, changes);
		if (found !== null) return found;
	}
	return null;
}

type Free = readonly { name: string; others: readonly State[] }[];

/** Changes exactly `changes` of free[at…]. */
function tryChanges(
	choices: ReadonlyMap<string, Choice>,
	way: DecidedTarget,
	from: Assignment,
	free: Free,
	at: number,
	changes: number,
): Assignment | null {
	if (changes === 0) return way.holds(assumption(choices, from)) ? from : null;
	for (let index = at; index + changes <= free.length; index++) {
		const entry = free[index];
		if (entry === undefined) return null;
		for (const state of entry.others) {
			const changed = new Map(from).set(entry.name, state);
			const found = tryChanges(
				choices,
				way,
				changed,
				free,
				index + 1,
				changes - 1,
			);
			if (found !== null) return found;
		}
	}
	return null;
}

/** Names the choices that decide a target and that differ between the configurations. */
function labelAll(
	choices: ReadonlyMap<string, Choice>,
	configurations: readonly Configuration[],
	known: readonly { way: DecidedTarget }[],
): string[][] {
	if (configurations.length === 1) return [[]];
	const names = new Set(known.flatMap(({ way }) => way.names));
	const conditions = new Set(known.flatMap(({ way }) => way.conditions));
	const varying = [...names].flatMap((name) => {
		const choice = choices.get(name);
		if (choice === undefined) return [];
		const states = configurations.map(({ assignment }) =>
			assumption(choices, assignment)(name),
		);
		if (new Set(states).size === 1) return [];
		return [{ choice, constants: comparedNumbers(conditions, name) }];
	});
	return configurations.map(({ assignment }) =>
		varying.flatMap(({ choice, constants }) => {
			const state = assumption(choices, assignment)(choice.name);
			return labelsOf(choice, state, constants);
		}),
	);
}
