import {
	type Activation,
	type Assumption,
	activate,
	activateAll,
	conditionValue,
	type State,
} from "./activation.ts";
import {
	type BranchTarget,
	type DecidedTarget,
	decide,
	isActive,
	namesIn,
} from "./branch-target.ts";
import {
	bordersOf,
	type Choice,
	choicesOf,
	KERNEL_VERSION_MACRO,
} from "./choices.ts";
import { type Conditionals, isUnconditional } from "./conditionals.ts";
import { labelsOf } from "./configuration-label.ts";
import { isBuiltOn } from "./distribution-kernel.ts";

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

/** How many combinations of states are tried for one branch; beyond it each condition is met by itself. */
const COMBINATION_LIMIT = 1024;

/** More branches than this are not aimed at; those that no view happens to show count as cut. */
const TARGET_LIMIT = 256;

interface Aim {
	readonly target: BranchTarget;
	readonly way: DecidedTarget;
}

/**
 * Chooses configurations so that every satisfiable target is active in one of them: the first takes every choice in its
 * first state, each further one changes as few choices as it can and then shows as many of the missing targets as fit
 * together. `targetsOf` is asked again after each one, because a new configuration can bring new functions to light.
 *
 * The bounds make it miss branches, never show one that cannot be: what is missed is in `cut`.
 */
export function planConfigurations(
	conditionals: Conditionals,
	kernel: string | null,
	limit: number,
	targetsOf: (activation: Activation) => readonly BranchTarget[],
): Plan {
	if (isUnconditional(conditionals)) {
		const activation = activateAll(conditionals);
		targetsOf(activation);
		const only = { assignment: new Map(), activation };
		return { configurations: [only], labels: [[]], cut: [] };
	}
	const choices = choicesOf(conditionals, kernel);
	const aims = new Map<string, Aim>();
	const beyond = new Map<string, BranchTarget>();
	const impossible = new Set<string>();
	const configurations: Configuration[] = [];
	const configure = (assignment: Assignment): Configuration => ({
		assignment,
		activation: activate(conditionals, assumption(choices, assignment)),
	});
	const add = (configuration: Configuration): void => {
		configurations.push(configuration);
		for (const target of targetsOf(configuration.activation)) {
			const key = `${target.group}:${target.branch}`;
			if (aims.has(key)) continue;
			if (aims.size >= TARGET_LIMIT) beyond.set(key, target);
			else aims.set(key, { target, way: decide(conditionals, target) });
		}
	};
	const isHidden = (target: BranchTarget): boolean =>
		!configurations.some(({ activation }) =>
			isActive(conditionals, activation, target),
		);
	const pendingNow = (): string[] =>
		[...aims].flatMap(([key, { target }]) =>
			!impossible.has(key) && isHidden(target) ? [key] : [],
		);
	add(configure(new Map()));
	let pending = pendingNow();
	while (pending.length > 0 && configurations.length < limit) {
		const next = aimAt(choices, aims, pending, impossible);
		if (next === null) break;
		const configuration = configure(next);
		const gains = pending.some((key) => {
			const target = aims.get(key)?.target;
			return (
				target !== undefined &&
				isActive(conditionals, configuration.activation, target)
			);
		});
		if (gains) add(configuration);
		else for (const key of pending) impossible.add(key);
		pending = pendingNow();
	}
	return {
		configurations,
		labels: labelAll(choices, configurations, [...aims.values()]),
		cut: [
			...pending.flatMap((key) => reachable(choices, aims.get(key))),
			...[...beyond.values()].filter(isHidden),
		],
	};
}

/** One assignment for as many pending targets as fit together; null where none of them can be. */
function aimAt(
	choices: ReadonlyMap<string, Choice>,
	aims: ReadonlyMap<string, Aim>,
	pending: readonly string[],
	impossible: Set<string>,
): Assignment | null {
	let next: Assignment | null = null;
	const locked = new Set<string>();
	for (const key of pending) {
		const way = aims.get(key)?.way;
		if (way === undefined) continue;
		const solved = solve(choices, way, next ?? new Map(), locked);
		if (solved !== null) {
			next = solved;
			for (const name of way.names) locked.add(name);
		} else if (next === null) impossible.add(key);
	}
	return next;
}

