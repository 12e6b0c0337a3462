// Follows every path of one function and reports what became of the holds on it.

import { flatMap } from "#base/flat-map.ts";
import type { Expression } from "#csource/syntax.ts";
import {
	expressionsOf,
	visitExpression,
	visitStatement,
} from "#csource/walk.ts";
import type { Cfg, CfgNode, EdgeLabel } from "#flow/cfg.ts";
import type { Loop } from "#flow/loops.ts";
import { expressionsAt } from "#flow/node-expressions.ts";
import { type Outcome, solve } from "#flow/solve.ts";
import { arrayKey } from "./array-key.ts";
import { countFieldOf } from "./count-fields.ts";
import {
	asksForOne,
	convert,
	evaluate,
	isRequest,
	type Observe,
	readerOf,
	untestedPartials,
} from "./evaluate.ts";
import type { FunctionContext, HoldSource } from "./function-context.ts";
import { findGuards, type Guards } from "./guards.ts";
import { carries, noteStore } from "./hold-effects.ts";
import { judgeRelease } from "./judge-release.ts";
import { calleeName, isNull, isPrint, isTransparent } from "./kernel-idioms.ts";
import { type LiveNames, liveNames } from "./liveness.ts";
import type { Observation, PathResult, ReturnState } from "./observation.ts";
import {
	type HoldState,
	initialState,
	type PathState,
	rename,
	stateKey,
	withHold,
	withLoop,
	withoutValues,
	withTrail,
	withValue,
} from "./path-state.ts";
import { pathText, placeOf, rootVariable } from "./place.ts";
import { refine } from "./refine.ts";
import { valuesOf } from "./release-extent.ts";
import { releasedBeside } from "./released-beside.ts";
import { argumentWith } from "./roles.ts";
import {
	anySign,
	compare,
	isErrorValue,
	isFailure,
	negative,
	signsOf,
	truthOf,
	type Value,
	zero,
} from "./value.ts";

export function analyzePaths(context: FunctionContext): PathResult {
	return new PathAnalysis(context).run();
}

const always = (): boolean => true;

/** A way out of the function behind an acquire, with what had become of its hold. */
interface End {
	readonly node: CfgNode;
	readonly source: HoldSource;
	readonly hold: HoldState;
	readonly state: PathState;
	readonly value: Value | null;
}

