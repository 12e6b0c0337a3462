// What is asked of a unit once per site, worked out once per unit: a site then costs what it touches, not the file.

import { flatMap } from "#base/flat-map.ts";
import { findNotifier } from "#catalog/catalog.ts";
import type { NotifierEntry } from "#catalog/entry.ts";
import type { FunctionOutline } from "#csource/source-file.ts";
import type { UnitContext } from "../function-context.ts";
import {
	type AcquireCall,
	type CallExpression,
	type DirtyCall,
	type HoldGraph,
	holdPlace,
	type PassCall,
	type ReleaseCall,
} from "../graph/hold-graph.ts";
import { type Reach, reachFrom } from "../graph/reach.ts";
import { calleeName } from "../kernel-idioms.ts";
import type { Place } from "../place.ts";
import type { FunctionModel } from "./function-model.ts";

/** A call of a function that the catalogue says something of, with the places its arguments stand for. */
export interface TouchingCall {
	readonly model: FunctionModel;
	readonly call: CallExpression;
	readonly name: string;
}

export interface UnitIndex {
	/** Functions of the file whose text has a name. */
	mentioning(name: string): readonly FunctionOutline[];
	/** The function and all that call it, directly or through others. */
	callersOf(name: string): ReadonlySet<string>;
	releasesAt(places: ReadonlySet<Place>): readonly ReleaseCall[];
	dirtiesAt(places: ReadonlySet<Place>): readonly DirtyCall[];
	passesAt(places: ReadonlySet<Place>): readonly PassCall[];
	/** Calls that touch contents or make an address, through an argument that stands for one of the places. */
	touchesAt(places: ReadonlySet<Place>): readonly TouchingCall[];
	/** Where the hold of an acquire call can come. */
	reachOf(acquire: AcquireCall): Reach;
	/** The functions of the file by name. */
	readonly named: ReadonlyMap<string, FunctionOutline>;
	/** Names of the notifier family in the file, unregistering left out. */
	readonly notifierUses: readonly NotifierUse[];
	/** Functions of the file with a name in them that the test knows; `key` names the test. */
	namesLike(
		key: string,
		test: (name: string) => boolean,
	): readonly FunctionOutline[];
}

export interface NotifierUse {
	readonly outline: FunctionOutline;
	readonly name: string;
	readonly shows: NotifierEntry["shows"];
}

const indexes = new WeakMap<HoldGraph, UnitIndex>();

export function indexOf(context: UnitContext): UnitIndex {
	let index = indexes.get(context.graph);
	if (index === undefined) {
		index = buildIndex(context);
		indexes.set(context.graph, index);
	}
	return index;
}

function buildIndex(context: UnitContext): UnitIndex {
	const { graph, fields, unit } = context;
	const mentions = mentionsOf(unit.view.functions);
	const releases = new PlaceIndex(graph.releases, (call) => call.places);
	const dirties = new PlaceIndex(graph.dirties, (call) => call.places);
	const passes = new PlaceIndex(graph.passes, (call) => call.places.flat());
	const touches = new PlaceIndex(touchingCalls(context), ({ model, call }) =>
		call.args.flatMap((argument) => graph.sources(model, argument)),
	);
	const reaches = new Map<number, Reach>();
	const answers = new Map<string, readonly FunctionOutline[]>();
	const callers = new Map<string, ReadonlySet<string>>();
	return {
		mentioning: (name) => mentions.get(name) ?? [],
		callersOf: (name) => {
			let found = callers.get(name);
			if (found === undefined) {
				found = callersIn(mentions, name);
				callers.set(name, found);
			}
			return found;
		},
		releasesAt: (places) => releases.at(places),
		dirtiesAt: (places) => dirties.at(places),
		passesAt: (places) => passes.at(places),
		touchesAt: (places) => touches.at(places),
		reachOf: (acquire) => {
			let reach = reaches.get(acquire.call.start);
			if (reach === undefined) {
				reach = reachFrom(
					graph,
					fields,
					acquire.holdsNothing ? [] : [holdPlace(acquire.call)],
				);
				reaches.set(acquire.call.start, reach);
			}
			return reach;
		},
		named: new Map(
			unit.view.functions.map((outline) => [outline.name, outline]),
		),
		notifierUses: notifierUsesOf(unit.view.functions),
		namesLike: (key, test) => {
			let answer = answers.get(key);
			if (answer === undefined) {
				answer = [...mentions].flatMap(([name, outlines]) =>
					test(unit.resolve(name)) ? outlines : [],
				);
				answers.set(key, answer);
			}
			return answer;
		},
	};
}

function notifierUsesOf(
	outlines: readonly FunctionOutline[],
): readonly NotifierUse[] {
	return outlines.flatMap((outline) =>
		flatMap(outline.identifiers, (name) => {
			const shows = findNotifier(name)?.shows;
			return shows === undefined || shows === "unregister"
				? []
				: [{ outline, name, shows }];
		}),
	);
}

function mentionsOf(
	outlines: readonly FunctionOutline[],
): ReadonlyMap<string, readonly FunctionOutline[]> {
	const mentions = new Map<string, FunctionOutline[]>();
	for (const outline of outlines)
		for (const name of outline.identifiers) {
			const known = mentions.get(name);
			if (known === undefined) mentions.set(name, [outline]);
			else known.push(outline);
		}
	return mentions;
}

function callersIn(
	mentions: ReturnType<typeof mentionsOf>,
	name: string,
): ReadonlySet<string> {
	const found = new Set([name]);
	for (const one of found)
		for (const outline of mentions.get(one) ?? []) found.add(outline.name);
	return found;
}

function touchingCalls({
	unit,
	vocabulary,
}: UnitContext): readonly TouchingCall[] {
	return flatMap(unit.functions.values(), (model) =>
		flatMap(model.calls, (call) => {
			const written = calleeName(call);
			const name = written === null ? null : unit.resolve(written);
			if (name === null) return [];
			const known =
				vocabulary.contacts(name).length > 0 ||
				vocabulary.derivations(name).length > 0;
			return known ? [{ model, call, name }] : [];
		}),
	);
}

/** Calls by the places they meet; answers keep the order of the calls. */
class PlaceIndex<Call> {
	private readonly byPlace = new Map<Place, number[]>();
	private readonly calls: readonly Call[];

	constructor(
		calls: readonly Call[],
		placesOf: (call: Call) => readonly Place[],
	) {
		this.calls = calls;
		calls.forEach((call, index) => {
			for (const place of new Set(placesOf(call))) {
				const known = this.byPlace.get(place);
				if (known === undefined) this.byPlace.set(place, [index]);
				else known.push(index);
			}
		});
	}

	at(places: ReadonlySet<Place>): readonly Call[] {
		const found = new Set<number>();
		for (const place of places)
			for (const index of this.byPlace.get(place) ?? []) found.add(index);
		return [...found]
			.sort((a, b) => a - b)
			.flatMap((index) => {
				const call = this.calls[index];
				return call === undefined ? [] : [call];
			});
	}
}
