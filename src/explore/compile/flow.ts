// From a program with loops, calls and jumps to a graph of locations and transitions.
//
// Only steps become transitions. A location is a place between steps where the actor can be held up; jumps and loop
// heads make no location of their own, so that the number of states is that of the steps as written.

import type { Effect } from "../language/effect.ts";
import type { Cell } from "../language/expression.ts";
import { and, type Expression, eq, lt, plus } from "../language/expression.ts";
import type { Actor } from "../language/scenario.ts";
import type { Statement, Step } from "../language/statement.ts";

/** One atomic step at one place of one actor. */
export interface Transition {
	/** Number within the whole scenario. */
	id: number;
	/** Ids of the steps as written that this one consists of; more than one after fusing. */
	parts: readonly number[];
	actor: number;
	from: number;
	to: number;
	label: string;
	/** Names of the calls it is inlined in, outermost first. */
	routines: readonly string[];
	source: string | null;
	/** Number of the innermost `section` it lies in; null outside. */
	section: number | null;
	guard: Expression | null;
	effects: readonly Effect[];
}

export interface Flow {
	actor: string;
	/** Transitions that leave each location; location 0 is the start. */
	locations: Transition[][];
	/** When it is fine to stay at a location for ever; null: never. */
	mayEnd: (Expression | null)[];
}

interface Inclusion {
	place: Place;
	guard: Expression | null;
	effects: readonly Effect[];
}

interface Exit {
	step: Step;
	routines: readonly string[];
	source: string | null;
	section: number | null;
	to: Place;
}

/** A location in the making; `includes` are places one is at without taking a step. */
interface Place {
	exits: Exit[];
	includes: Inclusion[];
	/** Arriving here means: do these effects, be there. */
	counting: { effects: readonly Effect[]; target: Place } | null;
	mayEnd: boolean;
}

interface Scope {
	loopHead: Place | null;
	loopEnd: Place | null;
	callEnd: Place;
	actorEnd: Place;
	labels: Map<string, { place: Place; defined: boolean }>;
	routines: readonly string[];
	source: string | null;
	section: number | null;
	actor: string;
}

function newPlace(includes: Place[] = []): Place {
	return {
		exits: [],
		includes: includes.map((place) => ({ place, guard: null, effects: [] })),
		counting: null,
		mayEnd: false,
	};
}

function assign(cell: Cell, value: Expression): Effect {
	return { kind: "assign", cell, value };
}

function labelled(scope: Scope, name: string) {
	const known = scope.labels.get(name);
	if (known !== undefined) return known;
	const fresh = { place: newPlace(), defined: false };
	scope.labels.set(name, fresh);
	return fresh;
}

function required(place: Place | null, what: string, scope: Scope): Place {
	if (place === null) throw new Error(`${scope.actor}: ${what} outside a loop`);
	return place;
}

function placeOfBlock(
	block: readonly Statement[],
	next: Place,
	scope: Scope,
): Place {
	return block.reduceRight(
		(after, statement) => placeOf(statement, after, scope),
		next,
	);
}

function placeOfLoop(
	body: readonly Statement[],
	next: Place,
	scope: Scope,
): Place {
	const head = newPlace();
	const inner = { ...scope, loopHead: head, loopEnd: next };
	head.includes = newPlace([placeOfBlock(body, head, inner)]).includes;
	return head;
}

function placeOfRounds(
	statement: Statement & { kind: "rounds" },
	next: Place,
	scope: Scope,
): Place {
	const { counter, times, body } = statement;
	const head = newPlace();
	const tail = newPlace();
	tail.counting = {
		effects: [assign(counter, plus(counter, { kind: "constant", value: 1 }))],
		target: head,
	};
	const first = placeOfBlock(body, tail, {
		...scope,
		loopHead: head,
		loopEnd: next,
	});
	const reset = assign(counter, { kind: "constant", value: 0 });
	head.includes = [
		{ place: first, guard: lt(counter, times), effects: [] },
		{ place: next, guard: eq(counter, times), effects: [reset] },
	];
	return head;
}

function placeOfCall(
	statement: Statement & { kind: "call" },
	next: Place,
	scope: Scope,
): Place {
	const inner: Scope = {
		...scope,
		callEnd: newPlace([next]),
		labels: new Map(),
		routines: [...scope.routines, statement.routine],
		source: statement.source ?? scope.source,
	};
	const place = placeOfBlock(statement.body, inner.callEnd, inner);
	checkLabels(inner);
	return place;
}

function checkLabels(scope: Scope): void {
	for (const [name, { defined }] of scope.labels)
		if (!defined)
			throw new Error(`${scope.actor}: jump to "${name}", which is not there`);
}

