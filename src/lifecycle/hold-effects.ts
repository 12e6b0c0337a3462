// What assignments, frees and calls do to the holds of a path, apart from acquiring and releasing.

import { flatMap } from "#base/flat-map.ts";
import type { CType, Expression } from "#csource/syntax.ts";
import { arrayKey } from "./array-key.ts";
import type {
	FunctionContext,
	HoldSource,
	UnitContext,
} from "./function-context.ts";
import type { FunctionModel } from "./function-model.ts";
import type { CallExpression, PassCall } from "./hold-graph.ts";
import {
	isAllocator,
	isLentFor,
	isMapper,
	isPreparation,
	isPrint,
} from "./kernel-idioms.ts";
import { isMadeKnown } from "./made-known.ts";
import { isContentsPointer, isMadeByMapping } from "./page-contents.ts";
import {
	type HoldState,
	type Pass,
	type PathState,
	withHold,
} from "./path-state.ts";
import {
	isContainer,
	type Place,
	placeOf,
	rootVariable,
	typeOf,
	variablePlace,
} from "./place.ts";
import { isErrorValue, positive, signsOf, type Value, zero } from "./value.ts";

/** What is needed to tell types and names. */
type TypedContext = UnitContext & { readonly model: FunctionModel };

/** Holds of the path that are still in this function's memory, with the calls that made them. */
function heldIn(
	context: FunctionContext,
	state: PathState,
): readonly { readonly hold: HoldState; readonly source: HoldSource }[] {
	return flatMap(state.holds.values(), (hold) => {
		const source = context.holdSources.get(hold.acquire);
		return hold.status === "held" && source !== undefined
			? [{ hold, source }]
			: [];
	});
}

/** The same, and those that others can reach already. */
function storableIn(
	context: FunctionContext,
	state: PathState,
): ReturnType<typeof heldIn> {
	return flatMap(state.holds.values(), (hold) => {
		const source = context.holdSources.get(hold.acquire);
		const alive = hold.status === "held" || hold.status === "stored";
		return alive && source !== undefined ? [{ hold, source }] : [];
	});
}

/** Whose memory `target = …` writes to: null for a plain local variable's own value. */
function keeperOf(
	context: FunctionContext,
	target: Expression,
	manner: "assign" | "fill",
):
	| { readonly kind: "shared" }
	| { readonly kind: "own"; readonly variable: string } {
	const root = rootVariable(target);
	if (root === null) return { kind: "shared" };
	const origin = context.origins.get(root) ?? "shared";
	if (origin === "own") return { kind: "own", variable: root };
	if (manner === "fill") return { kind: "shared" };
	if (target.kind === "identifier" && origin === "caller")
		return { kind: "own", variable: root };
	if (
		target.kind === "identifier" &&
		context.model.types.has(root) &&
		!context.model.statics.has(root)
	)
		return { kind: "own", variable: root };
	return { kind: "shared" };
}

/**
 * `target = value`, or value put into what target points to (fill): a hold may come to be kept in more places, and a count may become
 * known to others.
 */
export function noteStore(
	context: FunctionContext,
	state: PathState,
	target: Expression,
	value: Expression,
	result: Value,
	manner: "assign" | "fill" = "assign",
): PathState {
	let after = state;
	const keeper = keeperOf(context, target, manner);
	const counted =
		result.kind === "obtained" ? after.holds.get(result.hold) : undefined;
	if (counted !== undefined)
		after = withHold(after, countKept(after, counted, keeper, target));
	if (keeper.kind === "shared") after = publish(context, after, value);
	else if (target.kind !== "identifier")
		after = putInto(context, after, keeper.variable, value);
	else after = pointInto(context, after, keeper.variable, value);
	const storable = storableIn(context, after);
	if (storable.length === 0) return after;
	const places = context.graph.sources(context.model, value);
	const root = rootVariable(value);
	for (const { hold, source } of storable) {
		const moves = places.some(
			(place) => source.places.has(place) && !isCountPlace(source, place),
		);
		const carriesOwner =
			root !== null && hold.owners.has(root) && isWhole(value);
		if (!moves && !carriesOwner) continue;
		after = withHold(after, keep(hold, keeper, target.start));
	}
	return after;
}

