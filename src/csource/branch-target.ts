import {
	type Activation,
	type Assumption,
	activate,
	conditionValue,
} from "./activation.ts";
import { type Condition, parseCondition, visitCondition } from "./condition.ts";
import type { BranchPlace, Conditionals } from "./conditionals.ts";

/** A branch that some view must show; branch -1 means that no branch of a group without #else is taken. */
export type BranchTarget = BranchPlace;

export function isActive(
	{ groups }: Conditionals,
	{ after }: Activation,
	{ group, branch }: BranchTarget,
): boolean {
	const found = groups[group];
	if (found === undefined) return false;
	if (branch >= 0) return after[found.branches[branch]?.line ?? -1] ?? false;
	const { parent } = found;
	const around =
		parent === null ||
		after[groups[parent.group]?.branches[parent.branch]?.line ?? -1] === true;
	return around && !found.branches.some(({ line }) => after[line] === true);
}

export interface Requirement {
	readonly condition: Condition;
	readonly wanted: boolean;
}

/** The condition of an #else; nothing behind it can be active. */
const ALWAYS: Condition = { kind: "number", value: 1 };

/** What must hold, from the file level inwards, for the target to be active. */
export function requirementsOf(
	{ groups }: Conditionals,
	target: BranchTarget,
): Requirement[] {
	const requirements: Requirement[] = [];
	let { group, branch } = target;
	for (;;) {
		const found = groups[group];
		if (found === undefined) return requirements;
		const count = branch < 0 ? found.branches.length : branch;
		for (const { condition } of found.branches.slice(0, count))
			requirements.push({ condition: condition ?? ALWAYS, wanted: false });
		const own = found.branches[branch]?.condition ?? null;
		if (own !== null) requirements.push({ condition: own, wanted: true });
		if (found.parent === null) return requirements;
		({ group, branch } = found.parent);
	}
}

/** A target with what decides it, prepared so that many assumptions can be tried. */
export interface DecidedTarget {
	/** Names from outside the file, in the order in which they are asked. */
	readonly names: readonly string[];
	/** The conditions that decide it, those around definitions it depends on included. */
	readonly conditions: readonly Condition[];
	/** What must hold, if no macro of this file is asked about. */
	readonly requirements: readonly Requirement[];
	holds(assume: Assumption): boolean;
}

export function decide(
	conditionals: Conditionals,
	target: BranchTarget,
): DecidedTarget {
	const requirements = requirementsOf(conditionals, target);
	const names = new Set<string>();
	let decidedInside = false;
	const seen = new Set<Condition>();
	const expanded = new Set<string>();
	const collect = (condition: Condition): void => {
		if (seen.has(condition)) return;
		seen.add(condition);
		visitCondition(condition, (part) => {
			if (part.kind === "opaque") names.add(part.text);
			if (!("name" in part)) return;
			names.add(part.name);
			if (!conditionals.byName.has(part.name)) return;
			decidedInside = true;
			if (expanded.has(part.name)) return;
			expanded.add(part.name);
			for (const inner of decidersOf(conditionals, part.name)) collect(inner);
		});
	};
	for (const { condition } of requirements) collect(condition);
	return {
		names: [...names],
		conditions: [...seen],
		requirements,
		holds: (assume) =>
			decidedInside
				? isActive(conditionals, activate(conditionals, assume), target)
				: requirements.every(
						({ condition, wanted }) =>
							(conditionValue(condition, assume) !== 0) === wanted,
					),
	};
}

/** The conditions around the definitions of a macro of this file, and what its body asks. */
function decidersOf(
	conditionals: Conditionals,
	name: string,
): readonly Condition[] {
	const found: Condition[] = [];
	for (const line of conditionals.byName.get(name) ?? []) {
		const definition = conditionals.definitions.get(line);
		if (definition?.parameters === null && definition.body !== "")
			found.push(parseCondition(definition.body));
		const place = conditionals.around[line] ?? null;
		if (place === null) continue;
		for (const { condition } of requirementsOf(conditionals, place))
			found.push(condition);
	}
	return found;
}

/** The names that a condition asks about. */
export function namesIn(condition: Condition): string[] {
	const names = new Set<string>();
	visitCondition(condition, (part) => {
		if (part.kind === "opaque") names.add(part.text);
		else if ("name" in part) names.add(part.name);
	});
	return [...names];
}
