// Reads those functions of a file that can matter to its acquire calls. Others are never parsed.

import { expandRenames } from "#csource/expand-renames.ts";
import { resolveRename } from "#csource/macro-renames.ts";
import type { CParser } from "#csource/parser.ts";
import type { FunctionOutline, SourceView } from "#csource/source-file.ts";
import type { Expression } from "#csource/syntax.ts";
import { buildHoldGraph } from "./build-hold-graph.ts";
import {
	type FunctionModel,
	modelFunction,
	type Unit,
} from "./function-model.ts";
import { type HoldGraph, holdPlace } from "./hold-graph.ts";
import { returnPlace, variablePlace } from "./place.ts";
import { FieldIndex, reachFrom } from "./reach.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** How often the unit grows: each time by the functions that what was read so far makes necessary. */
const roundLimit = 6;

const mentionLimit = 24;

/** A unit and the graph of where its holds go, which decided what was read. */
export interface LoadedUnit {
	readonly unit: Unit;
	readonly graph: HoldGraph;
}

/** null where no function of the view acquires. */
export function loadUnit(
	view: SourceView,
	vocabulary: Vocabulary,
	parser: CParser,
): LoadedUnit | null {
	const resolve = renamerOf(view);
	const outlines = new OutlineIndex(view, vocabulary, resolve);
	if (outlines.acquiring.length === 0) return null;
	const functions = new Map<string, FunctionModel>();
	const read = (wanted: Iterable<FunctionOutline>): void => {
		for (const outline of wanted)
			if (!functions.has(outline.name))
				functions.set(outline.name, readFunction(view, outline, parser));
	};
	const structs = new Map(
		view.structs.map((definition) => [definition.tag, definition]),
	);
	const unitOf = (): Unit => ({
		view,
		functions: new Map(
			view.functions.flatMap(({ name }) => {
				const model = functions.get(name);
				return model === undefined ? [] : [[name, model] as const];
			}),
		),
		structs,
		handlers: handlersOf(view, functions),
		resolve,
	});
	read(outlines.acquiring);
	for (let round = 1; ; round++) {
		const before = functions.size;
		const unit = unitOf();
		const graph = buildHoldGraph(unit, vocabulary);
		if (round > roundLimit) return { unit, graph };
		const needs = needsOf(unit, graph);
		read(outlines.callersOf(needs.callersOf));
		read(outlines.named(needs.callees));
		read(outlines.mentioning(needs.fields));
		if (needs.releases) read(outlines.leadingToReleases());
		if (functions.size === before) return { unit, graph };
	}
}

function readFunction(
	view: SourceView,
	outline: FunctionOutline,
	parser: CParser,
): FunctionModel {
	const syntax = parser.parseFunction(view, outline);
	const forwards = view.macros.some(
		({ name, parameters }) =>
			parameters !== null && outline.identifiers.has(name),
	);
	if (!forwards) return modelFunction(syntax);
	return modelFunction(
		expandRenames(syntax, (name) => resolveRename(view.macros, name)),
	);
}

interface Needs {
	/** Functions that hand a hold up to their callers. */
	readonly callersOf: readonly string[];
	/** Functions that are given a hold, or what may keep one. */
	readonly callees: readonly string[];
	/** Fields that keep a hold. */
	readonly fields: readonly string[];
	/** A hold is kept where any function can find it, or handed to the callers. */
	readonly releases: boolean;
}

function needsOf(unit: Unit, graph: HoldGraph): Needs {
	const start = graph.acquires
		.filter((call) => !call.holdsNothing)
		.map(({ call }) => holdPlace(call));
	const { places } = reachFrom(graph, new FieldIndex(graph), start);
	const callersOf = [...unit.functions.values()].filter(
		(model) =>
			places.has(returnPlace(model.key)) ||
			model.parameters.some((name) => places.has(variablePlace(model, name))),
	);
	const shared = [...places].some((place) => /^[fg]:/.test(place));
	return {
		callersOf: callersOf.map(({ name }) => name),
		callees: graph.passes
			.filter(({ places: given }) =>
				given.some((argument) => argument.some((place) => places.has(place))),
			)
			.map(({ name }) => name),
		fields: [...places]
			.filter((place) => place.startsWith("f:"))
			.map((place) => place.slice(place.lastIndexOf(".") + 1)),
		releases: shared || callersOf.length > 0,
	};
}