/** Memory of this function that others can now reach: what comes into it later is theirs to release. */
function publish(
	context: FunctionContext,
	state: PathState,
	value: Expression,
): PathState {
	const root = ownMemory(context, value);
	if (root === null || state.published.has(root)) return state;
	let after: PathState = {
		...state,
		published: new Set([...state.published, root]),
	};
	for (const hold of state.holds.values())
		if (hold.countIn === root)
			after = withHold(after, { ...hold, countExported: true });
	return after;
}

/** The number of pages was stored: others know it at once, or as soon as they know the memory it is in. */
function countKept(
	{ published }: PathState,
	hold: HoldState,
	keeper: ReturnType<typeof keeperOf>,
	target: Expression,
): HoldState {
	if (keeper.kind === "shared") return { ...hold, countExported: true };
	if (target.kind === "identifier") return hold;
	return published.has(keeper.variable)
		? { ...hold, countExported: true }
		: { ...hold, countIn: keeper.variable };
}

/** `list = &obj->lists[i]`: what comes into the list comes into the object. */
function pointInto(
	context: FunctionContext,
	state: PathState,
	pointer: string,
	value: Expression,
): PathState {
	const inside = value.kind === "cast" ? value.operand : value;
	if (inside.kind === "identifier" || inside.kind === "call") return state;
	const root = rootVariable(inside);
	const type = context.model.types.get(pointer);
	if (
		root === null ||
		root === pointer ||
		context.origins.get(root) !== "own" ||
		type === undefined ||
		!isContainer(type) ||
		state.within.has(pointer)
	)
		return state;
	return { ...state, within: new Map([...state.within, [pointer, root]]) };
}

function putInto(
	context: FunctionContext,
	state: PathState,
	outer: string,
	value: Expression,
): PathState {
	const inner = ownMemory(context, value);
	if (inner === null || inner === outer || state.within.get(inner) === outer)
		return state;
	return { ...state, within: new Map([...state.within, [inner, outer]]) };
}

/** The variable of this function whose memory the value is; null where it is none. */
function ownMemory(context: FunctionContext, value: Expression): string | null {
	const root = isWhole(value) ? rootVariable(value) : null;
	if (root === null || context.origins.get(root) !== "own") return null;
	const type = context.model.types.get(root);
	return type !== undefined && isContainer(type) ? root : null;
}

/** A place that only ever kept the number of pages is not a keeper of them. */
function isCountPlace(source: HoldSource, place: Place): boolean {
	return (
		place === `c:${source.call.start}` && source.wrapper?.keeps.result === false
	);
}

function isWhole(value: Expression): boolean {
	return (
		value.kind === "identifier" ||
		value.kind === "address" ||
		value.kind === "cast"
	);
}

function keep(
	hold: HoldState,
	keeper: ReturnType<typeof keeperOf>,
	at: number,
): HoldState {
	if (keeper.kind === "shared" && hold.status === "stored")
		return hold.keptTwice && hold.table === null
			? hold
			: { ...hold, keptTwice: true, table: null };
	if (keeper.kind === "shared")
		return { ...hold, status: "stored", storedAt: at, table: null };
	if (hold.status === "stored") return hold;
	if (hold.owners.has(keeper.variable)) return hold;
	return { ...hold, owners: new Set([...hold.owners, keeper.variable]) };
}

/** `kfree(x)`: if x was the last owner of a hold, or `array` is the array in an object, the pages can hardly be released. */
export function noteFree(
	context: FunctionContext,
	state: PathState,
	call: CallExpression,
	array: string | null,
): PathState {
	const [argument] = call.args;
	const root = argument === undefined ? null : rootVariable(argument);
	if (root === null) return state;
	let after = state;
	for (const hold of state.holds.values())
		if (hold.status === "stored" && hold.array !== null && array === hold.array)
			after = withHold(after, {
				...hold,
				orphanedAt: hold.orphanedAt ?? call.start,
			});
	for (const { hold } of heldIn(context, state)) {
		if (!hold.owners.has(root)) continue;
		const owners = new Set([...hold.owners].filter((owner) => owner !== root));
		const orphanedAt =
			owners.size === 0 ? (hold.orphanedAt ?? call.start) : hold.orphanedAt;
		after = withHold(after, { ...hold, owners, orphanedAt });
	}
	return after;
}

