// Builds the control-flow graph of a function from its syntax.
//
// Errs: a computed goto and a goto to a label that does not exist end the path there (may miss what follows).

import type {
	Block,
	Expression,
	Extent,
	FunctionSyntax,
	Statement,
} from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import type { Action, Cfg, CfgNode, Edge, EdgeLabel } from "./cfg.ts";

interface DraftNode extends Extent {
	readonly id: number;
	readonly action: Action;
	readonly successors: Edge[];
}

/** Open ends: edges that still need a target. */
type Ends = { readonly from: DraftNode; readonly label: EdgeLabel }[];

interface Scope {
	/** Where break and continue of the innermost statement go; null outside. */
	breaks: Ends | null;
	continues: Ends | null;
	cases:
		| {
				readonly value: Expression | null;
				readonly last: Expression | null;
				readonly node: DraftNode;
		  }[]
		| null;
}

const next: EdgeLabel = { kind: "next" };
const whenTrue: EdgeLabel = { kind: "true" };
const whenFalse: EdgeLabel = { kind: "false" };

export function buildCfg(syntax: FunctionSyntax): Cfg {
	return new CfgBuilder().build(syntax);
}

class CfgBuilder {
	private readonly nodes: DraftNode[] = [];
	private readonly labels = new Map<string, DraftNode>();
	private readonly gotos: { readonly label: string; readonly ends: Ends }[] =
		[];

	/** The labels of the function. */
	private readonly named = new Set<string>();

	build(syntax: FunctionSyntax): Cfg {
		visitStatement(syntax.body, (statement) => {
			if (statement.kind === "label") this.named.add(statement.name);
		});
		const entry = this.add(
			{ kind: "entry" },
			{ start: syntax.start, end: syntax.body.start },
		);
		const scope: Scope = { breaks: null, continues: null, cases: null };
		const ends = this.statement(
			syntax.body,
			[{ from: entry, label: next }],
			scope,
		);
		const exit = this.add(
			{ kind: "exit" },
			{ start: syntax.end - 1, end: syntax.end },
		);
		this.connect(ends, exit);
		for (const { label, ends: open } of this.gotos) {
			const target = this.labels.get(label);
			if (target !== undefined) this.connect(open, target);
		}
		const nodes: CfgNode[] = this.nodes;
		return { nodes, entry: entry.id, exit: exit.id };
	}

	private add(action: Action, extent: Extent): DraftNode {
		const node: DraftNode = {
			id: this.nodes.length,
			action,
			successors: [],
			start: extent.start,
			end: extent.end,
		};
		this.nodes.push(node);
		return node;
	}

	private connect(ends: Ends, target: DraftNode): void {
		for (const { from, label } of ends)
			from.successors.push({ to: target.id, label });
	}

	/** Appends a node after the open ends and returns its own open end. */
	private append(action: Action, extent: Extent, ends: Ends): Ends {
		const node = this.add(action, extent);
		this.connect(ends, node);
		return [{ from: node, label: next }];
	}

	private block(block: Block, ends: Ends, scope: Scope): Ends {
		let open = ends;
		for (const statement of block.body)
			open = this.statement(statement, open, scope);
		return open;
	}

	/**
	 * `FAIL("no memory", out)`: what is given a label is a macro that goes there, and without anything to test it always does.
	 * null where the statement is no such call. Errs: a macro that tests something by itself is taken to go there.
	 */
	private labelGiven(expression: Expression): string | null {
		if (expression.kind !== "call") return null;
		const [label, ...others] = expression.args.toReversed();
		if (label?.kind !== "identifier" || !this.named.has(label.name))
			return null;
		return others.every(({ kind }) => kind === "string" || kind === "number")
			? label.name
			: null;
	}

