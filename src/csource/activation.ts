import type { Condition } from "./condition.ts";
import { parseCondition } from "./condition.ts";
import type { Conditionals } from "./conditionals.ts";

/** Value of a macro from outside the file; null where it is not defined. CONFIG options: 1 is y, 2 is m. */
export type State = number | null;

/** What is assumed about everything that the file does not decide by itself. */
export type Assumption = (name: string) => State;

/** Which parts of a file one assumption keeps. */
export interface Activation {
	/** By line index: whether the text behind that directive is active. */
	readonly after: readonly boolean[];
	/** Line indices of the #define lines that count. */
	readonly definitions: readonly number[];
}

interface Defined {
	readonly body: string | null;
}

/** The activation of a file in which nothing depends on a configuration. */
export function activateAll({ lines, definitions }: Conditionals): Activation {
	return {
		after: lines.map(() => true),
		definitions: [...definitions.keys()],
	};
}

/** Goes through the directives from top to bottom as a preprocessor does. */
export function activate(
	{ lines, groups, definitions }: Conditionals,
	assume: Assumption,
): Activation {
	const own = new Map<string, Defined | null>();
	const after: boolean[] = [];
	const kept: number[] = [];
	const openers = new Map<number, { group: number; branch: number }>();
	groups.forEach((group, g) => {
		group.branches.forEach((branch, b) => {
			openers.set(branch.line, { group: g, branch: b });
		});
	});
	/** Per open group: whether the text around it is active, and whether a branch has been taken. */
	const stack: { around: boolean; taken: boolean; close: number }[] = [];
	let active = true;
	lines.forEach((line, index) => {
		const opener = openers.get(index);
		if (opener !== undefined) {
			const group = groups[opener.group];
			const condition = group?.branches[opener.branch]?.condition ?? null;
			if (opener.branch === 0)
				stack.push({
					around: active,
					taken: false,
					close: group?.close ?? index,
				});
			const frame = stack.at(-1);
			if (frame !== undefined) {
				active =
					frame.around &&
					!frame.taken &&
					(condition === null || evaluate(condition, assume, own, 0) !== 0);
				frame.taken ||= active;
			}
		} else if (line.keyword === "endif" && stack.at(-1)?.close === index) {
			active = stack.pop()?.around ?? true;
		} else if (active && line.keyword === "define") {
			const definition = definitions.get(index);
			if (definition !== undefined) {
				own.set(definition.name, {
					body: definition.parameters === null ? definition.body : null,
				});
				kept.push(index);
			}
		} else if (active && line.keyword === "undef") {
			own.set(/^[\w$]*/.exec(line.rest)?.[0] ?? "", null);
		}
		after.push(active);
	});
	return { after, definitions: kept };
}

/** The value of a condition of which this file decides nothing by its own definitions. */
export function conditionValue(
	condition: Condition,
	assume: Assumption,
): number {
	return evaluate(condition, assume, new Map(), 0);
}

type Own = ReadonlyMap<string, Defined | null>;

/** Definitions that refer to each other in a ring end here with 0. */
const EXPANSION_LIMIT = 20;

function evaluate(
	condition: Condition,
	assume: Assumption,
	own: Own,
	depth: number,
): number {
	switch (condition.kind) {
		case "number":
			return condition.value;
		case "name":
			return nameValue(condition.name, assume, own, depth);
		case "defined": {
			const defined = own.get(condition.name);
			if (defined !== undefined) return defined === null ? 0 : 1;
			return assume(condition.name) === null ? 0 : 1;
		}
		case "config":
			return configValue(condition, assume, own);
		case "opaque":
			return assume(condition.text) ?? 0;
		case "unary":
			return applyUnary(
				condition.op,
				evaluate(condition.operand, assume, own, depth),
			);
		case "choice":
			return evaluate(condition.test, assume, own, depth) !== 0
				? evaluate(condition.whenTrue, assume, own, depth)
				: evaluate(condition.whenFalse, assume, own, depth);
		case "binary":
			return applyBinary(
				condition.op,
				evaluate(condition.left, assume, own, depth),
				evaluate(condition.right, assume, own, depth),
			);
	}
}

function nameValue(
	name: string,
	assume: Assumption,
	own: Own,
	depth: number,
): number {
	const defined = own.get(name);
	if (defined === undefined) return assume(name) ?? 0;
	if (defined === null || defined.body === null || depth > EXPANSION_LIMIT)
		return 0;
	return defined.body === ""
		? 1
		: evaluate(parseCondition(defined.body), assume, own, depth + 1);
}

function configValue(
	condition: Condition & { kind: "config" },
	assume: Assumption,
	own: Own,
): number {
	const defined = own.get(condition.name);
	const state =
		defined === undefined
			? assume(condition.name)
			: defined === null
				? null
				: 1;
	if (condition.test === "enabled") return state === null ? 0 : 1;
	return state === (condition.test === "builtin" ? 1 : 2) ? 1 : 0;
}

function applyUnary(op: string, value: number): number {
	if (op === "!") return value === 0 ? 1 : 0;
	if (op === "-") return -value;
	return op === "~" ? ~value : value;
}

function applyBinary(op: string, left: number, right: number): number {
	switch (op) {
		case "||":
			return left !== 0 || right !== 0 ? 1 : 0;
		case "&&":
			return left !== 0 && right !== 0 ? 1 : 0;
		case "==":
			return left === right ? 1 : 0;
		case "!=":
			return left !== right ? 1 : 0;
		case "<":
			return left < right ? 1 : 0;
		case ">":
			return left > right ? 1 : 0;
		case "<=":
			return left <= right ? 1 : 0;
		case ">=":
			return left >= right ? 1 : 0;
		case "|":
			return left | right;
		case "^":
			return left ^ right;
		case "&":
			return left & right;
		case "<<":
			return left << right;
		case ">>":
			return left >> right;
		case "+":
			return left + right;
		case "-":
			return left - right;
		case "*":
			return left * right;
		case "/":
			return right === 0 ? 0 : Math.trunc(left / right);
		default:
			return right === 0 ? 0 : left % right;
	}
}
