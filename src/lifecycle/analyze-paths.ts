// Follows every path of one function and reports what became of the holds on it.

import type { Expression } from "#csource/syntax.ts";
import type { CfgNode, EdgeLabel } from "#flow/cfg.ts";
import { type Outcome, solve } from "#flow/solve.ts";
import { convert, evaluate, type Observe } from "./evaluate.ts";
import type { FunctionContext } from "./function-context.ts";
import { findGuards, type Guards } from "./guards.ts";
import { carries, noteStore } from "./hold-effects.ts";
import { calleeName } from "./kernel-idioms.ts";
import { liveNames } from "./liveness.ts";
import type { Observation, PathResult, ReturnState } from "./observation.ts";
import {
	initialState,
	type PathState,
	stateKey,
	withHold,
	withTrail,
	withValue,
} from "./path-state.ts";
import { refine } from "./refine.ts";
import {
	compare,
	negative,
	signsOf,
	truthOf,
	type Value,
	valueKey,
} from "./value.ts";

export function analyzePaths(context: FunctionContext): PathResult {
	return new PathAnalysis(context).run();
}

const always = (): boolean => true;

class PathAnalysis {
	private readonly context: FunctionContext;
	private readonly guards: Guards;
	private readonly live: readonly ReadonlySet<string>[];
	private readonly observations = new Map<string, Observation>();
	private readonly returns: ReturnState[] = [];
	private readonly observe: Observe = (observation) => {
		const id = `${observation.kind}:${observation.source.call.start}:${observation.at}:${
			"hold" in observation ? observation.hold.part : ""
		}`;
		if (!this.observations.has(id)) this.observations.set(id, observation);
	};

	constructor(context: FunctionContext) {
		this.context = context;
		this.guards = findGuards(context);
		this.live = liveNames(context);
	}

	run(): PathResult {
		const solution = solve<PathState>(this.context.cfg, initialState, {
			key: stateKey,
			coarsen: (state) => ({ ...state, env: new Map() }),
			transfer: (node, state) => this.transfer(node, this.forget(node, state)),
		});
		return {
			observations: [...this.observations.values()],
			returns: this.returns,
			complete: solution.complete,
		};
	}

	/** Drops what nothing after this node asks for. */
	private forget(node: CfgNode, state: PathState): PathState {
		const live = this.live[node.id];
		if (live === undefined) return state;
		let after = state;
		for (const name of state.env.keys())
			if (!live.has(name)) after = withValue(after, name, null);
		return after;
	}

	private transfer(
		node: CfgNode,
		state: PathState,
	): readonly Outcome<PathState>[] {
		const { action } = node;
		switch (action.kind) {
			case "evaluate":
				return this.values(action.expression, state).map(
					({ state: after }) => ({
						state: after,
						along: always,
					}),
				);
			case "declare":
				return this.declare(action.declarator, state);
			case "branch":
				return this.branch(node, action.test, state);
			case "switch":
				return this.select(node, action.test, state);
			case "iterate":
				return node.successors.map(({ label }) => ({
					state: this.leaveLoop(node, label, state),
					along: (edge) => edge === label,
				}));
			case "return":
				this.leave(node, action.value, state);
				return [];
			case "exit":
				this.leave(node, null, state);
				return [];
			default:
				return [{ state, along: always }];
		}
	}

	private values(expression: Expression, state: PathState) {
		return evaluate(this.context, expression, state, this.observe);
	}

	private declare(
		declarator: {
			name: string;
			initial: Expression | null;
			start: number;
			end: number;
		},
		state: PathState,
	): readonly Outcome<PathState>[] {
		const { name, initial } = declarator;
		if (initial === null)
			return [{ state: withValue(state, name, null), along: always }];
		const target: Expression = {
			kind: "identifier",
			name,
			start: declarator.start,
			end: declarator.end,
		};
		return this.values(initial, state).map(({ state: after, value }) => {
			const stored = noteStore(this.context, after, target, initial, value);
			const kept = this.context.relevant.has(name)
				? convert(this.context, target, value)
				: null;
			return { state: withValue(stored, name, kept), along: always };
		});
	}

	private branch(
		node: CfgNode,
		test: Expression,
		state: PathState,
	): readonly Outcome<PathState>[] {
		return this.values(test, state).flatMap(({ state: after, value }) => {
			const truth = truthOf(value);
			return node.successors.flatMap(({ label }) => {
				const taken = label.kind === "true";
				if (truth !== null && truth !== taken) return [];
				if (taken && node.action.kind === "branch" && node.action.loop)
					this.observeLoopBound(node, test, after);
				const refined =
					truth === null ? refine(this.context, after, test, taken) : after;
				const noted = this.noteBranch(node, refined, taken, truth === null);
				return [
					{
						state: this.leaveLoop(node, label, noted),
						along: (edge: EdgeLabel) => edge === label,
					},
				];
			});
		});
	}

