// Names whose values decide what becomes of the holds: those that are tested, returned or stored, and those that a call
// which takes or lets go of pages is told. What only goes to other calls decides nothing.
//
// Errs: a function elsewhere that is given a constant and lets pages go for some values of it only is not told apart by them.

import type { Expression } from "#csource/syntax.ts";
import { childrenOf, visitExpression } from "#csource/walk.ts";
import type { CfgNode } from "#flow/cfg.ts";
import type { ReleaseExtent } from "../extent/release-extent.ts";
import type { FunctionContext } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { calleeName, isTransparent } from "../kernel-idioms.ts";
import { pathText, rootVariable } from "../place.ts";
import type { NodeNames } from "./backward-names.ts";
import { errorPointerResult } from "./error-pointers.ts";
import { askedNames } from "./forget-names.ts";
import { maskPath } from "./mask-path.ts";
import { addMentioned, expressionsRead } from "./names-read.ts";
import { relationPath } from "./relation-path.ts";
import { symbol } from "./value.ts";

export function decisiveNames(
	context: FunctionContext,
): (node: CfgNode) => NodeNames {
	const asked = askedNames(context);
	return (node) => {
		const names = new NamesOfNode(context, asked);
		for (const extent of context.extents.loops.get(node.id) ?? [])
			names.addExtent(extent);
		const made = valueMadeAt(node);
		if (made === null)
			for (const expression of expressionsRead(node))
				names.add(expression, names.read);
		else if (made.value !== null) names.add(made.value, names.source);
		return {
			read: names.read,
			set: made?.variable ?? null,
			source: names.source,
		};
	};
}

/** `x = value`, `T x = value` and `T x` as whole statements. */
function valueMadeAt({
	action,
}: CfgNode): { variable: string; value: Expression | null } | null {
	if (action.kind === "declare")
		return {
			variable: action.declarator.name,
			value: action.declarator.initial,
		};
	if (action.kind !== "evaluate" || action.expression.kind !== "assign")
		return null;
	const { op, target, value } = action.expression;
	return op === "=" && target.kind === "identifier"
		? { variable: target.name, value }
		: null;
}

class NamesOfNode {
	readonly read = new Set<string>();
	readonly source = new Set<string>();
	private readonly context: FunctionContext;
	private readonly asked: ReadonlySet<string>;

	constructor(context: FunctionContext, asked: ReadonlySet<string>) {
		this.context = context;
		this.asked = asked;
	}

	add(expression: Expression, names: Set<string>): void {
		if (expression.kind === "call") {
			this.addCall(expression);
			return;
		}
		const test = maskPath(expression) ?? relationPath(expression);
		const path = pathText(expression);
		const root = path === null ? null : rootVariable(expression);
		for (const name of [test, path, root]) if (name !== null) names.add(name);
		for (const child of childrenOf(expression)) this.add(child, names);
	}

	addExtent(extent: ReleaseExtent): void {
		const { array, index, count, first, guards } = extent;
		for (const part of [array, index, count, first, ...guards])
			if (part !== null) addMentioned(part, this.context.relevant, this.read);
	}

	private addCall(call: CallExpression): void {
		const extent = this.context.extents.calls.get(call.start);
		if (extent !== undefined) this.addExtent(extent);
		if (this.isFollowed(call)) {
			addMentioned(call, this.context.relevant, this.read);
			return;
		}
		for (const part of childrenOf(call))
			visitExpression(part, (inner) => {
				if (inner.kind === "call") {
					this.addCall(inner);
					return false;
				}
				if (inner.kind === "identifier" && this.asked.has(inner.name))
					this.read.add(inner.name);
				return true;
			});
	}

	/** What the path analysis reads the arguments of. */
	private isFollowed(call: CallExpression): boolean {
		const { context } = this;
		if (
			context.holdSources.has(call.start) ||
			context.releasing.has(call.start)
		)
			return true;
		const written = calleeName(call);
		if (written === null) return false;
		const name = context.unit.resolve(written);
		return (
			isTransparent(name) ||
			errorPointerResult(name, symbol(name), call.start) !== null ||
			context.vocabulary.release(name) !== null ||
			context.vocabulary.acquire(name) !== null ||
			context.vocabulary.derivations(name).length > 0
		);
	}
}