class PathAnalysis {
	private readonly context: FunctionContext;
	private readonly guards: Guards;
	private readonly live: readonly LiveNames[];
	private readonly loopOfTest: ReadonlyMap<number, Loop>;
	private readonly indexed: ReadonlyMap<number, readonly Expression[]>;
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
		this.indexed = indexedIn(context);
	}

	run(): PathResult {
		const solution = solve<PathState>(this.context.cfg, initialState, {
			key: stateKey,
			coarsen: (state) =>
				state.coarse && state.env.size === 0
					? state
					: { ...state, env: new Map(), coarse: true },
			transfer: (node, state) => this.transfer(node, this.forget(node, state)),
		});
		this.observeUnlikeFailures();
		this.observeTurnsBeforeRelease();
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
		for (const name of state.env.keys()) if (!live.has(name)) dead.push(name);
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
			return [{ state: withValue(fresh, name, null), along: always }];
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
			return { state: withValue(stored, name, kept), along: always };
		});
	}

	private branch(
		node: CfgNode,
		test: Expression,
		state: PathState,
	): readonly Outcome<PathState>[] {
		return flatMap(this.values(test, state), ({ state: after, value }) => {
			const truth = truthOf(value);
			return flatMap(node.successors, ({ label }) => {
				const taken = label.kind === "true";
				if (truth !== null && truth !== taken) return [];
				if (taken && node.action.kind === "branch" && node.action.loop) {
					this.observeLoopBound(node, test, after, value);
					this.observeLoopOfErrno(node, test, after);
				}
				const entered = taken ? this.enterLoop(node, state, after) : after;
				const refined =
					truth === null ? refine(this.context, entered, test, taken) : entered;
				const noted = this.noteBranch(node, refined, label, truth === null);
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
		this.observePartial(node, before);
		for (const extent of this.context.extents.loops.get(node.id) ?? [])
			judged = judgeRelease(this.context, extent, judged, read, this.observe);
		return judged === before
			? after
			: { ...after, spent: judged.spent, holds: judged.holds };
	}

	/** `for (i = 0; i < want; i++) use(pages[i])` where only some of them were got. */
	private observePartial(node: CfgNode, state: PathState): void {
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
	private observeLoopBound(
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
	private observeLoopOfErrno(
		node: CfgNode,
		test: Expression,
		state: PathState,
	): void {
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
		return this.values(bound, state).map(({ value }) => value);
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
		if (open)
			for (const source of this.guards.skippedBy(node.id, to)) {
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
		const way = label.kind === "true" ? "taken" : "not taken";
		return alive ? withTrail(after, node.start, way) : after;
	}

	private select(
		node: CfgNode,
		test: Expression,
		state: PathState,
	): readonly Outcome<PathState>[] {
		return flatMap(this.values(test, state), ({ state: after, value }) =>
			flatMap(node.successors, ({ label }) => {
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

	/** Part of what was asked for went straight into an array of an object, and the failure hides how much. */
	private isForgottenInObject(
		source: HoldSource,
		hold: HoldState,
		value: Value | null,
	): boolean {
		if (hold.part !== "partial" || hold.countExported || hold.passedTo !== null)
			return false;
		if (
			value === null ||
			signsOf(value) !== negative ||
			source.acquire === null
		)
			return false;
		const { entry, roles } = source.acquire;
		const argument = argumentWith("pages", roles, source.call.args);
		if (argument === null || entry.returns !== "count-or-errno") return false;
		if (!this.tellsCountElsewhere(source)) return false;
		return (
			placeOf(this.context.unit, this.context.model, argument)?.startsWith(
				"f:",
			) === true
		);
	}

	/** All that was asked for is in an object, and on no way to this failure its number of pages was set. */
	private isUncountedInObject(
		node: CfgNode,
		source: HoldSource,
		hold: HoldState,
		value: Value | null,
	): boolean {
		if (hold.part !== "full" || hold.countExported || hold.passedTo !== null)
			return false;
		if (value === null || signsOf(value) !== negative) return false;
		if (source.acquire === null || asksForOne(source)) return false;
		const field = countFieldOf(this.context, source);
		if (field === null) return false;
		const setters = nodesSetting(this.context.cfg, field);
		return (
			setters.length > 0 &&
			!isBehindDoubt(this.context.cfg, node.id) &&
			setters.every((setter) => !isReachable(this.context.cfg, setter, node.id))
		);
	}

	/** Where it succeeds, the function stores the number it got in the object: without it nobody can release. */
	private tellsCountElsewhere(source: HoldSource): boolean {
		const { assignments, syntax } = this.context.model;
		const results = new Set<string>();
		for (const { target, value } of assignments)
			if (value === source.call && target.kind === "identifier")
				results.add(target.name);
		visitStatement(syntax.body, (statement) => {
			if (statement.kind !== "declaration") return;
			for (const { name, initial } of statement.declarators)
				if (initial === source.call) results.add(name);
		});
		return assignments.some(
			({ target, value }) =>
				target.kind === "member" &&
				value.kind === "identifier" &&
				results.has(value.name),
		);
	}

	/**
	 * Where the function fails, it has released what it put into the object: on one path so, on another not. Also where
	 * it frees the array in the object with the pages still in it, and where it keeps nothing when it succeeds.
	 */
	private observeUnlikeFailures(): void {
		const fails = ({ value }: End): boolean =>
			(isErrorValue(value) && !isUnderWay(value)) || this.isNoSuccess(value);
		for (const end of this.ends) {
			const { node, source, hold, state } = end;
			if (hold.status !== "stored" || hold.fromEarlierRound) continue;
			if (!fails(end)) continue;
			const others = this.ends.filter((other) => other.source === source);
			const released = others.find(
				(other) =>
					fails(other) &&
					other.hold.status === "released" &&
					(other.hold.part === hold.part || hold.part === "partial") &&
					other.hold.array !== null &&
					other.hold.releasedStored &&
					isAsKnown(state, other.state) &&
					this.isWhole(source, other.hold.releasedAt),
			);
			const freed = hold.orphanedAt !== null && this.isOnlyIn(source, hold);
			const passing = this.isPassing(
				source,
				others.filter((other) => !fails(other)),
			);
			if (released === undefined && !freed && passing === null) continue;
			this.observe({
				kind: "lost-on-failure",
				source,
				hold,
				state,
				at: node.start,
				releasedAt: (released ?? passing)?.hold.releasedAt ?? null,
				unlike:
					released !== undefined ? "failure" : freed ? "freed" : "success",
			});
		}
	}

	/** The function fails on one side of a test, and on the other lets the pages go at once. */
	private observeTurnsBeforeRelease(): void {
		for (const { node, source, hold, state, value } of this.ends) {
			if (!/^(held|stored)$/.test(hold.status)) continue;
			if (!isErrorValue(value) || isUnderWay(value)) continue;
			const release = releasedBeside(this.context, source, node);
			if (release !== null)
				this.observe({
					kind: "lost-on-failure",
					source,
					hold,
					state,
					at: node.start,
					releasedAt: release.start,
					unlike: "beside",
				});
		}
	}

	/** Where it succeeds, the function always lets go of what it took, and no other function does. */
	private isPassing(
		{ places }: HoldSource,
		successes: readonly End[],
	): End | null {
		const held = successes.filter(({ hold }) => hold.status !== "failed");
		if (held.some(({ hold }) => hold.status !== "released")) return null;
		const { graph, model } = this.context;
		const elsewhere = graph.releases.some(
			(release) =>
				release.model !== model &&
				release.places.some((place) => places.has(place)),
		);
		return elsewhere ? null : (held.find(({ state }) => !state.coarse) ?? null);
	}

	/** A release of all of it, not of one entry. */
	private isWhole(source: HoldSource, releasedAt: number | null): boolean {
		if (asksForOne(source)) return true;
		const { calls, loops } = this.context.extents;
		const extent =
			calls.get(releasedAt ?? -1) ??
			[...loops.values()].flat().find(({ call }) => call.start === releasedAt);
		return extent !== undefined && extent.index === null;
	}

	/** On this path the pages are only in the field that the acquire fills. */
	private isOnlyIn({ acquire, call }: HoldSource, hold: HoldState): boolean {
		if (acquire === null || hold.keptTwice) return false;
		const argument = argumentWith("pages", acquire.roles, call.args);
		return argument?.kind === "member";
	}

	/** Not 0, in a function that returns 0 for success: the result of a call that failed. */
	private isNoSuccess(value: Value | null): boolean {
		if (value?.kind !== "symbol") return false;
		if ((value.signs & zero) !== 0 || (value.signs & negative) === 0)
			return false;
		return this.context.cfg.nodes.some(
			({ action }) =>
				action.kind === "return" &&
				action.value?.kind === "number" &&
				action.value.value === 0,
		);
	}

	/**
	 * Pages that outlive the function, of which it has only looked whether there was an error: it returns the number it asked for,
	 * or success, and the length it was asked for is what the object keeps.
	 */
	private isToldAsFull(
		source: HoldSource,
		hold: HoldState,
		value: Value | null,
	): boolean {
		if (hold.part !== "partial" || hold.measured || hold.fromEarlierRound)
			return false;
		if (source.acquire?.entry.returns !== "count-or-errno" || value === null)
			return false;
		if (!/^(held|stored)$/.test(hold.status) || hold.passedTo !== null)
			return false;
		if (hold.status === "held" && !source.inCallersMemory) return false;
		if (!hold.countExported && isRequest(hold, value)) return true;
		const succeeds = value.kind === "constant" && value.value === 0;
		return (
			succeeds &&
			(hold.countExported
				? storesLength(this.context, source)
				: this.isUntold(source))
		);
	}

	/** What the acquire returned is only tested and printed: nobody else can know it. */
	private isUntold({ call }: HoldSource): boolean {
		const { assignments, syntax } = this.context.model;
		const names = new Set<string>();
		const values: Expression[] = [];
		for (const { target, value } of assignments)
			if (value !== call) values.push(value);
			else if (target.kind === "identifier") names.add(target.name);
		visitStatement(syntax.body, (statement) => {
			if (statement.kind === "return" && statement.value !== null)
				values.push(statement.value);
			if (statement.kind !== "declaration") return;
			for (const { name, initial } of statement.declarators)
				if (initial === call) names.add(name);
				else if (initial !== null) values.push(initial);
		});
		for (const other of this.context.model.calls) {
			const name = calleeName(other);
			if (other !== call && !(name !== null && isPrint(name)))
				values.push(...other.args);
		}
		let told = names.size === 0;
		for (const value of values)
			visitExpression(value, (part) => {
				if (part.kind === "identifier") told ||= names.has(part.name);
				return !told;
			});
		return !told;
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
			if (
				hold.status === "stored" &&
				(this.isForgottenInObject(source, hold, value) ||
					this.isUncountedInObject(node, source, hold, value))
			)
				this.observe({
					kind: "lost-in-object",
					source,
					hold,
					state,
					at: node.start,
				});
			if (this.isToldAsFull(source, hold, value))
				this.observe({
					kind: "partial-as-full",
					source,
					hold,
					isTold: true,
					state,
					at: node.start,
				});
			const fails = isErrorValue(value);
			this.ends.push({ node, source, hold, state, value });
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
			} else if (hold.mapped !== null && !fails) {
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

/** A field is given the length that the number of pages is computed from. */
function storesLength(
	{ model }: FunctionContext,
	{ acquire, call }: HoldSource,
): boolean {
	const count =
		acquire === null ? null : argumentWith("count", acquire.roles, call.args);
	if (count?.kind !== "identifier") return false;
	const from = new Set<string>();
	for (const value of valuesOf(model, count.name))
		visitExpression(value, (part) => {
			if (part.kind === "identifier" && model.parameters.includes(part.name))
				from.add(part.name);
			return true;
		});
	return model.assignments.some(
		({ target, value }) =>
			target.kind === "member" &&
			value.kind === "identifier" &&
			from.has(value.name) &&
			(model.types.get(value.name)?.pointers ?? 1) === 0 &&
			/size|len/i.test(target.field),
	);
}

/** `-EIOCBQUEUED`: the request goes on, and whoever ends it has the pages. */
function isUnderWay(value: Value | null): boolean {
	return (
		value?.kind === "symbol" && /E(IOCBQUEUED|INPROGRESS)$/.test(value.name)
	);
}

/** Others know of no more memory of this function than on the other path: who knows the object may let its pages go. */
function isAsKnown(state: PathState, other: PathState): boolean {
	return [...state.published].every((name) => other.published.has(name));
}

function nodesSetting({ nodes }: Cfg, field: string): readonly number[] {
	return nodes.flatMap((node) => {
		let found = false;
		for (const expression of expressionsAt(node))
			visitExpression(expression, (part) => {
				if (
					part.kind === "assign" &&
					part.target.kind === "member" &&
					part.target.field === field
				)
					found = true;
				return !found;
			});
		return found ? [node.id] : [];
	});
}

/** Behind WARN_ON(…), which never happens, or behind a test for nothing at all. */
function isBehindDoubt({ nodes }: Cfg, id: number): boolean {
	const before = new Set([id]);
	for (const to of before)
		for (const node of nodes) {
			if (!node.successors.some((edge) => edge.to === to)) continue;
			if (node.action.kind !== "branch") before.add(node.id);
			else if (isDoubt(node.action.test)) return true;
		}
	return false;
}

function isDoubt(test: Expression): boolean {
	const name = calleeName(test);
	if (name !== null) return isTransparent(name) && name.startsWith("WARN");
	if (test.kind === "unary")
		return test.op === "!" && test.operand.kind === "identifier";
	return test.kind === "binary" && test.op === "==" && isNull(test.right);
}

function isReachable({ nodes }: Cfg, from: number, to: number): boolean {
	const reached = new Set([from]);
	for (const id of reached)
		for (const edge of nodes[id]?.successors ?? []) reached.add(edge.to);
	return reached.has(to);
}

/** Certainly no errno: 0, a number of pages, a pointer. */
function isSuccess(value: Value): boolean {
	if (value.kind === "constant") return value.value >= 0;
	return value.kind === "symbol" && (value.signs & negative) === 0;
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

function askedNames(context: FunctionContext): ReadonlySet<string> {
	const names = new Set<string>();
	for (const { acquire, call } of context.holdSources.values()) {
		const count =
			acquire === null ? null : argumentWith("count", acquire.roles, call.args);
		const path = count === null ? null : pathText(count);
		if (path !== null) names.add(path);
	}
	return names;
}

/** The innermost loop whose condition each test belongs to. */
function loopTests(context: FunctionContext): ReadonlyMap<number, Loop> {
	const found = new Map<number, Loop>();
	for (const loop of context.loops)
		for (const id of loop.body) {
			const action = context.cfg.nodes[id]?.action;
			const tests =
				action?.kind === "iterate"
					? id === loop.head
					: action?.kind === "branch" && action.loop;
			const known = found.get(id);
			if (tests && (known === undefined || known.body.size > loop.body.size))
				found.set(id, loop);
		}
	return found;
}

/** The symbols that an identity is made of. */
function namesIn(key: string): readonly string[] {
	const own = key.startsWith("$") ? [key.slice(1)] : [];
	return [...own, ...(key.match(/[^$[\]]+/g) ?? [])];
}

/**
 * An unknown number that no other variable and no hold shares is just unknown: it loses its name, so that paths that
 * differ only in where the number came from can meet.
 */
function forgetNames(state: PathState, asked: ReadonlySet<string>): PathState {
	// Most states have no such number: nothing to count.
	if (!hasOtherNames(state)) return state;
	const uses = new Map<string, number>();
	const count = (name: string): void => {
		uses.set(name, (uses.get(name) ?? 0) + 1);
	};
	for (const value of state.env.values()) {
		if (value.kind === "symbol") count(value.name);
		else if (value.kind === "obtained") count(value.requested.slice(1));
	}
	for (const hold of state.holds.values()) {
		if (hold.passedTo !== null) count(hold.passedTo.token);
		if (hold.mapped !== null) count(hold.mapped);
		for (const key of [hold.requested, hold.array])
			if (key !== null) for (const name of namesIn(key)) count(name);
	}
	for (const [key, spent] of state.spent)
		for (const name of [...namesIn(key), ...namesIn(spent.count)]) count(name);
	let env: Map<string, Value> | null = null;
	for (const [path, value] of state.env) {
		if (value.kind !== "symbol" || value.name === path || isFailure(value))
			continue;
		if ((uses.get(value.name) ?? 0) > 1 || uses.has(path)) continue;
		// A copy of what an acquire is asked for, where that is still what it was.
		if (asked.has(value.name) && !state.env.has(value.name)) continue;
		env ??= new Map(state.env);
		if (value.signs === anySign) env.delete(path);
		else env.set(path, { ...value, name: path });
	}
	return env === null ? state : { ...state, env };
}

/** Some variable is the same unknown number as something else. */
function hasOtherNames({ env }: PathState): boolean {
	for (const [path, value] of env)
		if (value.kind === "symbol" && value.name !== path && !isFailure(value))
			return true;
	return false;
}