	/** A loop that releases element by element, entered with a negative errno as the number of rounds. */
	private observeLoopBound(
		node: CfgNode,
		test: Expression,
		state: PathState,
	): void {
		for (const { source, at } of this.guards.releasedIn(node.id)) {
			if (state.holds.get(source.call.start)?.status === "held") continue;
			const bound = boundOf(test);
			if (bound === null) continue;
			for (const { value } of this.values(bound, state)) {
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

	/** The trail tells which way a test went, once there is a hold to tell about. */
	private noteBranch(
		node: CfgNode,
		state: PathState,
		taken: boolean,
		open: boolean,
	): PathState {
		let after = state;
		if (open)
			for (const source of this.guards.releasedOnlyWhen(node.id, !taken)) {
				const hold = after.holds.get(source.call.start);
				if (
					hold !== undefined &&
					(hold.status === "held" || hold.status === "stored")
				)
					after = withHold(after, { ...hold, status: "absent" });
			}
		const alive = [...after.holds.values()].some(
			(hold) => hold.status === "held",
		);
		return alive
			? withTrail(after, node.start, taken ? "taken" : "not taken")
			: after;
	}

	private select(
		node: CfgNode,
		test: Expression,
		state: PathState,
	): readonly Outcome<PathState>[] {
		return this.values(test, state).flatMap(({ state: after, value }) =>
			node.successors.flatMap(({ label }) => {
				if (!this.mayMatch(label, value, after)) return [];
				return [{ state: after, along: (edge: EdgeLabel) => edge === label }];
			}),
		);
	}

	private mayMatch(label: EdgeLabel, value: Value, state: PathState): boolean {
		const equals = (expression: Expression): boolean | null => {
			const [first] = this.values(expression, state);
			return first === undefined ? null : compare("==", value, first.value);
		};
		if (label.kind === "case")
			return label.last !== null || equals(label.value) !== false;
		if (label.kind === "default")
			return label.others.every((other) => equals(other) !== true);
		return true;
	}

	/** Leaving a loop that releases a hold element by element: all of it is released, also when it ran for no element. */
	private leaveLoop(
		node: CfgNode,
		label: EdgeLabel,
		state: PathState,
	): PathState {
		const edge = node.successors.find((successor) => successor.label === label);
		if (edge === undefined) return state;
		let after = state;
		for (const { source, at } of this.guards.releasedByLoop(node.id, edge.to)) {
			const hold = after.holds.get(source.call.start);
			if (
				hold !== undefined &&
				(hold.status === "held" || hold.status === "stored")
			)
				after = withHold(after, {
					...hold,
					status: "released",
					releasedAt: at,
				});
		}
		return after;
	}

	private leave(
		node: CfgNode,
		value: Expression | null,
		state: PathState,
	): void {
		const ends =
			value === null ? [{ state, value: null }] : this.values(value, state);
		for (const end of ends) {
			const after = this.settle(node, value, end.state, end.value);
			this.returns.push({ at: node.start, value: end.value, state: after });
		}
	}

	/** Decides what becomes of each hold when the function ends here. */
	private settle(
		node: CfgNode,
		expression: Expression | null,
		state: PathState,
		value: Value | null,
	): PathState {
		let after = state;
		for (const hold of state.holds.values()) {
			const source = this.context.holdSources.get(hold.acquire);
			if (source === undefined || hold.status !== "held") continue;
			const fails =
				value !== null &&
				(signsOf(value) === negative || value.kind === "error-pointer");
			if (
				expression !== null &&
				carries(this.context, source, hold, expression)
			) {
				after = withHold(after, { ...hold, status: "returned" });
			} else if (source.inCallersMemory) {
				after = withHold(after, { ...hold, status: "stored" });
				if (fails && !hold.countExported && !this.tellsCount(value))
					this.observe({
						kind: "lost-in-callers-array",
						source,
						hold,
						state,
						at: node.start,
					});
			} else {
				this.observe({ kind: "lost", source, hold, state, at: node.start });
			}
		}
		return after;
	}

	private tellsCount(value: Value | null): boolean {
		return value !== null && valueKey(value).includes("full:");
	}
}

/** The number of rounds in `i < n`, `n--`, `n`. */
function boundOf(test: Expression): Expression | null {
	if (test.kind === "binary")
		return test.op.startsWith("<") || test.op === "!=" ? test.right : null;
	if (test.kind === "update") return test.operand;
	return test.kind === "identifier" ? test : null;
}
