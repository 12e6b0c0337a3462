// Builds the hold graph of a unit from the syntax of its functions.

import { isCarrierField } from "#catalog/page-carriers.ts";
import type {
	CType,
	Expression,
	InitializerItem,
	Statement,
} from "#csource/syntax.ts";
import { namesOf, visitStatement } from "#csource/walk.ts";
import {
	FlowMemory,
	type FunctionFlow,
	type InnerCall,
} from "./function-flow.ts";
import type { FunctionModel, Unit } from "./function-model.ts";
import {
	type AcquireCall,
	type CallExpression,
	type DirtyCall,
	type GraphEdge,
	type HoldGraph,
	holdPlace,
	type PassCall,
	type ReleaseCall,
	resultPlace,
} from "./hold-graph.ts";
import { calleeName, isNull } from "./kernel-idioms.ts";
import { canTellPages } from "./number-types.ts";
import { isOddShape } from "./odd-shape.ts";
import { isReadFromContents } from "./page-contents.ts";
import {
	fieldPlace,
	isContainer,
	isWholeCarrier,
	type Place,
	placeOf,
	returnPlace,
	rootVariable,
	typeOf,
	variablePlace,
} from "./place.ts";
import { pageArgumentOf } from "./roles.ts";
import type { UnitNames } from "./unit-names.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** memory: of earlier readings of the same functions. */
export function buildHoldGraph(
	unit: Unit,
	vocabulary: Vocabulary,
	memory: FlowMemory = new FlowMemory(),
): HoldGraph {
	return new HoldGraphBuilder(unit, vocabulary, memory).build();
}

/** Where the calls of the catalogue are made: what they do is known better than by their text. */
const core = /^(mm|lib|include\/linux)\//;

/** The result of a function, or the parameter of that index, whose memory others see. */
type Exit = "result" | number;

class HoldGraphBuilder {
	private readonly unit: Unit;
	private readonly edges = new Map<Place, GraphEdge[]>();
	private edgeCount = 0;
	private readonly handedOver = new Set<Place>();
	private readonly flows: ReadonlyMap<FunctionModel, FunctionFlow>;
	private readonly later: (
		model: FunctionModel,
		expression: Expression,
	) => readonly Place[];

	constructor(unit: Unit, vocabulary: Vocabulary, memory: FlowMemory) {
		this.unit = unit;
		const isCore = core.test(unit.view.path);
		this.flows = new Map(
			[...unit.functions.values()].map((model) => [
				model,
				memory.flowOf(unit, model, (names) =>
					new FlowReader(names, vocabulary, isCore).read(model),
				),
			]),
		);
		const reader = new FlowReader(unit, vocabulary, isCore);
		this.later = (model, expression) => reader.sources(model, expression);
	}

	build(): HoldGraph {
		const acquires: AcquireCall[] = [];
		const releases: ReleaseCall[] = [];
		const dirties: DirtyCall[] = [];
		const passes: PassCall[] = [];
		for (const flow of this.flows.values()) {
			for (const { from, edge } of flow.edges) this.append(from, edge);
			for (const place of flow.handedOver) this.handedOver.add(place);
			acquires.push(...flow.acquires);
			releases.push(...flow.releases);
			dirties.push(...flow.dirties);
			passes.push(...flow.passes);
		}
		this.liftThroughCalls();
		return {
			edges: this.edges,
			acquires,
			releases: releases.filter((release) => this.letsGo(release)),
			dirties,
			passes,
			sources: (model, expression) => this.sources(model, expression),
		};
	}

	/** An edge that is not there yet. */
	private append(from: Place, edge: GraphEdge): void {
		const known = this.edges.get(from);
		if (known === undefined) this.edges.set(from, [edge]);
		else known.push(edge);
		this.edgeCount++;
	}

	/** Freeing an address lets pages go only where its mapping took them over; else it frees the memory of the array. */
	private letsGo(release: ReleaseCall): boolean {
		if (release.entry.takes !== "address") return true;
		return release.places.some((place) => this.handedOver.has(place));
	}

