// What one function adds to the hold graph of its unit.

import { isCarrierField } from "#catalog/page-carriers.ts";
import type {
	CType,
	Expression,
	InitializerItem,
	Statement,
} from "#csource/syntax.ts";
import { namesOf, visitStatement } from "#csource/walk.ts";
import { canTellPages } from "../counts/number-types.ts";
import { isNull } from "../kernel-idioms.ts";
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
} from "../place.ts";
import { pageArgumentOf } from "../roles.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { isOddShape } from "../unit/odd-shape.ts";
import type { UnitNames } from "../unit/unit-names.ts";
import type { Vocabulary } from "../unit/vocabulary.ts";
import type { FunctionFlow, InnerCall } from "./function-flow.ts";
import {
	type AcquireCall,
	type CallExpression,
	type DirtyCall,
	type GraphEdge,
	holdPlace,
	type PassCall,
	type ReleaseCall,
	resultPlace,
} from "./hold-graph.ts";
import { PlaceSources } from "./place-sources.ts";

/** Reads what one function adds. */
export class FlowReader {
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
	private readonly places: PlaceSources;

	constructor(unit: UnitNames, vocabulary: Vocabulary, isCore: boolean) {
		this.unit = unit;
		this.vocabulary = vocabulary;
		this.isCore = isCore;
		this.places = new PlaceSources(unit, vocabulary);
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
			sources: this.places.known,
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
			for (const source of this.places.sources(model, statement.value))
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
		for (const source of this.places.sources(model, value))
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
		const name = this.places.callee(value);
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
			const name = this.places.callee(value);
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

	private addCall(model: FunctionModel, call: CallExpression): void {
		const name = this.places.callee(call);
		const targets = this.places.targets(call);
		if (targets.length > 0) this.inner.push({ call, targets });
		if (name !== null && this.addCatalogued(model, call, name)) return;
		for (const target of targets) this.addArguments(model, call, target);
		this.addCallbacks(model, call);
		if (targets.length === 0) {
			const places = call.args.map((arg) => this.places.sources(model, arg));
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
			const places =
				argument === null ? [] : this.places.sources(model, argument);
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
			const places =
				argument === null ? [] : this.places.sources(model, argument);
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
		for (const place of this.places.sources(model, argument))
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
			for (const source of this.places.sources(model, argument))
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
					for (const source of this.places.sources(model, argument))
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
