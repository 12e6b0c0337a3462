// Conditions of litmus tests as expressions over the cells of a world.

import {
	and,
	type Expression,
	eq,
	expressionOf,
	gt,
	lt,
	ne,
	not,
	or,
} from "#explore/language/expression.ts";
import {
	driverFailureIds,
	type FailureId,
	failureIds,
} from "#mm/failures/failure.ts";
import type { Performer } from "#mm/world/performer.ts";
import { pteWords } from "#mm/world/process.ts";
import { isMapped, isPinned, type World } from "#mm/world/world.ts";
import type { Condition } from "./litmus/litmus-test.ts";

export function isFailureId(name: string): name is FailureId {
	return ([...failureIds, ...driverFailureIds] as readonly string[]).includes(
		name,
	);
}

/** The failures a condition speaks of. */
export function failuresIn(condition: Condition): FailureId[] {
	switch (condition.kind) {
		case "failure":
			if (!isFailureId(condition.name))
				throw new Error(`there is no failure "${condition.name}"`);
			return [condition.name];
		case "not":
			return failuresIn(condition.of);
		case "and":
		case "or":
			return [...failuresIn(condition.left), ...failuresIn(condition.right)];
		case "deadlock":
		case "compare":
			return [];
	}
}

export function mentionsDeadlock(condition: Condition): boolean {
	switch (condition.kind) {
		case "deadlock":
			return true;
		case "not":
			return mentionsDeadlock(condition.of);
		case "and":
		case "or":
			return (
				mentionsDeadlock(condition.left) || mentionsDeadlock(condition.right)
			);
		default:
			return false;
	}
}

/** Only failures, joined by "or": once true it stays true, so the first state in which it holds decides. */
export function isSticky(condition: Condition): boolean {
	switch (condition.kind) {
		case "failure":
			return true;
		case "or":
			return isSticky(condition.left) && isSticky(condition.right);
		default:
			return false;
	}
}

/** @throws Error that names what is not known. */
export function conditionExpression(
	world: World,
	performers: readonly Performer[],
	condition: Condition,
): Expression {
	const inner = (one: Condition) => conditionExpression(world, performers, one);
	switch (condition.kind) {
		case "failure":
			if (!isFailureId(condition.name))
				throw new Error(`there is no failure "${condition.name}"`);
			return eq(world.monitors.seen(condition.name), 1);
		case "deadlock":
			return expressionOf(false);
		case "not":
			return not(inner(condition.of));
		case "and":
			return and(inner(condition.left), inner(condition.right));
		case "or":
			return or(inner(condition.left), inner(condition.right));
		case "compare": {
			const left = valueNamed(world, performers, condition.left);
			const right =
				typeof condition.right === "number"
					? expressionOf(condition.right)
					: valueNamed(world, performers, condition.right);
			const compare = { "=": eq, "!=": ne, "<": lt, ">": gt }[
				condition.operator
			];
			return compare(left, right);
		}
	}
}

const pageFields = [
	"dirty",
	"writeback",
	"buffers",
	"locked",
	"attached",
	"refcount",
	"pincount",
	"memory",
	"disk",
	"freed",
	"pins",
	"exclusive",
	"checked",
	"tagDirty",
	"accountedDirty",
	"tail",
	"diskTail",
	"swapCache",
] as const;

/** "A.dirty", "A.mapped", "A.pinned", "child:A" (an entry), "driver.failed", "writable" (an entry's word), "acquired". */
function valueNamed(
	world: World,
	performers: readonly Performer[],
	name: string,
): Expression {
	const word = (pteWords as readonly string[]).indexOf(name);
	if (word >= 0) return expressionOf(word);
	const [owner = "", field] = name.split(/[.:]/);
	const page = world.pages.find((one) => one.name === owner);
	if (page !== undefined && name.includes(".")) {
		if (field === "mapped") return isMapped(world, page);
		if (field === "pinned")
			return or(
				isPinned(world, page, "release", 0),
				isPinned(world, page, "truncate", 0),
			);
		const known = pageFields.find((one) => one === field);
		if (known !== undefined) return page[known];
	}
	const process = world.processes.find((one) => one.name === owner);
	const target = world.pages.find((one) => one.name === field);
	const pte = target === undefined ? undefined : process?.ptes.get(target);
	if (pte !== undefined) return pte.state;
	const performer = performers.find((one) => one.name === owner);
	if (performer !== undefined && field === "failed") return performer.failed;
	if (name === "acquired" || name === "released") return world.counters[name];
	if (name === "truncated") return world.inode.truncated;
	if (name === "ios") return world.inode.ios;
	throw new Error(
		`there is no "${name}": write PAGE.FIELD (${pageFields.join(" ")} mapped pinned), PROCESS:PAGE, ACTOR.failed, acquired, released, ios or truncated`,
	);
}