	private statement(statement: Statement, ends: Ends, scope: Scope): Ends {
		switch (statement.kind) {
			case "block":
				return this.block(statement, ends, scope);
			case "expression": {
				const after = this.append(
					{ kind: "evaluate", expression: statement.expression },
					statement,
					ends,
				);
				const label = this.labelGiven(statement.expression);
				if (label === null) return after;
				this.gotos.push({ label, ends: after });
				return [];
			}
			case "declaration":
				return statement.declarators.reduce(
					(open, declarator) =>
						this.append({ kind: "declare", declarator }, declarator, open),
					ends,
				);
			case "if":
				return this.conditional(statement, ends, scope);
			case "while":
				return this.whileLoop(statement, ends, scope);
			case "do":
				return this.doLoop(statement, ends, scope);
			case "for":
				return this.forLoop(statement, ends, scope);
			case "macro-block":
				return this.macroBlock(statement, ends, scope);
			case "switch":
				return this.switchStatement(statement, ends, scope);
			case "case":
				return this.caseLabel(statement, ends, scope);
			case "label": {
				const node = this.add({ kind: "join" }, statement);
				this.connect(ends, node);
				this.labels.set(statement.name, node);
				return [{ from: node, label: next }];
			}
			case "goto":
				if (statement.label === null)
					this.append(
						{ kind: "unknown", text: "computed goto" },
						statement,
						ends,
					);
				else this.gotos.push({ label: statement.label, ends });
				return [];
			case "break":
				scope.breaks?.push(...ends);
				return [];
			case "continue":
				scope.continues?.push(...ends);
				return [];
			case "return":
				this.append(
					{ kind: "return", value: statement.value },
					statement,
					ends,
				);
				return [];
			case "unknown":
				return this.append(
					{ kind: "unknown", text: statement.text },
					statement,
					ends,
				);
			case "empty":
				return ends;
		}
	}

	/** Splits a test at ! && || so that each part becomes a branch of its own. */
	private test(
		test: Expression,
		ends: Ends,
		loop = false,
	): { yes: Ends; no: Ends } {
		if (test.kind === "unary" && test.op === "!") {
			const { yes, no } = this.test(test.operand, ends, loop);
			return { yes: no, no: yes };
		}
		if (test.kind === "binary" && test.op === "&&") {
			const left = this.test(test.left, ends, loop);
			const right = this.test(test.right, left.yes, loop);
			return { yes: right.yes, no: [...left.no, ...right.no] };
		}
		if (test.kind === "binary" && test.op === "||") {
			const left = this.test(test.left, ends, loop);
			const right = this.test(test.right, left.no, loop);
			return { yes: [...left.yes, ...right.yes], no: right.no };
		}
		const hinted = branchHint(test);
		if (hinted !== null) return this.test(hinted, ends, loop);
		const node = this.add({ kind: "branch", test, loop }, test);
		this.connect(ends, node);
		return {
			yes: [{ from: node, label: whenTrue }],
			no: [{ from: node, label: whenFalse }],
		};
	}

	private conditional(
		statement: Statement & { kind: "if" },
		ends: Ends,
		scope: Scope,
	): Ends {
		const { yes, no } = this.test(statement.test, ends);
		const thenEnds = this.statement(statement.then, yes, scope);
		const otherwise =
			statement.otherwise === null
				? no
				: this.statement(statement.otherwise, no, scope);
		return [...thenEnds, ...otherwise];
	}

	private loopScope(scope: Scope): {
		inner: Scope;
		breaks: Ends;
		continues: Ends;
	} {
		const breaks: Ends = [];
		const continues: Ends = [];
		return {
			inner: { breaks, continues, cases: scope.cases },
			breaks,
			continues,
		};
	}

	private whileLoop(
		statement: Statement & { kind: "while" },
		ends: Ends,
		scope: Scope,
	): Ends {
		const head = this.add(
			{ kind: "join" },
			{ start: statement.start, end: statement.start },
		);
		this.connect(ends, head);
		const fromHead: Ends = [{ from: head, label: next }];
		const { yes, no } = this.test(statement.test, fromHead, true);
		const { inner, breaks, continues } = this.loopScope(scope);
		const body = this.statement(statement.body, yes, inner);
		this.connect([...body, ...continues], head);
		return [...(isAlwaysTrue(statement.test) ? [] : no), ...breaks];
	}

	private doLoop(
		statement: Statement & { kind: "do" },
		ends: Ends,
		scope: Scope,
	): Ends {
		const head = this.add(
			{ kind: "join" },
			{ start: statement.start, end: statement.start },
		);
		this.connect(ends, head);
		const { inner, breaks, continues } = this.loopScope(scope);
		const body = this.statement(
			statement.body,
			[{ from: head, label: next }],
			inner,
		);
		if (isAlwaysFalse(statement.test))
			return [...body, ...continues, ...breaks];
		const { yes, no } = this.test(
			statement.test,
			[...body, ...continues],
			true,
		);
		this.connect(yes, head);
		return [...(isAlwaysTrue(statement.test) ? [] : no), ...breaks];
	}