	private addEdge(
		from: Place,
		to: Place,
		model: FunctionModel,
		at: number,
	): void {
		if (from === to) return;
		const known = this.edges.get(from);
		if (known !== undefined)
			for (const edge of known)
				if (
					edge.to === to &&
					edge.kind === "same" &&
					edge.function === model.key
				)
					return;
		this.append(from, { to, kind: "same", function: model.key, at });
	}

	private sources(
		model: FunctionModel,
		expression: Expression,
	): readonly Place[] {
		return (
			this.flows.get(model)?.sources.get(expression) ??
			this.later(model, expression)
		);
	}

	/**
	 * What goes into a function of the unit through one parameter and comes out through its result or through memory of
	 * another parameter: such calls get direct edges in the caller, so that nothing has to come up from a `down` visit.
	 */
	private liftThroughCalls(): void {
		const targets = new Set<FunctionModel>();
		for (const { inner } of this.flows.values())
			for (const call of inner)
				for (const target of call.targets) targets.add(target);
		for (let round = 0; round < 4; round++) {
			const before = this.edgeCount;
			const through = new Map<Place, readonly Exit[]>();
			for (const model of targets)
				for (const parameter of model.parameters) {
					const place = variablePlace(model, parameter);
					const exits = this.exitsOf(model, place);
					if (exits.length > 0) through.set(place, exits);
				}
			for (const [model, { inner }] of this.flows)
				for (const { call, targets } of inner)
					for (const target of targets)
						this.liftCall(model, call, target, through);
			if (this.edgeCount === before) return;
		}
	}

	private liftCall(
		model: FunctionModel,
		call: CallExpression,
		target: FunctionModel,
		through: ReadonlyMap<Place, readonly Exit[]>,
	): void {
		target.parameters.forEach((parameter, index) => {
			const argument = call.args[index];
			const exits = through.get(variablePlace(target, parameter));
			if (argument === undefined || exits === undefined) return;
			const outside = exits.flatMap((exit) => {
				if (exit === "result") return [resultPlace(call)];
				const other = call.args[exit];
				if (other === undefined) return [];
				return placeOf(this.unit, model, other) ?? [];
			});
			for (const source of this.sources(model, argument))
				for (const place of outside)
					this.addEdge(source, place, model, call.start);
		});
	}

	/** Where what comes in at a place of the function comes out of it. */
	private exitsOf(model: FunctionModel, start: Place): readonly Exit[] {
		if (!this.edges.has(start)) return [];
		return this.reachedWithin(model, start).flatMap((place): Exit[] => {
			if (place === returnPlace(model.key)) return ["result"];
			const position = model.parameters.findIndex(
				(name) => variablePlace(model, name) === place,
			);
			const type = model.types.get(model.parameters[position] ?? "");
			return type !== undefined && isContainer(type) ? [position] : [];
		});
	}

	/** Places reached from a parameter by edges inside the function alone. */
	private reachedWithin(model: FunctionModel, start: Place): readonly Place[] {
		const reached = new Set<Place>([start]);
		for (const place of reached)
			for (const edge of this.edges.get(place) ?? [])
				if (
					edge.kind === "same" &&
					edge.function === model.key &&
					!place.startsWith("f:")
				)
					reached.add(edge.to);
		reached.delete(start);
		return [...reached];
	}
}

/** Reads what one function adds. */
class FlowReader {
	private readonly unit: UnitNames;
	private readonly vocabulary: Vocabulary;
	private readonly isCore: boolean;
	private readonly edges = new Map<Place, GraphEdge[]>();
	private readonly inOrder: { from: Place; edge: GraphEdge }[] = [];
	private readonly acquires: AcquireCall[] = [];
	private readonly releases: ReleaseCall[] = [];
	private readonly dirties: DirtyCall[] = [];
	private readonly passes: PassCall[] = [];
	private readonly inner: InnerCall[] = [];
	private readonly handedOver: Place[] = [];
	private readonly knownSources = new WeakMap<Expression, readonly Place[]>();

	constructor(unit: UnitNames, vocabulary: Vocabulary, isCore: boolean) {
		this.unit = unit;
		this.vocabulary = vocabulary;
		this.isCore = isCore;
	}

