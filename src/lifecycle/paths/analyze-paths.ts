// Follows every path of one function and reports what became of the holds on it.

import { flatMap } from "#base/flat-map.ts";
import type { Expression } from "#csource/syntax.ts";
import type { CfgNode, EdgeLabel } from "#flow/cfg.ts";
import type { Loop } from "#flow/loops.ts";
import { type Outcome, solve } from "#flow/solve.ts";
import { carries } from "../effects/carries.ts";
import { noteNamedByCaller } from "../effects/note-named-by-caller.ts";
import { noteStore } from "../effects/note-store.ts";
import type { FunctionContext, HoldSource } from "../function-context.ts";
import { findGuards, type Guards } from "../guards.ts";
import { pathText, rootVariable } from "../place.ts";
import { convert } from "./conversions.ts";
import type { End } from "./end.ts";
import { evaluate, readerOf } from "./evaluate.ts";
import { askedNames, forgetNames } from "./forget-names.ts";
import { isInObjectsArray } from "./in-objects-array.ts";
import { judgeRelease } from "./judge-release.ts";
import { type LiveNames, liveNames } from "./liveness.ts";
import { LoopObserver } from "./loop-observer.ts";
import { loopTests } from "./loop-tests.ts";
import { isLostInObject } from "./lost-in-object.ts";
import type {
	Observation,
	Observe,
	PathResult,
	ReturnState,
} from "./observation.ts";
import { isPageProperty } from "./page-property.ts";
import {
	coarsen,
	initialState,
	type PathState,
	rename,
	stateKey,
	stateKind,
	withHold,
	withLoop,
	withNewValue,
	withoutValues,
	withTrail,
	withValue,
} from "./path-state.ts";
import { refine } from "./refine.ts";
import { relationPath } from "./relation-path.ts";
import { isToldAsFull } from "./told-as-full.ts";
import { observeTurnsBeforeRelease } from "./turns-before-release.ts";
import { observeUnlikeFailures } from "./unlike-failures.ts";
import {
	compare,
	isErrorValue,
	negative,
	truthOf,
	type Value,
} from "./value.ts";

export function analyzePaths(context: FunctionContext): PathResult {
	return new PathAnalysis(context).run();
}

/** Says nothing of an acquire, and nothing but the variable itself has to do with it. */
function isPlain(name: string, value: Value): boolean {
	return (
		value.kind === "constant" ||
		(value.kind === "symbol" && value.name === name)
	);
}

const always = (): boolean => true;

class PathAnalysis {
	private readonly context: FunctionContext;
	private readonly guards: Guards;
	private readonly live: readonly LiveNames[];
	private readonly loopOfTest: ReadonlyMap<number, Loop>;
	private readonly loops: LoopObserver;
	/** Variables that say how many pages an acquire is to take. */
	private readonly asked: ReadonlySet<string>;
	private readonly observations = new Map<string, Observation>();
	private readonly ends: End[] = [];
	private readonly returns: ReturnState[] = [];
	private readonly observe: Observe = (observation) => {
		const id = `${observation.kind}:${observation.source?.call.start ?? ""}:${observation.at}:${
			"hold" in observation ? observation.hold.part : ""
		}`;
		const known = this.observations.get(id);
		// What was seen with all that is known of a path is worth more.
		if (
			known === undefined ||
			(known.state.coarse && !observation.state.coarse)
		)
			this.observations.set(id, observation);
	};

	constructor(context: FunctionContext) {
		this.context = context;
		this.guards = findGuards(context);
		this.live = liveNames(context);
		this.loopOfTest = loopTests(context);
		this.asked = askedNames(context);
		this.loops = new LoopObserver(context, this.guards, this.observe);
	}

	run(): PathResult {
		const solution = solve<PathState>(this.context.cfg, initialState, {
			key: stateKey,
			kind: stateKind,
			coarsen,
			enter: (node, state) => this.forget(node, state),
			transfer: (node, state) => this.transfer(node, state),
		});
		observeUnlikeFailures(this.context, this.ends, this.observe);
		observeTurnsBeforeRelease(this.context, this.ends, this.observe);
		return {
			observations: [...this.observations.values()],
			returns: this.returns,
			complete: solution.complete,
		};
	}