/**
 * A call that gets pages, or an object that keeps them. Functions of the unit are seen through; others may keep what they
 * get: an object they are given may be known elsewhere afterwards, a page they are given may be theirs.
 */
export function notePass(
	context: FunctionContext,
	state: PathState,
	call: CallExpression,
	name: string | null,
): PathState {
	if (storableIn(context, state).length === 0) return state;
	if (name !== null && isLentFor(name)) return state;
	let after = noteDerivedStores(context, state, call, name);
	if (heldIn(context, after).length === 0) return after;
	after = noteMapped(context, after, call, name);
	const inside = name !== null && context.unit.functions.has(name);
	if (!inside && name !== null && isKnown(context, name, call)) return after;
	for (const { hold, source } of heldIn(context, after))
		for (const argument of call.args) {
			const fate = inside
				? fateInside(context, name, call, argument, hold, source)
				: fateOutside(context, name, call, argument, hold, source);
			if (fate !== null) after = withHold(after, fate);
		}
	return after;
}

/** `iommu_map(domain, iova, phys, …)`: what finds the pages later is the mapping (drivers/vfio/vfio_iommu_type1.c). */
function noteMapped(
	context: FunctionContext,
	state: PathState,
	call: CallExpression,
	name: string | null,
): PathState {
	if (name === null) return state;
	let after = state;
	for (const { direction, pages } of context.vocabulary.contacts(name)) {
		const argument = typeof pages === "number" ? call.args[pages] : undefined;
		const isMapping =
			typeof direction === "object" && direction.words === "iommu";
		if (!isMapping || argument === undefined) continue;
		for (const { hold, source } of heldIn(context, after))
			if (isCarried(context, argument, hold, source) !== null)
				after = withHold(after, { ...hold, mapped: `@${call.start}` });
	}
	return after;
}

/** owner: an object that keeps the pages goes to the function; pages: the pages, or memory of this function with them in it. */
function isCarried(
	context: FunctionContext,
	argument: Expression,
	hold: HoldState,
	source: HoldSource,
): "pages" | "owner" | null {
	if (argument.kind === "call") {
		// `submit(prepare(obj))`: what an outer call gets may be what the inner one got.
		const inner = argument.args.map((arg) =>
			isCarried(context, arg, hold, source),
		);
		if (inner.includes("owner")) return "owner";
		if (inner.includes("pages")) return "pages";
	}
	const root = rootVariable(argument);
	if (root !== null && hold.owners.has(root) && isWhole(argument))
		return isSharable(context, root) ? "owner" : "pages";
	const places = context.graph.sources(context.model, argument);
	return places.some((place) => source.places.has(place)) ? "pages" : null;
}

/** An object given to a function elsewhere may be known there afterwards; a page given to one may be its own. */
function fateOutside(
	context: FunctionContext,
	name: string | null,
	call: CallExpression,
	argument: Expression,
	hold: HoldState,
	source: HoldSource,
): HoldState | null {
	const carried = isCarried(context, argument, hold, source);
	if (carried === null || isOnlyContents(context, name, argument)) return null;
	if (hasOnlyContents(context, argument, source)) return null;
	const result = `@${call.start}`;
	const to = name ?? "a function pointer";
	const tested = isTested(context, call);
	const pass = { to, result, token: result, tested };
	if (carried === "owner")
		return {
			...hold,
			status: "stored",
			passedTo: { ...pass, manner: "given" },
		};
	if (hold.passedTo?.manner === "given") return null;
	return {
		...hold,
		passedTo: { ...pass, result: "", manner: mannerOf(context, argument) },
	};
}

/**
 * The address of a page's contents, as kmap() gave it: who gets that works on the bytes. Errs: may report a leak where the
 * function finds the page by its address and lets it go; one with a name that says so is left out.
 */