function placeOf(statement: Statement, next: Place, scope: Scope): Place {
	switch (statement.kind) {
		case "step": {
			const place = newPlace();
			const { routines, source, section } = scope;
			place.exits = [
				{
					step: statement,
					routines,
					source: statement.source ?? source,
					section,
					to: next,
				},
			];
			return place;
		}
		case "choose":
			return newPlace(
				statement.options.map((option) => placeOfBlock(option, next, scope)),
			);
		case "loop":
			return placeOfLoop(statement.body, next, scope);
		case "rounds":
			return placeOfRounds(statement, next, scope);
		case "call":
			return placeOfCall(statement, next, scope);
		case "section":
			return placeOfBlock(statement.body, next, {
				...scope,
				section: statement.number,
			});
		case "leave":
			return required(scope.loopEnd, "leave()", scope);
		case "again":
			return required(scope.loopHead, "again()", scope);
		case "return":
			return scope.callEnd;
		case "halt":
			return scope.actorEnd;
		case "jump":
			return labelled(scope, statement.to).place;
		case "label": {
			const entry = labelled(scope, statement.name);
			if (entry.defined)
				throw new Error(`${scope.actor}: two labels "${statement.name}"`);
			entry.defined = true;
			entry.place.includes = newPlace([next]).includes;
			return entry.place;
		}
		case "may-end": {
			const place = newPlace([next]);
			place.mayEnd = true;
			return place;
		}
	}
}

/** The place that is meant when a place is only another name for one. */
function canonical(place: Place): Place {
	let current = place;
	for (let hops = 0; hops < 100_000; hops++) {
		const [only, second] = current.includes;
		const isName =
			only !== undefined &&
			second === undefined &&
			only.guard === null &&
			only.effects.length === 0 &&
			current.exits.length === 0 &&
			current.counting === null &&
			!current.mayEnd;
		if (!isName) return current;
		current = only.place;
	}
	throw new Error("a loop without a step");
}

interface Way {
	exit: Exit;
	guards: Expression[];
	effects: Effect[];
}

/** Every step that can be the next one at a place, with what being there adds to it. */
function waysOut(place: Place, path: Place[], actor: string): Way[] {
	if (path.includes(place)) throw new Error(`${actor}: a loop without a step`);
	if (place.counting !== null)
		throw new Error(`${actor}: a round without a step`);
	const own = place.exits.map((exit) => ({ exit, guards: [], effects: [] }));
	const included = place.includes.flatMap((inclusion) =>
		waysOut(inclusion.place, [...path, place], actor).map((way) => ({
			exit: way.exit,
			guards:
				inclusion.guard === null
					? way.guards
					: [inclusion.guard, ...way.guards],
			effects: [...inclusion.effects, ...way.effects],
		})),
	);
	return [...own, ...included];
}

/** When one may stay for ever; a place of the path is not entered again. */
function mayEndAt(place: Place): Expression | null {
	if (place.mayEnd) return { kind: "constant", value: 1 };
	const ways = place.includes.flatMap((inclusion) => {
		const inner = mayEndAt(inclusion.place);
		if (inner === null) return [];
		if (inclusion.guard === null) return [inner];
		return inner.kind === "constant"
			? [inclusion.guard]
			: [and(inclusion.guard, inner)];
	});
	return ways.reduce<Expression | null>(
		(left, right) =>
			left === null ? right : { kind: "binary", operator: "or", left, right },
		null,
	);
}

/** Where a step leads and what counting it does on the way. */
function arrival(to: Place): { place: Place; effects: readonly Effect[] } {
	const place = canonical(to);
	if (place.counting === null) return { place, effects: [] };
	const rest = arrival(place.counting.target);
	return {
		place: rest.place,
		effects: [...place.counting.effects, ...rest.effects],
	};
}

/** The transitions of an actor. `firstId` numbers them within the scenario. */
export function flowOf(actor: Actor, index: number, firstId: number): Flow {
	const end = newPlace();
	end.mayEnd = true;
	const scope: Scope = {
		loopHead: null,
		loopEnd: null,
		callEnd: end,
		actorEnd: end,
		labels: new Map(),
		routines: [],
		source: null,
		section: null,
		actor: actor.name,
	};
	const start = canonical(placeOfBlock(actor.program, end, scope));
	checkLabels(scope);
	const places: Place[] = [start];
	const flow: Flow = { actor: actor.name, locations: [], mayEnd: [] };
	const numberOf = (place: Place): number => {
		const known = places.indexOf(place);
		return known >= 0 ? known : places.push(place) - 1;
	};
	let id = firstId;
	for (let from = 0; from < places.length; from++) {
		const place = places[from] as Place;
		flow.mayEnd.push(mayEndAt(place));
		flow.locations.push(
			waysOut(place, [], actor.name).map(({ exit, guards, effects }) => {
				const { place: target, effects: counted } = arrival(exit.to);
				const all = [...guards, ...(exit.step.guard ? [exit.step.guard] : [])];
				return {
					id,
					parts: [id++],
					actor: index,
					from,
					to: numberOf(target),
					label: exit.step.label,
					routines: exit.routines,
					source: exit.source,
					section: exit.section,
					guard: all.length === 0 ? null : and(...all),
					effects: [...effects, ...exit.step.effects, ...counted],
				};
			}),
		);
	}
	return flow;
}