	read(model: FunctionModel): FunctionFlow {
		this.addFunction(model);
		const { acquires, releases, dirties, passes, inner, handedOver } = this;
		return {
			edges: this.inOrder,
			acquires,
			releases,
			dirties,
			passes,
			inner,
			handedOver,
			sources: this.knownSources,
		};
	}

	private addEdge(
		from: Place,
		to: Place,
		kind: GraphEdge["kind"],
		model: FunctionModel,
		at: number,
	): void {
		if (from === to) return;
		const known = this.edges.get(from);
		if (known !== undefined)
			for (const edge of known)
				if (edge.to === to && edge.kind === kind) return;
		const edge: GraphEdge = { to, kind, function: model.key, at };
		if (known === undefined) this.edges.set(from, [edge]);
		else known.push(edge);
		this.inOrder.push({ from, edge });
	}

	private addFunction(model: FunctionModel): void {
		visitStatement(model.syntax.body, (statement) =>
			this.addStatement(model, statement),
		);
		for (const { target, value, start } of model.assignments)
			this.addAssignment(model, target, value, start);
		for (const call of model.calls) this.addCall(model, call);
		for (const member of model.members) this.addMember(model, member);
	}

	/** What was put into an object as a whole (a table, a bio) can be found in its fields. */
	private addMember(
		model: FunctionModel,
		member: Expression & { kind: "member" },
	): void {
		const type = typeOf(this.unit, model, member.object);
		if (!isCarrierField(type?.base ?? null, member.field)) return;
		const object = placeOf(this.unit, model, member.object);
		const field = placeOf(this.unit, model, member);
		if (object !== null && field !== null)
			this.addEdge(object, field, "same", model, member.start);
	}

	private addStatement(model: FunctionModel, statement: Statement): void {
		if (statement.kind === "declaration") {
			for (const { name, type, initial, start } of statement.declarators)
				if (initial !== null)
					this.addFlow(model, variablePlace(model, name), type, initial, start);
		} else if (statement.kind === "return" && statement.value !== null) {
			if (!canTellPages(model.syntax.returnType)) return;
			for (const source of this.sources(model, statement.value))
				this.addEdge(
					source,
					returnPlace(model.key),
					"same",
					model,
					statement.start,
				);
		} else if (statement.kind === "macro-block" && statement.loops) {
			this.addIterator(model, statement.args, statement.start);
		}
	}

	/** The arguments of an iterator macro stand for the same things: the cursor, the list, the table. */
	private addIterator(
		model: FunctionModel,
		args: readonly Expression[],
		at: number,
	): void {
		const places = args
			.filter((arg) => {
				const type = typeOf(this.unit, model, arg);
				return type === null
					? arg.kind !== "identifier"
					: type.pointers + type.arrays > 0;
			})
			.map((arg) => placeOf(this.unit, model, arg))
			.filter((place) => place !== null);
		const [first, ...others] = places;
		if (first === undefined) return;
		for (const other of others) {
			this.addEdge(first, other, "same", model, at);
			this.addEdge(other, first, "same", model, at);
		}
	}

	private addAssignment(
		model: FunctionModel,
		target: Expression,
		value: Expression,
		at: number,
	): void {
		if (value.kind === "identifier")
			this.addHandler(model, target, value.name, at);
		const place = placeOf(this.unit, model, target);
		if (place === null) return;
		this.addFlow(model, place, typeOf(this.unit, model, target), value, at);
	}

	/** `bio->bi_end_io = fn`: the object itself may come back as a parameter of the function stored in it. */
	private addHandler(
		model: FunctionModel,
		target: Expression,
		name: string,
		at: number,
	): void {
		const handler = model.types.has(name)
			? undefined
			: this.unit.functions.get(name);
		const root = rootVariable(target);
		const type = root === null ? undefined : model.types.get(root);
		if (handler === undefined || root === null || type === undefined) return;
		for (const parameter of handler.parameters) {
			const expected = handler.types.get(parameter);
			if (expected !== undefined && sameObject(type, expected))
				this.addEdge(
					variablePlace(model, root),
					variablePlace(handler, parameter),
					"down",
					model,
					at,
				);
		}
	}