function isOnlyContents(
	{ model, unit }: TypedContext,
	name: string | null,
	argument: Expression | undefined,
): boolean {
	if (
		name === null ||
		/put|release|free|unpin|unmap|_to_|^__[a-z]*pa$/.test(name)
	)
		return false;
	if (argument === undefined) return false;
	if (argument.kind !== "cast" && isMadeByMapping(argument, unit.resolve))
		return true;
	const inner = argument.kind === "binary" ? argument.left : argument;
	return (
		inner.kind === "identifier" &&
		isContentsPointer(model, inner.name, unit.resolve)
	);
}

/** `&request`, an object on the stack which of a hold has nothing but addresses of the pages' contents. */
function hasOnlyContents(
	{ model, unit, graph }: TypedContext,
	argument: Expression,
	source: HoldSource,
): boolean {
	if (argument.kind !== "address" || argument.operand.kind !== "identifier")
		return false;
	const object = argument.operand.name;
	const type = model.types.get(object);
	if (type === undefined || !/^struct /.test(type.base) || type.pointers > 0)
		return false;
	const carried = model.assignments.filter(
		({ target, value }) =>
			target.kind === "member" &&
			rootVariable(target) === object &&
			graph.sources(model, value).some((place) => source.places.has(place)),
	);
	return (
		carried.length > 0 &&
		carried.every(({ value }) => isMadeByMapping(value, unit.resolve))
	);
}

/** A function of the unit stores what it gets, hands it on, or only looks at it. */
function fateInside(
	context: FunctionContext,
	name: string,
	call: CallExpression,
	argument: Expression,
	hold: HoldState,
	source: HoldSource,
): HoldState | null {
	const target = context.unit.functions.get(name);
	const parameter = target?.parameters[call.args.indexOf(argument)];
	const carried = isCarried(context, argument, hold, source);
	if (target === undefined || parameter === undefined || carried === null)
		return null;
	const reached = reachedDown(context, variablePlace(target, parameter));
	if (
		[...reached].some((place) => /^[fg]:/.test(place)) ||
		(carried === "owner" && isMadeKnown(context, target, parameter))
	)
		return { ...hold, status: "stored" };
	const pass = context.graph.passes.find(
		(entry) =>
			!isKnown(context, entry.name, entry.call) &&
			entry.places.some(
				(places, index) =>
					places.some((place) => reached.has(place)) &&
					!isOnlyContents(
						{ ...context, model: entry.model },
						entry.name,
						entry.call.args[index],
					),
			),
	);
	if (pass === undefined) return null;
	if (carried === "owner")
		return {
			...hold,
			status: "stored",
			passedTo: {
				to: pass.name,
				result: "",
				token: `@${call.start}`,
				tested: false,
				manner: "given",
			},
		};
	if (hold.passedTo?.manner === "given") return null;
	const manner = mannerOf(context, argument);
	return {
		...hold,
		passedTo: {
			to: pass.name,
			result: "",
			token: `@${call.start}`,
			tested: false,
			manner,
		},
	};
}

function reachedDown(
	context: FunctionContext,
	start: Place,
): ReadonlySet<Place> {
	const reached = new Set<Place>([start]);
	for (const place of reached) {
		if (/^[fg]:/.test(place)) continue;
		for (const edge of context.graph.edges.get(place) ?? [])
			if (edge.kind !== "up") reached.add(edge.to);
	}
	return reached;
}

/** `sg_set_page(sg, page, …)`: an argument is stored in another. */
function noteDerivedStores(
	context: FunctionContext,
	state: PathState,
	call: CallExpression,
	name: string | null,
): PathState {
	if (name === null) return state;
	let after = state;
	for (const { from, to } of context.vocabulary.derivations(name)) {
		const value = typeof from === "number" ? call.args[from] : undefined;
		const target = typeof to === "number" ? call.args[to] : undefined;
		if (value === undefined || target === undefined) continue;
		after = noteStore(
			context,
			after,
			target,
			value,
			{ kind: "error-pointer" },
			"fill",
		);
		after = noteTable(state, after, arrayKey(context, state, target));
		after = noteSecondKeeper(state, after, `@${call.start}`);
		after = noteJoined(state, after, `@${call.start}`);
	}
	return after;
}

