// Loops that run over the wrong number of pages.

import type { Expression } from "#csource/syntax.ts";
import {
	expressionsOf,
	visitExpression,
	visitStatement,
} from "#csource/walk.ts";
import type { CfgNode } from "#flow/cfg.ts";
import type { FunctionContext } from "../function-context.ts";
import type { Guards } from "../guards.ts";
import { calleeName } from "../kernel-idioms.ts";
import { arrayKey } from "./array-key.ts";
import { evaluate, readerOf } from "./evaluate.ts";
import type { Observe } from "./observation.ts";
import type { PathState } from "./path-state.ts";
import { isRequest, untestedPartials } from "./untested-partials.ts";
import { negative, signsOf, type Value } from "./value.ts";

/** Looks at the loops that a path enters. */
export class LoopObserver {
	private readonly context: FunctionContext;
	private readonly guards: Guards;
	private readonly observe: Observe;
	private readonly indexed: ReadonlyMap<number, readonly Expression[]>;

	constructor(context: FunctionContext, guards: Guards, observe: Observe) {
		this.context = context;
		this.guards = guards;
		this.observe = observe;
		this.indexed = indexedIn(context);
	}

	/** `for (i = 0; i < want; i++) use(pages[i])` where only some of them were got. */
	observePartial(node: CfgNode, state: PathState): void {
		if (node.action.kind !== "branch") return;
		// A loop that releases is judged by what it releases.
		if (this.context.extents.loops.has(node.id)) return;
		const bound = boundOf(node.action.test);
		const walked = this.indexed.get(node.start) ?? [];
		if (bound === null || walked.length === 0) return;
		for (const { hold, source } of untestedPartials(this.context, state)) {
			const over = walked.some(
				(array) => arrayKey(this.context, state, array) === hold.array,
			);
			if (!over) continue;
			const value = readerOf(this.context)(bound, state);
			if (isRequest(hold, value))
				this.observe({
					kind: "partial-as-full",
					source,
					hold,
					isTold: false,
					state,
					at: node.start,
				});
		}
	}

	/** A loop that releases element by element, entered with a negative errno as the number of rounds. */
	observeBound(
		node: CfgNode,
		test: Expression,
		state: PathState,
		result: Value,
	): void {
		for (const { source, at } of this.guards.releasedIn(node.id)) {
			if (state.holds.get(source.call.start)?.status === "held") continue;
			const bound = boundOf(test);
			if (bound === null) continue;
			for (const value of this.boundValues(bound, test, state, result)) {
				if (value.kind !== "wrapped" && signsOf(value) !== negative) continue;
				const call = this.context.calls.get(at);
				const api = call === undefined ? null : calleeName(call);
				if (call !== undefined && api !== null)
					this.observe({
						kind: "errno-as-count",
						source,
						call,
						api,
						value,
						state,
						at: node.start,
					});
			}
		}
	}

	/** A loop over the array of a failed acquire, with the errno as the number of rounds: in an unsigned variable it is huge. */
	observeErrno(node: CfgNode, test: Expression, state: PathState): void {
		const bound = boundOf(test);
		if (bound === null || this.context.extents.loops.has(node.id)) return;
		for (const array of this.indexed.get(node.start) ?? []) {
			const key = arrayKey(this.context, state, array);
			for (const hold of state.holds.values()) {
				const source = this.context.holdSources.get(hold.acquire);
				if (hold.status !== "failed" || hold.array !== key) continue;
				if (key === null || source === undefined) continue;
				const value = readerOf(this.context)(bound, state);
				if (value.kind === "wrapped")
					this.observe({
						kind: "errno-as-count",
						source,
						call: source.call,
						api: null,
						value,
						state,
						at: node.start,
					});
			}
		}
	}

	/** `n--` as a condition has already changed n: its own value is the number of rounds. */
	private boundValues(
		bound: Expression,
		test: Expression,
		state: PathState,
		result: Value,
	): readonly Value[] {
		if (test.kind === "update") return [result];
		return evaluate(this.context, bound, state, this.observe).map(
			({ value }) => value,
		);
	}
}

/** By the offset of a loop's condition: the arrays whose entries its body reads, other than to release them. */
function indexedIn(
	context: FunctionContext,
): ReadonlyMap<number, readonly Expression[]> {
	const found = new Map<number, Expression[]>();
	visitStatement(context.model.syntax.body, (statement) => {
		if (statement.kind !== "for" && statement.kind !== "while") return;
		const { test } = statement;
		if (test === null) return;
		for (const expression of expressionsOf(statement.body))
			visitExpression(expression, (part) => {
				if (part.kind === "call" && context.releasing.has(part.start))
					return false;
				if (part.kind === "index")
					found.set(test.start, [
						...(found.get(test.start) ?? []),
						part.object,
					]);
				return true;
			});
	});
	return found;
}

/** The number of rounds in `i < n`, `n--`, `n`. */
function boundOf(test: Expression): Expression | null {
	if (test.kind === "binary")
		return test.op.startsWith("<") || test.op === "!=" ? test.right : null;
	if (test.kind === "update") return test.operand;
	return test.kind === "identifier" ? test : null;
}