	private addFlow(
		model: FunctionModel,
		place: Place,
		type: CType | null,
		value: Expression,
		at: number,
	): void {
		if (value.kind === "initializer") {
			this.addInitializer(model, place, type, value.items, at);
			return;
		}
		if (!canTellPages(type) || isByteVector(place)) return;
		for (const source of this.sources(model, value))
			this.addEdge(source, place, "same", model, at);
		if (this.handsOver(value)) this.handedOver.push(place);
		const origin = this.aliasOrigin(model, value);
		if (origin === null) return;
		const valueType = typeOf(this.unit, model, value) ?? type;
		if (
			valueType !== null &&
			isContainer(type ?? valueType) &&
			isContainer(valueType)
		)
			this.addEdge(place, origin, "same", model, at);
	}

	private handsOver(value: Expression): boolean {
		if (value.kind === "cast") return this.handsOver(value.operand);
		if (value.kind !== "call") return false;
		const name = this.callee(value);
		if (name === null) return false;
		return this.vocabulary.derivations(name).some(({ handover }) => {
			const flags =
				handover === undefined ? undefined : value.args[handover.argument];
			return (
				flags !== undefined &&
				handover !== undefined &&
				mentions(flags, handover.flag)
			);
		});
	}

	/** The place whose memory the value refers to: itself for a path, the argument for `sg_next(sg)` and the like. */
	private aliasOrigin(model: FunctionModel, value: Expression): Place | null {
		if (value.kind === "call") {
			const name = this.callee(value);
			if (name === null) return null;
			for (const { from, to } of this.vocabulary.derivations(name)) {
				const argument =
					typeof from === "number" ? value.args[from] : undefined;
				if (to !== "return" || argument === undefined) continue;
				const type = typeOf(this.unit, model, argument);
				if (type !== null && isContainer(type))
					return placeOf(this.unit, model, argument);
			}
			return null;
		}
		if (value.kind === "binary") return placeOf(this.unit, model, value.left);
		return placeOf(this.unit, model, value);
	}

	private addInitializer(
		model: FunctionModel,
		place: Place,
		type: CType | null,
		items: readonly InitializerItem[],
		at: number,
	): void {
		for (const { designator, value } of items) {
			const target =
				designator !== null && type !== null
					? fieldPlace(type.base, designator)
					: place;
			this.addFlow(model, target, null, value, at);
		}
	}

	private callee(call: CallExpression): string | null {
		const name = calleeName(call);
		return name === null ? null : this.unit.resolve(name);
	}

	/** The functions of the unit a call can reach: by name, or by the field of an ops table it goes through. */
	private targets(call: CallExpression): readonly FunctionModel[] {
		const name = this.callee(call);
		if (name !== null) {
			const target = this.unit.functions.get(name);
			return target === undefined ? [] : [target];
		}
		if (call.callee.kind !== "member") return [];
		return (this.unit.handlers.get(call.callee.field) ?? []).flatMap(
			(handler) => this.unit.functions.get(handler) ?? [],
		);
	}

	private addCall(model: FunctionModel, call: CallExpression): void {
		const name = this.callee(call);
		const targets = this.targets(call);
		if (targets.length > 0) this.inner.push({ call, targets });
		if (name !== null && this.addCatalogued(model, call, name)) return;
		for (const target of targets) this.addArguments(model, call, target);
		this.addCallbacks(model, call);
		if (targets.length === 0) {
			const places = call.args.map((arg) => this.sources(model, arg));
			this.passes.push({
				model,
				call,
				name: name ?? "a function pointer",
				places,
			});
		}
	}