/** What a call put elsewhere as well is there unless the call fails: the symbol of this name stands for its result. */
function noteSecondKeeper(
	before: PathState,
	state: PathState,
	result: string,
): PathState {
	let after = state;
	for (const hold of state.holds.values())
		if (hold.keptTwice && before.holds.get(hold.acquire)?.keptTwice === false)
			after = withHold(after, { ...hold, mapped: result });
	return after;
}

/** The same of an owner in this function's memory. */
function noteJoined(
	before: PathState,
	state: PathState,
	result: string,
): PathState {
	let after = state;
	for (const hold of state.holds.values()) {
		const known = before.holds.get(hold.acquire)?.owners ?? hold.owners;
		const [owner, ...others] = [...hold.owners].filter(
			(name) => !known.has(name),
		);
		if (owner !== undefined && others.length === 0)
			after = withHold(after, { ...hold, joined: { owner, result } });
	}
	return after;
}

/** What was only held before, and is kept in the table now. */
function noteTable(
	before: PathState,
	state: PathState,
	table: string | null,
): PathState {
	let after = state;
	for (const hold of state.holds.values())
		if (
			hold.status === "stored" &&
			before.holds.get(hold.acquire)?.status === "held"
		)
			after = withHold(after, { ...hold, table });
	return after;
}

/** `sg_free_table(table)`: pages that nothing else in shared memory keeps are this function's alone again. */
export function noteTableFreed(
	context: FunctionContext,
	state: PathState,
	call: CallExpression,
): PathState {
	const [argument] = call.args;
	const table =
		argument === undefined ? null : arrayKey(context, state, argument);
	let after = state;
	for (const hold of state.holds.values())
		if (hold.status === "stored" && table !== null && hold.table === table)
			after = withHold(after, { ...hold, status: "held", table: null });
	return after;
}

/** Functions known to keep nothing of what they are given. Submitting a bio gives it away. */
export function isKnown(
	context: TypedContext,
	name: string,
	call: CallExpression,
): boolean {
	const { vocabulary } = context;
	if (isMapper(name)) return false;
	if (vocabulary.contacts(name).length > 0)
		return !call.args.some(
			(arg) => typeOf(context.unit, context.model, arg)?.base === "struct bio",
		);
	return (
		isPreparation(name) ||
		isAllocator(name) ||
		isPrint(name) ||
		// A macro that computes: PFN_PHYS(), PAGE_ALIGN(), drvIS_OK().
		/^[a-z]{0,3}[A-Z][A-Z0-9_]+$/.test(name) ||
		vocabulary.derivations(name).length > 0 ||
		vocabulary.dirty(name) !== null ||
		vocabulary.acquire(name) !== null ||
		/^(copy_(mc_)?(to|from)_\w+|pfn_valid)$/.test(name) ||
		/^(IS_ERR|PTR_ERR|page_|Page|folio_|k?unmap|vunmap|flush_|put_task|get_|offset_in|bio_(get|flagged|(set|clear)_flag)$|(ib_)?dma_(un)?map|(ib_)?dma_sync|is_|access_ok)/.test(
			name,
		)
	);
}

/** An object with a life of its own, which a function can keep: not a page, an array of pages, bytes, or memory on the stack. */
function isSharable(context: FunctionContext, name: string): boolean {
	const type = context.model.types.get(name);
	if (type === undefined || /^struct (page|folio)$/.test(type.base))
		return false;
	return isObject(type) && type.pointers > 0 && type.arrays === 0;
}

function isObject(type: CType): boolean {
	return /^(struct|union) /.test(type.base) || /_t$/.test(type.base);
}

/**
 * A page, an object that has one, or a number that names one may be taken over by the function that gets it. An array of
 * pages or the address of their bytes is only looked at.
 */