	/** Drops what nothing after this node asks for, and names that nothing is compared with. */
	private forget(node: CfgNode, state: PathState): PathState {
		const live = this.live[node.id];
		if (live === undefined || state.env.size === 0) return state;
		const dead: string[] = [];
		for (const [name, value] of state.env)
			if (!live.decides(name) && (isPlain(name, value) || !live.has(name)))
				dead.push(name);
		return forgetNames(withoutValues(state, dead), this.asked);
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
				return flatMap(node.successors, ({ label }) => {
					const next = action.args.reduce(
						(from, arg) => rename(from, rootVariable(arg) ?? ""),
						state,
					);
					const after = this.throughLoop(node, label, next, true);
					return after === null
						? []
						: [{ state: after, along: (edge: EdgeLabel) => edge === label }];
				});
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
		const fresh = rename(state, name);
		if (initial === null)
			return [{ state: withoutValues(fresh, [name]), along: always }];
		const target: Expression = {
			kind: "identifier",
			name,
			start: declarator.start,
			end: declarator.end,
		};
		return this.values(initial, fresh).map(({ state: after, value }) => {
			const stored = noteStore(this.context, after, target, initial, value);
			const kept = this.context.relevant.has(name)
				? convert(this.context, target, value)
				: null;
			return { state: withNewValue(stored, name, kept), along: always };
		});
	}

	private branch(
		node: CfgNode,
		test: Expression,
		before: PathState,
	): readonly Outcome<PathState>[] {
		// Behind a loop over some of the pages the next one is for the rest: that there may be none says nothing of them.
		const isLoop = node.action.kind === "branch" && node.action.loop;
		const relation = isLoop ? relationPath(test) : null;
		const state =
			relation === null ? before : withoutValues(before, [relation]);
		return flatMap(this.values(test, state), ({ state: after, value }) => {
			const truth = truthOf(value);
			return flatMap(node.successors, ({ label }) => {
				const taken = label.kind === "true";
				if (truth !== null && truth !== taken) return [];
				if (taken && node.action.kind === "branch" && node.action.loop) {
					this.loops.observeBound(node, test, after, value);
					this.loops.observeErrno(node, test, after);
				}
				const entered = taken ? this.enterLoop(node, state, after) : after;
				const refined =
					truth === null ? refine(this.context, entered, test, taken) : entered;
				const named = noteNamedByCaller(this.context, refined, test, taken);
				const noted = this.noteBranch(node, named, label, truth === null);
				const looped = this.throughLoop(node, label, noted, truth === null);
				if (looped === null) return [];
				return [{ state: looped, along: (edge: EdgeLabel) => edge === label }];
			});
		});
	}

	/** The first round of a loop that releases entry by entry: what it will release is judged as it was before the test. */
	private enterLoop(
		node: CfgNode,
		before: PathState,
		after: PathState,
	): PathState {
		const loop = this.loopOfTest.get(node.id);
		if (loop === undefined || after.loops.has(loop.head)) return after;
		const read = readerOf(this.context);
		let judged = before;
		this.loops.observePartial(node, before);
		for (const extent of this.context.extents.loops.get(node.id) ?? [])
			judged = judgeRelease(this.context, extent, judged, read, this.observe);
		return judged === before
			? after
			: { ...after, spent: judged.spent, holds: judged.holds };
	}

	/** The trail tells which way a test went, once there is a hold to tell about. */
	private noteBranch(
		node: CfgNode,
		state: PathState,
		label: EdgeLabel,
		open: boolean,
	): PathState {
		let after = state;
		const to = node.successors.find((edge) => edge.label === label)?.to ?? -1;
		const skipped = this.guards.skippedBy(node.id, to);
		if (open || this.asksAboutPages(node, skipped))
			for (const source of skipped) {
				const hold = after.holds.get(source.call.start);
				if (hold?.status === "held" || hold?.status === "stored")
					after = withHold(after, { ...hold, status: "absent" });
			}
		const alive = [...after.holds.values()].some(
			(hold) => hold.status === "held",
		);
		const way = label.kind === "true" ? "taken" : "not taken";
		return alive ? withTrail(after, node.start, way) : after;
	}

	private asksAboutPages(
		{ action }: CfgNode,
		sources: readonly HoldSource[],
	): boolean {
		return (
			action.kind === "branch" &&
			sources.some((source) =>
				isPageProperty(this.context, action.test, source),
			)
		);
	}