	private forLoop(
		statement: Statement & { kind: "for" },
		ends: Ends,
		scope: Scope,
	): Ends {
		const started =
			statement.initial === null
				? ends
				: this.statement(statement.initial, ends, scope);
		const head = this.add(
			{ kind: "join" },
			{ start: statement.start, end: statement.start },
		);
		this.connect(started, head);
		const fromHead: Ends = [{ from: head, label: next }];
		const { yes, no } =
			statement.test === null
				? { yes: fromHead, no: [] }
				: this.test(statement.test, fromHead, true);
		const { inner, breaks, continues } = this.loopScope(scope);
		const body = this.statement(statement.body, yes, inner);
		const again = [...body, ...continues];
		const updated =
			statement.update === null
				? again
				: this.append(
						{ kind: "evaluate", expression: statement.update },
						statement.update,
						again,
					);
		this.connect(updated, head);
		return [...no, ...breaks];
	}

	private macroBlock(
		statement: Statement & { kind: "macro-block" },
		ends: Ends,
		scope: Scope,
	): Ends {
		const extent = { start: statement.start, end: statement.body.start };
		if (!statement.loops) {
			const action: Action = {
				kind: "scope",
				name: statement.name,
				args: statement.args,
			};
			return this.statement(
				statement.body,
				this.append(action, extent, ends),
				scope,
			);
		}
		const head = this.add(
			{ kind: "iterate", name: statement.name, args: statement.args },
			extent,
		);
		this.connect(ends, head);
		const { inner, breaks, continues } = this.loopScope(scope);
		const body = this.statement(
			statement.body,
			[{ from: head, label: { kind: "enter" } }],
			inner,
		);
		this.connect([...body, ...continues], head);
		return [{ from: head, label: { kind: "leave" } }, ...breaks];
	}

	private switchStatement(
		statement: Statement & { kind: "switch" },
		ends: Ends,
		scope: Scope,
	): Ends {
		const head = this.add(
			{ kind: "switch", test: statement.test },
			statement.test,
		);
		this.connect(ends, head);
		const breaks: Ends = [];
		const cases: NonNullable<Scope["cases"]> = [];
		const body = this.statement(statement.body, [], {
			breaks,
			continues: scope.continues,
			cases,
		});
		const others = cases.flatMap((entry) =>
			entry.value === null ? [] : [entry.value],
		);
		for (const { value, last, node } of cases) {
			const label: EdgeLabel =
				value === null
					? { kind: "default", others }
					: { kind: "case", value, last };
			head.successors.push({ to: node.id, label });
		}
		const hasDefault = cases.some((entry) => entry.value === null);
		const fallsPast: Ends = hasDefault
			? []
			: [{ from: head, label: { kind: "default", others } }];
		return [...body, ...breaks, ...fallsPast];
	}

	private caseLabel(
		statement: Statement & { kind: "case" },
		ends: Ends,
		scope: Scope,
	): Ends {
		const node = this.add({ kind: "join" }, statement);
		this.connect(ends, node);
		scope.cases?.push({ value: statement.value, last: statement.last, node });
		return [{ from: node, label: next }];
	}
}

/** likely(x) and unlikely(x) say nothing about the value: the kernel's branch hints are seen through. */
function branchHint(test: Expression): Expression | null {
	if (test.kind !== "call" || test.callee.kind !== "identifier") return null;
	if (!/^(un)?likely$/.test(test.callee.name)) return null;
	return test.args[0] ?? null;
}

function constantOf(test: Expression): number | null {
	if (test.kind === "number") return test.value;
	if (test.kind === "identifier" && test.name === "true") return 1;
	if (test.kind === "identifier" && test.name === "false") return 0;
	return null;
}

function isAlwaysTrue(test: Expression): boolean {
	const value = constantOf(test);
	return value !== null && value !== 0;
}

function isAlwaysFalse(test: Expression): boolean {
	return constantOf(test) === 0;
}
