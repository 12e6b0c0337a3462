// The control-flow graph of one C function. Knows no API name.

import type { Declarator, Expression, Extent } from "#csource/syntax.ts";

/** What happens at a node. Expressions are evaluated whole, side effects in C order; && || ! in tests are split up. */
export type Action =
	| { readonly kind: "entry" }
	/** Falling off the end of a function without a return statement. */
	| { readonly kind: "exit" }
	/** A place where paths meet: labels, ends of branches. */
	| { readonly kind: "join" }
	| { readonly kind: "evaluate"; readonly expression: Expression }
	| { readonly kind: "declare"; readonly declarator: Declarator }
	/** Two successors, labelled true and false. loop: part of the condition of a loop. */
	| {
			readonly kind: "branch";
			readonly test: Expression;
			readonly loop: boolean;
	  }
	/** Successors labelled case and default. */
	| { readonly kind: "switch"; readonly test: Expression }
	/** Head of a loop written as a macro: successors labelled enter and leave. */
	| {
			readonly kind: "iterate";
			readonly name: string;
			readonly args: readonly Expression[];
	  }
	/** A macro that opens a scope and runs its body once. */
	| {
			readonly kind: "scope";
			readonly name: string;
			readonly args: readonly Expression[];
	  }
	| { readonly kind: "return"; readonly value: Expression | null }
	/** Code that could not be read. */
	| { readonly kind: "unknown"; readonly text: string };

export type EdgeLabel =
	| { readonly kind: "next" }
	| { readonly kind: "true" }
	| { readonly kind: "false" }
	| {
			readonly kind: "case";
			readonly value: Expression;
			readonly last: Expression | null;
	  }
	/** No case matched: `others` are the values of all cases. */
	| { readonly kind: "default"; readonly others: readonly Expression[] }
	| { readonly kind: "enter" }
	| { readonly kind: "leave" };

export interface Edge {
	readonly to: number;
	readonly label: EdgeLabel;
}

export interface CfgNode extends Extent {
	readonly id: number;
	readonly action: Action;
	readonly successors: readonly Edge[];
}

export interface Cfg {
	/** Indexed by id. */
	readonly nodes: readonly CfgNode[];
	readonly entry: number;
	/** The node of falling off the end; return nodes have no successors. */
	readonly exit: number;
}