	private select(
		node: CfgNode,
		test: Expression,
		state: PathState,
	): readonly Outcome<PathState>[] {
		return flatMap(this.values(test, state), ({ state: after, value }) =>
			flatMap(node.successors, ({ label }) => {
				if (!this.mayMatch(label, value, after)) return [];
				const matched = this.matched(test, label, after);
				return [{ state: matched, along: (edge: EdgeLabel) => edge === label }];
			}),
		);
	}

	/** What was switched on is what the case says, the next time as well. */
	private matched(
		test: Expression,
		label: EdgeLabel,
		state: PathState,
	): PathState {
		const path = pathText(test);
		if (path === null || label.kind !== "case" || label.last !== null)
			return state;
		const [first] = this.values(label.value, state);
		return first === undefined || !this.context.relevant.has(path)
			? state
			: withValue(state, path, first.value);
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

	/**
	 * A loop whose condition is not known runs at least once: what it does to the elements of an array is done when it
	 * ends. Errs: may miss what goes wrong only when it runs for no element. null: this way is not taken.
	 */
	private throughLoop(
		node: CfgNode,
		label: EdgeLabel,
		state: PathState,
		open: boolean,
	): PathState | null {
		const loop = this.loopOfTest.get(node.id);
		const edge = node.successors.find((successor) => successor.label === label);
		if (loop === undefined || edge === undefined) return state;
		const running = state.loops.has(loop.head);
		if (loop.body.has(edge.to))
			// `a && b`: the other part of the condition is not yet the body.
			return running || this.loopOfTest.get(edge.to) === loop
				? state
				: withLoop(state, loop.head, true);
		if (!running && open && !this.endsAtBottom(loop, node)) return null;
		return running ? withLoop(state, loop.head, false) : state;
	}

	/** The test of do … while: its body has run. */
	private endsAtBottom(loop: Loop, node: CfgNode): boolean {
		return node.successors.some((edge) => edge.to === loop.head);
	}

	private leave(
		node: CfgNode,
		value: Expression | null,
		state: PathState,
	): void {
		const ends =
			value === null ? [{ state, value: null }] : this.values(value, state);
		for (const end of ends) {
			this.observeEscape(end.state, end.value);
			const after = this.settle(node, value, end.state, end.value);
			this.returns.push({ at: node.start, value: end.value, state: after });
		}
	}

	private observeEscape(state: PathState, value: Value | null): void {
		const { escaped } = state;
		if (escaped === null || value === null) return;
		const source = this.context.holdSources.get(escaped.acquire);
		if (source === undefined || !isSuccess(value)) return;
		this.observe({
			kind: "errno-escaped",
			source,
			kept: escaped.kept,
			state,
			at: escaped.at,
		});
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
			if (source === undefined) continue;
			const end: End = { node, source, hold, state, value };
			if (isLostInObject(this.context, end))
				this.observe({
					kind: "lost-in-object",
					source,
					hold,
					state,
					at: node.start,
				});
			if (isToldAsFull(this.context, end))
				this.observe({
					kind: "partial-as-full",
					source,
					hold,
					isTold: true,
					state,
					at: node.start,
				});
			const fails = isErrorValue(value);
			this.ends.push(end);
			if (hold.status === "released" && hold.shortAt !== null)
				this.observe({
					kind: "wrong-count",
					source,
					hold,
					call: this.context.calls.get(hold.shortAt) ?? source.call,
					extent: null,
					difference: "fewer",
					state,
					at: hold.shortAt,
				});
			if (hold.status !== "held") continue;
			if (
				expression !== null &&
				carries(this.context, source, hold, expression, value)
			) {
				after = withHold(after, { ...hold, status: "returned" });
			} else if (
				!fails &&
				(hold.mapped !== null || isInObjectsArray(this.context, source))
			) {
				after = withHold(after, { ...hold, status: "stored" });
			} else if (source.inCallersMemory && hold.orphanedAt === null) {
				after = withHold(after, { ...hold, status: "stored" });
				if (source.inBareArray && fails && !hold.countExported)
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
}

/** Certainly no errno: 0, a number of pages, a pointer. */
function isSuccess(value: Value): boolean {
	if (value.kind === "constant") return value.value >= 0;
	return value.kind === "symbol" && (value.signs & negative) === 0;
}
