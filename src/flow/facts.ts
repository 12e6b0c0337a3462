// Which facts hold before each call of a function, by one forward pass over its control-flow graph. A fact is a word; what
// makes one true or false is the caller's business.
//
// must: true on every path that comes here. may: true on some path. Tests are not looked at: a fact that depends on one is
// kept where paths meet (may) or dropped (must).

import type { Declarator, Expression } from "#csource/syntax.ts";
import { childrenOf } from "#csource/walk.ts";
import type { Cfg, CfgNode } from "./cfg.ts";

export type Facts = ReadonlySet<string>;

/** What happens, in the order of evaluation: operands before what is done with them. */
export type Step =
	| { readonly kind: "expression"; readonly expression: Expression }
	| { readonly kind: "declare"; readonly declarator: Declarator };

/** Changes the facts in place. */
export type Effect = (step: Step, facts: Set<string>) => void;

/** By the offset of each call that some path reaches: the facts just before it, its arguments evaluated. */
export function factsBeforeCalls(
	cfg: Cfg,
	meet: "must" | "may",
	effect: Effect,
	atEntry: Facts = new Set(),
): ReadonlyMap<number, Facts> {
	const entering = solveFacts(cfg, meet, effect, atEntry);
	const found = new Map<number, Facts>();
	cfg.nodes.forEach((node, id) => {
		const before = entering[id];
		if (before === undefined) return;
		const facts = new Set(before);
		for (const step of stepsOf(node)) {
			if (step.kind === "expression" && step.expression.kind === "call")
				found.set(step.expression.start, new Set(facts));
			effect(step, facts);
		}
	});
	return found;
}

function solveFacts(
	cfg: Cfg,
	meet: "must" | "may",
	effect: Effect,
	atEntry: Facts,
): readonly (Facts | undefined)[] {
	const entering: (Set<string> | undefined)[] = cfg.nodes.map(() => undefined);
	entering[cfg.entry] = new Set(atEntry);
	const steps = cfg.nodes.map(stepsOf);
	const pending = [cfg.entry];
	for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
		const after = new Set(entering[id]);
		for (const step of steps[id] ?? []) effect(step, after);
		for (const { to } of cfg.nodes[id]?.successors ?? []) {
			const known = entering[to];
			if (known === undefined) entering[to] = new Set(after);
			else if (!(meet === "must" ? narrow(known, after) : widen(known, after)))
				continue;
			pending.push(to);
		}
	}
	return entering;
}

function narrow(known: Set<string>, other: Facts): boolean {
	const before = known.size;
	for (const fact of known) if (!other.has(fact)) known.delete(fact);
	return known.size < before;
}

function widen(known: Set<string>, other: Facts): boolean {
	const before = known.size;
	for (const fact of other) known.add(fact);
	return known.size > before;
}

function stepsOf(node: CfgNode): readonly Step[] {
	const steps: Step[] = [];
	const add = (expression: Expression): void => {
		for (const child of childrenOf(expression)) add(child);
		steps.push({ kind: "expression", expression });
	};
	const { action } = node;
	switch (action.kind) {
		case "evaluate":
			add(action.expression);
			break;
		case "declare":
			if (action.declarator.initial !== null) add(action.declarator.initial);
			steps.push({ kind: "declare", declarator: action.declarator });
			break;
		case "branch":
		case "switch":
			add(action.test);
			break;
		case "iterate":
		case "scope":
			for (const argument of action.args) add(argument);
			break;
		case "return":
			if (action.value !== null) add(action.value);
			break;
	}
	return steps;
}