	/** Acquires, releases, dirtying and derivations; true where the call is nothing else. */
	private addCatalogued(
		model: FunctionModel,
		call: CallExpression,
		name: string,
	): boolean {
		// A function of the file that has the name of a later kernel's: it does what it does.
		const isOwn = this.unit.functions.has(name);
		if (isOwn && !this.isCore) return false;
		const acquire = this.vocabulary.acquire(name);
		if (acquire !== null && !isOwn) {
			this.addAcquire(model, call, name, acquire);
			return true;
		}
		const release = this.vocabulary.release(name);
		if (release !== null) {
			const roles = this.vocabulary.roles(release, call.args.length);
			const argument = pageArgumentOf(roles, call.args);
			const places = argument === null ? [] : this.sources(model, argument);
			this.releases.push({ model, call, name, entry: release, roles, places });
			if (release.dirties !== "never" && !isNeverDirty(roles, call))
				this.dirties.push({ model, call, name, entry: release, places });
		}
		const dirty = this.vocabulary.dirty(name);
		if (dirty !== null) {
			const argument = pageArgumentOf(
				this.vocabulary.roles(dirty, call.args.length),
				call.args,
			);
			const places = argument === null ? [] : this.sources(model, argument);
			this.dirties.push({ model, call, name, entry: dirty, places });
		}
		const derivations = this.vocabulary.derivations(name);
		for (const { from, to } of derivations) {
			const source = typeof from === "number" ? call.args[from] : undefined;
			const target = typeof to === "number" ? call.args[to] : undefined;
			if (source !== undefined && target !== undefined)
				this.addAssignment(model, elementOf(target), source, call.start);
		}
		return release !== null || dirty !== null || derivations.length > 0;
	}

	private addAcquire(
		model: FunctionModel,
		call: CallExpression,
		name: string,
		entry: AcquireCall["entry"],
	): void {
		const roles = this.vocabulary.roles(
			entry,
			call.args.length,
			(shape) => !isOddShape(this.unit, model, shape, call),
		);
		const kept = entry.holds === "return" ? -1 : roles.indexOf(entry.holds);
		const argument = call.args[kept];
		const holdsNothing =
			(entry.holds !== "return" &&
				(argument === undefined || isNull(argument))) ||
			!hasNeededFlag(entry.onlyWithFlag, roles, call);
		this.acquires.push({ model, call, name, entry, roles, holdsNothing });
		if (holdsNothing || argument === undefined) return;
		for (const place of this.sources(model, argument))
			this.addEdge(holdPlace(call), place, "same", model, call.start);
		const object = this.carrierOf(model, argument);
		if (object !== null)
			this.addEdge(holdPlace(call), object, "same", model, call.start);
	}

	/** What is put into `vec->ptrs` of a table or vector is in the vector. */
	private carrierOf(model: FunctionModel, kept: Expression): Place | null {
		switch (kept.kind) {
			case "cast":
			case "address":
				return this.carrierOf(model, kept.operand);
			case "index":
				return this.carrierOf(model, kept.object);
			case "binary":
				return this.carrierOf(model, kept.left);
			case "member": {
				const type = typeOf(this.unit, model, kept.object);
				return type !== null && isWholeCarrier(type)
					? placeOf(this.unit, model, kept.object)
					: null;
			}
			default:
				return null;
		}
	}

	private addArguments(
		model: FunctionModel,
		call: CallExpression,
		target: FunctionModel,
	): void {
		target.parameters.forEach((parameter, index) => {
			const argument = call.args[index];
			if (argument === undefined) return;
			const inside = variablePlace(target, parameter);
			const type = target.types.get(parameter);
			if (!canTellPages(type ?? null)) return;
			for (const source of this.sources(model, argument))
				this.addEdge(source, inside, "down", model, call.start);
			const outside = placeOf(this.unit, model, argument);
			if (outside !== null && type !== undefined && isContainer(type))
				this.addEdge(inside, outside, "up", model, call.start);
		});
		this.addEdge(
			returnPlace(target.key),
			resultPlace(call),
			"up",
			model,
			call.start,
		);
	}

	/** `register(obj, fn)`, `kref_put(&obj->ref, fn)`: what goes in beside a function may come back as its parameter. */
	private addCallbacks(model: FunctionModel, call: CallExpression): void {
		for (const handler of call.args) {
			if (handler.kind !== "identifier" || model.types.has(handler.name))
				continue;
			const target = this.unit.functions.get(handler.name);
			if (target === undefined) continue;
			for (const argument of call.args) {
				if (argument === handler) continue;
				const type = typeOf(this.unit, model, argument);
				for (const parameter of target.parameters) {
					const expected = target.types.get(parameter);
					if (
						type === null ||
						expected === undefined ||
						!sameObject(type, expected)
					)
						continue;
					for (const source of this.sources(model, argument))
						this.addEdge(
							source,
							variablePlace(target, parameter),
							"down",
							model,
							call.start,
						);
				}
			}
		}
	}

