// Ways out of a function that turn off right in front of a release: a test sends one side to the end, and on the other the
// pages are let go at once, so that at the test they are the function's own to release.

import type { Expression } from "#csource/syntax.ts";
import { namesOf, visitExpression } from "#csource/walk.ts";
import type { Cfg, CfgNode, Edge } from "#flow/cfg.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import {
	calleeName,
	isPreparation,
	isPrint,
	isTransparent,
} from "../kernel-idioms.ts";
import { keptIn } from "../paths/judge-not-called.ts";
import { valuesOf } from "../unit/values-of.ts";

/**
 * The release of the hold on the other side of the test that an end of the function hangs on; null where there is none, and
 * where the test may ask whether there is anything to release: it names what is released, or what a call said that got it.
 */
export function releasedBeside(
	context: FunctionContext,
	source: HoldSource,
	end: CfgNode,
): CallExpression | null {
	const turn = turnBefore(context.cfg, end);
	if (turn === null) return null;
	const { branch, other } = turn;
	if (branch.action.kind !== "branch") return null;
	const release = releaseAhead(context, source, other);
	if (release === null) return null;
	const subjects = subjectsOf(context, source, release);
	const asks = [...namesOf(branch.action.test)].some(
		(name) => subjects.has(name) || tellsOfHold(context, source, name),
	);
	return asks || mayCount(branch.action.test) ? null : release;
}

/** The test whose one side is nothing but the way to this end. */
function turnBefore(
	cfg: Cfg,
	end: CfgNode,
): { readonly branch: CfgNode; readonly other: Edge } | null {
	let node = end;
	for (let steps = 0; steps < cfg.nodes.length; steps++) {
		const [before, ...more] = predecessorsOf(cfg)[node.id] ?? [];
		if (before === undefined || more.length > 0) return null;
		if (before.action.kind === "branch") {
			const { id } = node;
			const other = before.successors.find(({ to }) => to !== id);
			return other === undefined || before.action.loop
				? null
				: { branch: before, other };
		}
		if (!isIdle(before)) return null;
		node = before;
	}
	return null;
}

const known = new WeakMap<Cfg, readonly (readonly CfgNode[])[]>();

function predecessorsOf(cfg: Cfg): readonly (readonly CfgNode[])[] {
	let found = known.get(cfg);
	if (found === undefined) {
		const before: CfgNode[][] = cfg.nodes.map(() => []);
		for (const node of cfg.nodes)
			for (const { to } of node.successors) before[to]?.push(node);
		found = before;
		known.set(cfg, found);
	}
	return found;
}

/** The release of the hold that comes next, with nothing but idle statements before it. */
function releaseAhead(
	{ cfg, releasing, extents }: FunctionContext,
	source: HoldSource,
	from: Edge,
): CallExpression | null {
	const isIts = (call: CallExpression): boolean =>
		releasing.get(call.start)?.includes(source) === true;
	let node = cfg.nodes[from.to];
	for (let steps = 0; node !== undefined && steps < cfg.nodes.length; steps++) {
		const own = callsAt(node).find(isIts);
		if (own !== undefined) return own;
		const loop = extents.loops.get(node.id)?.find(({ call }) => isIts(call));
		if (loop !== undefined) return loop.call;
		const [next, ...more] = node.successors;
		if (next === undefined || more.length > 0 || !isIdle(node)) return null;
		node = cfg.nodes[next.to];
	}
	return null;
}

/** Computes, prints or unlocks: takes nothing, gives nothing away. */
function isIdle(node: CfgNode): boolean {
	if (!/^(join|evaluate|declare)$/.test(node.action.kind)) return false;
	return callsAt(node).every((call) => {
		const name = calleeName(call);
		return (
			name !== null &&
			(isPreparation(name) ||
				isTransparent(name) ||
				isPrint(name) ||
				/unlock|(^|_)(err|warn|info)$/.test(name))
		);
	});
}

function callsAt(node: CfgNode): readonly CallExpression[] {
	const calls: CallExpression[] = [];
	for (const expression of expressionsAt(node))
		visitExpression(expression, (part) => {
			if (part.kind === "call") calls.push(part);
			return true;
		});
	return calls;
}

/** The variables by which the release and the acquire know the pages. */
function subjectsOf(
	{ model }: FunctionContext,
	source: HoldSource,
	release: CallExpression,
): ReadonlySet<string> {
	const isVariable = (name: string): boolean => model.types.has(name);
	return new Set(
		[...release.args, ...keptIn(source)].flatMap((part) =>
			[...namesOf(part)].filter(isVariable),
		),
	);
}

/** What the acquire returned, or a call that was given the pages: it may have taken them over, or have let them go. */
function tellsOfHold(
	{ model, graph }: FunctionContext,
	source: HoldSource,
	name: string,
): boolean {
	return valuesOf(model, name).some(
		(value) =>
			value.kind === "call" &&
			(value === source.call ||
				value.args.some((arg) =>
					graph.sources(model, arg).some((place) => source.places.has(place)),
				)),
	);
}

/** `kref_put(…)`, `atomic_dec_and_test(…)`: whoever else still has the object lets the pages go. */
function mayCount(test: Expression): boolean {
	let found = false;
	visitExpression(test, (part) => {
		if (part.kind === "call" && /_put|_dec|ref/.test(calleeName(part) ?? "ref"))
			found = true;
		return !found;
	});
	return found;
}
