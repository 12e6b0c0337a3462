import type { Expression } from "#csource/syntax.ts";
import type { CfgNode } from "./cfg.ts";

/** What is evaluated at a node, outermost expressions only. */
export function expressionsAt({ action }: CfgNode): readonly Expression[] {
	switch (action.kind) {
		case "evaluate":
			return [action.expression];
		case "declare":
			return action.declarator.initial === null
				? []
				: [action.declarator.initial];
		case "branch":
		case "switch":
			return [action.test];
		case "iterate":
		case "scope":
			return action.args;
		case "return":
			return action.value === null ? [] : [action.value];
		default:
			return [];
	}
}