	sources(model: FunctionModel, expression: Expression): readonly Place[] {
		let known = this.knownSources.get(expression);
		if (known === undefined) {
			known = this.findSources(model, expression);
			this.knownSources.set(expression, known);
		}
		return known;
	}

	private findSources(
		model: FunctionModel,
		expression: Expression,
	): readonly Place[] {
		switch (expression.kind) {
			case "call":
				return this.callSources(model, expression);
			case "conditional":
				return [
					...(expression.whenTrue === null
						? []
						: this.sources(model, expression.whenTrue)),
					...this.sources(model, expression.whenFalse),
				];
			case "binary":
				if (/^(==|!=|<=?|>=?|&&|\|\|)$/.test(expression.op)) return [];
				return [
					...this.sources(model, expression.left),
					...this.sources(model, expression.right),
				];
			case "comma":
				return this.sources(model, expression.right);
			case "initializer":
				return expression.items.flatMap(({ value }) =>
					this.sources(model, value),
				);
			case "assign":
				return this.sources(model, expression.target);
			case "address":
			case "cast":
			case "update":
				return this.sources(model, expression.operand);
			case "dereference":
			case "index":
				if (isReadFromContents(model, expression, this.unit.resolve)) return [];
				return this.sources(
					model,
					expression.kind === "index" ? expression.object : expression.operand,
				);
			default: {
				const place = placeOf(this.unit, model, expression);
				if (place === null) return [];
				return canTellPages(typeOf(this.unit, model, expression))
					? [place]
					: [];
			}
		}
	}

	private callSources(
		model: FunctionModel,
		call: CallExpression,
	): readonly Place[] {
		const name = this.callee(call);
		if (name !== null && this.vocabulary.acquire(name)?.holds === "return")
			return [holdPlace(call)];
		if (name !== null) {
			const derived = this.vocabulary
				.derivations(name)
				.flatMap(({ from, to }) => {
					const argument =
						typeof from === "number" ? call.args[from] : undefined;
					return to === "return" && argument !== undefined
						? this.sources(model, argument)
						: [];
				});
			if (derived.length > 0) return derived;
		}
		return this.targets(call).length > 0 ? [resultPlace(call)] : [];
	}
}

/** `vecs + n`, into which a call puts something, is `&vecs[n]`. */
function elementOf(target: Expression): Expression {
	return target.kind === "binary" && target.op === "+"
		? elementOf(target.left)
		: target;
}

/** A field of struct iovec and kvec: bytes that somebody copies. All of the kernel shares it, and nobody lets go of it. */
function isByteVector(place: Place): boolean {
	return place.endsWith(".iov_base");
}

/** `unpin_user_pages_dirty_lock(pages, n, false)` dirties nothing. */
function isNeverDirty(roles: readonly string[], call: CallExpression): boolean {
	const argument = call.args[roles.indexOf("dirty")];
	if (argument === undefined) return false;
	return (
		(argument.kind === "identifier" && argument.name === "false") ||
		(argument.kind === "number" && argument.value === 0)
	);
}

function sameObject(a: CType, b: CType): boolean {
	return a.base === b.base && a.pointers > 0 && b.pointers > 0;
}

/** follow_page() takes a reference only when it is asked to. */
function hasNeededFlag(
	flag: string | undefined,
	roles: readonly string[],
	call: CallExpression,
): boolean {
	const argument = call.args[roles.indexOf("flags")];
	if (flag === undefined || argument === undefined) return true;
	return mentions(argument, flag);
}

/** Whether flags contain a flag, or a variable that may. */
function mentions(flags: Expression, flag: string): boolean {
	const names = namesOf(flags);
	return names.has(flag) || [...names].some((name) => /^[a-z]/.test(name));
}