function reachable(
	choices: ReadonlyMap<string, Choice>,
	aim: Aim | undefined,
): BranchTarget[] {
	if (aim === undefined) return [];
	const solved = solve(choices, aim.way, new Map(), new Set());
	return solved === null ? [] : [aim.target];
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

/** The assignment near `from` under which the target holds, changing no locked name; null where none was found. */
function solve(
	choices: ReadonlyMap<string, Choice>,
	way: DecidedTarget,
	from: Assignment,
	locked: ReadonlySet<string>,
): Assignment | null {
	const start = assumption(choices, from);
	if (fits(choices, way, start)) return from;
	const free = freeChoices(choices, way.names, start, locked);
	const combinations = free.reduce(
		(product, { others }) => product * (others.length + 1),
		1,
	);
	if (combinations > COMBINATION_LIMIT)
		return repair(choices, way, from, locked);
	for (let changes = 1; changes <= free.length; changes++) {
		const found = tryChanges(choices, way, from, free, 0, changes);
		if (found !== null) return found;
	}
	return null;
}

/** The target is active, and there is such a kernel. */
function fits(
	choices: ReadonlyMap<string, Choice>,
	way: DecidedTarget,
	assume: Assumption,
): boolean {
	return (
		way.holds(assume) &&
		isBuiltOn(assume, choices.get(KERNEL_VERSION_MACRO)?.states ?? [])
	);
}

/** Makes the requirements true one after the other, each by one change; for targets with too many choices to try all. */
function repair(
	choices: ReadonlyMap<string, Choice>,
	way: DecidedTarget,
	from: Assignment,
	locked: ReadonlySet<string>,
): Assignment | null {
	const changed = new Map(from);
	const current = assumption(choices, changed);
	for (const { condition, wanted } of way.requirements) {
		const holds = (assume: Assumption): boolean =>
			(conditionValue(condition, assume) !== 0) === wanted;
		if (holds(current)) continue;
		for (const { name, others } of freeChoices(
			choices,
			namesIn(condition),
			current,
			locked,
		)) {
			const state = others.find((other) =>
				holds((asked) => (asked === name ? other : current(asked))),
			);
			if (state === undefined) continue;
			changed.set(name, state);
			break;
		}
	}
	return fits(choices, way, current) ? changed : null;
}

function freeChoices(
	choices: ReadonlyMap<string, Choice>,
	names: readonly string[],
	start: Assumption,
	locked: ReadonlySet<string>,
): Free {
	return names.flatMap((name) => {
		const choice = choices.get(name);
		if (choice === undefined || locked.has(name)) return [];
		const others = choice.states.filter((state) => state !== start(name));
		return others.length === 0 ? [] : [{ name, others }];
	});
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
	if (changes === 0)
		return fits(choices, way, assumption(choices, from)) ? from : null;
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
	const ways = known.map(({ way }) => way);
	const names = new Set(ways.flatMap((way) => way.names));
	const conditions = new Set(ways.flatMap((way) => way.conditions));
	const varying = [...names].flatMap((name) => {
		const choice = choices.get(name);
		if (choice === undefined) return [];
		const states = configurations.map(({ assignment }) =>
			assumption(choices, assignment)(name),
		);
		if (new Set(states).size === 1) return [];
		return [{ choice, borders: bordersOf(conditions, name) }];
	});
	return configurations.map(({ assignment }) => {
		const assume = assumption(choices, assignment);
		const idle = idleChoices(
			varying.map(({ choice }) => choice),
			ways,
			assume,
		);
		return varying.flatMap(({ choice, borders }) =>
			idle.has(choice.name)
				? []
				: labelsOf(choice, assume(choice.name), borders),
		);
	});
}

/**
 * Choices that decide nothing where the others are as they are: CONFIG_B in `A || CONFIG_B` where A holds. Told one after
 * the other, so that of two that can stand for each other one stays.
 */
function idleChoices(
	varying: readonly Choice[],
	ways: readonly DecidedTarget[],
	assume: Assumption,
): ReadonlySet<string> {
	const idle = new Map<string, Choice>();
	for (const choice of varying.toReversed()) {
		const free = [...idle.values(), choice];
		const combinations = free.reduce(
			(product, { states }) => product * states.length,
			1,
		);
		const decided = ways.filter(({ names }) => names.includes(choice.name));
		if (combinations > COMBINATION_LIMIT) continue;
		const wanted = decided.map((way) => way.holds(assume));
		const same = everyAssignment(free, assume, (changed) =>
			decided.every((way, index) => way.holds(changed) === wanted[index]),
		);
		if (same) idle.set(choice.name, choice);
	}
	return new Set(idle.keys());
}

/** Whether a test holds in every combination of states of the free choices. */
function everyAssignment(
	free: readonly Choice[],
	assume: Assumption,
	test: (assume: Assumption) => boolean,
): boolean {
	const [first, ...others] = free;
	if (first === undefined) return test(assume);
	return first.states.every((state) =>
		everyAssignment(
			others,
			(name) => (name === first.name ? state : assume(name)),
			test,
		),
	);
}