function mannerOf(context: TypedContext, argument: Expression): Pass["manner"] {
	const type = typeOf(context.unit, context.model, argument);
	if (type === null || type.pointers + type.arrays === 0) return "given";
	if (/^struct (page|folio)$/.test(type.base))
		return type.pointers + type.arrays >= 2 ? "borrowed" : "given";
	return isObject(type) ? "given" : "borrowed";
}

/**
 * A function that fails has taken nothing over: once its result is known to be an error, the hold is this function's again.
 * Errs: may report a leak where the function releases what it is given when it fails.
 */
export function noteRefusal(
	state: PathState,
	result: string,
	after: Value,
): PathState {
	const refused =
		after.kind === "error-pointer" || (signsOf(after) & zero) === 0;
	let next = noteJoinedOrNot(noteTested(state, result), result, after, refused);
	if (refused)
		for (const hold of next.holds.values())
			if (hold.mapped === result)
				next = withHold(next, {
					...hold,
					mapped: null,
					keptTwice: hold.keptTwice && hold.status !== "stored",
				});
	if (!refused || signsOf(after) === positive) return next;
	for (const hold of next.holds.values()) {
		if (hold.passedTo?.result !== result || hold.passedTo.manner !== "given")
			continue;
		if (hold.status !== "held" && hold.status !== "stored") continue;
		if (hold.owners.size === 0) continue;
		next = withHold(next, {
			...hold,
			status: "held",
			passedTo: { ...hold.passedTo, manner: "refused" },
		});
	}
	return next;
}

/** What came to have the pages as well does not have them where the call has failed, and keeps them where it has not. */
function noteJoinedOrNot(
	state: PathState,
	result: string,
	value: Value,
	refused: boolean,
): PathState {
	const succeeded = value.kind === "constant" && value.value === 0;
	if (!refused && !succeeded) return state;
	let after = state;
	for (const hold of state.holds.values()) {
		const { joined } = hold;
		if (joined?.result !== result) continue;
		const owners = refused
			? new Set([...hold.owners].filter((name) => name !== joined.owner))
			: hold.owners;
		after = withHold(after, { ...hold, owners, joined: null });
	}
	return after;
}

/** What a function returned that was given pages has been looked at. */
function noteTested(state: PathState, token: string): PathState {
	let after = state;
	for (const hold of state.holds.values())
		if (hold.passedTo?.token === token && !hold.passedTo.tested)
			after = withHold(after, {
				...hold,
				passedTo: { ...hold.passedTo, tested: true },
			});
	return after;
}

/** The call stands in a test itself. */
function isTested(context: FunctionContext, call: CallExpression): boolean {
	return context.cfg.nodes.some(
		({ action, start, end }) =>
			action.kind === "branch" && start <= call.start && call.start < end,
	);
}

/** Whether an expression is a place of the hold: used for returns. */
export function carries(
	context: FunctionContext,
	source: HoldSource,
	hold: HoldState,
	expression: Expression,
	value: Value | null,
): boolean {
	if (isErrorValue(value) || (value?.kind === "constant" && value.value === 0))
		return false;
	const places = context.graph.sources(context.model, expression);
	if (
		places.some(
			(place) => source.places.has(place) && !isCountPlace(source, place),
		)
	)
		return true;
	// `return ret ? ERR_PTR(ret) : obj;`
	if (expression.kind === "conditional")
		return carries(context, source, hold, expression.whenFalse, value);
	const root = rootVariable(expression);
	if (root === null || !hold.owners.has(root)) return false;
	return placeOf(context.unit, context.model, expression) !== null;
}

/** Whether a call of a function elsewhere may leave the hold with that function. */
export function mayTakeOver(
	context: UnitContext,
	site: { readonly reach: { readonly places: ReadonlySet<Place> } },
	pass: PassCall,
): boolean {
	const inner = { ...context, model: pass.model };
	if (isKnown(inner, pass.name, pass.call)) return false;
	return pass.call.args.some(
		(argument, index) =>
			(pass.places[index] ?? []).some((place) =>
				site.reach.places.has(place),
			) && mannerOf(inner, argument) === "given",
	);
}