/** The functions of a view by what their text mentions; nothing is parsed for it. */
class OutlineIndex {
	readonly acquiring: readonly FunctionOutline[];
	readonly releasing: readonly FunctionOutline[];
	private readonly view: SourceView;
	private readonly byName: ReadonlyMap<string, FunctionOutline>;

	constructor(
		view: SourceView,
		vocabulary: Vocabulary,
		resolve: (name: string) => string,
	) {
		const uses = (
			test: (name: string) => boolean,
		): readonly FunctionOutline[] => {
			// Functions share most of their names: each is looked up once.
			const answers = new Map<string, boolean>();
			const passes = (name: string): boolean => {
				let answer = answers.get(name);
				if (answer === undefined) {
					answer = test(resolve(name));
					answers.set(name, answer);
				}
				return answer;
			};
			return view.functions.filter(({ identifiers }) => {
				for (const name of identifiers) if (passes(name)) return true;
				return false;
			});
		};
		this.view = view;
		this.byName = new Map(
			view.functions.map((outline) => [outline.name, outline]),
		);
		this.acquiring = uses((name) => vocabulary.acquire(name) !== null);
		this.releasing =
			this.acquiring.length === 0
				? []
				: uses(
						(name) =>
							(vocabulary.release(name) ?? vocabulary.dirty(name)) !== null,
					);
	}

	callersOf(names: readonly string[]): readonly FunctionOutline[] {
		if (names.length === 0) return [];
		return this.view.functions.filter(({ identifiers }) =>
			names.some((name) => identifiers.has(name)),
		);
	}

	/** Functions that release, and those that call them: what they release may come from there. */
	leadingToReleases(): readonly FunctionOutline[] {
		const callers = this.callersOf(this.releasing.map(({ name }) => name));
		return [
			...this.releasing,
			...callers,
			...this.callersOf(callers.map(({ name }) => name)),
		];
	}

	/** A field that half the file mentions tells nothing: those are left out (may miss a release). */
	mentioning(fields: readonly string[]): readonly FunctionOutline[] {
		return fields.flatMap((field) => {
			const found = this.view.functions.filter(({ identifiers }) =>
				identifiers.has(field),
			);
			return found.length <= mentionLimit ? found : [];
		});
	}

	named(names: readonly string[]): readonly FunctionOutline[] {
		return names.flatMap((name) => this.byName.get(name) ?? []);
	}
}

function renamerOf(view: SourceView): (name: string) => string {
	const known = new Map<string, string>();
	return (name) => {
		let target = known.get(name);
		if (target === undefined) {
			target = resolveRename(view.macros, name)?.name ?? name;
			known.set(name, target);
		}
		return target;
	};
}

/** Functions stored in a field: by the tables of the file, and by assignments in the functions that were read. */
function handlersOf(
	view: SourceView,
	functions: ReadonlyMap<string, FunctionModel>,
): ReadonlyMap<string, readonly string[]> {
	const handlers = new Map<string, string[]>();
	const add = (field: string, value: Expression): void => {
		if (value.kind !== "identifier" || !functions.has(value.name)) return;
		const known = handlers.get(field) ?? [];
		if (!known.includes(value.name)) known.push(value.name);
		handlers.set(field, known);
	};
	for (const table of view.tables)
		for (const { designator, value } of table.items)
			if (designator !== null) add(designator, value);
	for (const model of functions.values())
		for (const { target, value } of model.assignments)
			if (target.kind === "member") add(target.field, value);
	return handlers;
}
