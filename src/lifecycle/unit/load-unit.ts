// Reads those functions of a file that can matter to its acquire calls. Others are never parsed.

import { isWithin } from "#csource/extent.ts";
import { resolveRename } from "#csource/macro-renames.ts";
import type { CParser } from "#csource/parser.ts";
import type { FunctionOutline, SourceView } from "#csource/source-file.ts";
import type { Expression, Extent } from "#csource/syntax.ts";
import { countersOf } from "../counts/count-origins.ts";
import { buildHoldGraph } from "../graph/build-hold-graph.ts";
import { type HoldGraph, holdPlace } from "../graph/hold-graph.ts";
import { fieldsOf, reachFrom } from "../graph/reach.ts";
import {
	type Place,
	returnPlace,
	rootVariable,
	variablePlace,
} from "../place.ts";
import { fillingCallsOf } from "../summaries/filled-objects.ts";
import { frameFunctions } from "../use/frame-walks.ts";
import { addressMacrosOf } from "./address-macros.ts";
import type { FunctionModel, Unit } from "./function-model.ts";
import { ReadingMemory } from "./reading-memory.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** How often the unit grows: each time by the functions that what was read so far makes necessary. */
const roundLimit = 6;

const mentionLimit = 24;

/** A unit and the graph of where its holds go, which decided what was read. */
export interface LoadedUnit {
	readonly unit: Unit;
	readonly graph: HoldGraph;
	/** What the holds of the unit made necessary, found in the view or not. */
	readonly needs: Needs;
}

export interface LoadOptions {
	/**
	 * Where the functions stand whose acquires are followed; those of other parts of the text are read as far as these
	 * holds make it necessary. Not given: the whole text.
	 */
	readonly seeds?: Extent;
	/** Where each file stands. Not given: the text is one. */
	readonly parts?: readonly Extent[];
	/** Where headers stand, the file itself left out. Not given: there are none. */
	readonly headers?: readonly Extent[];
	/** Functions to read at once: those that an earlier reading of part of the text found necessary. */
	readonly first?: Iterable<string>;
	/** Besides those of structs that a C file of the unit defines. */
	readonly closedFields?: ReadonlySet<Place>;
	readonly notifierBeside?: Unit["notifierBeside"];
	readonly atomicBeside?: Unit["atomicBeside"];
	/** Of earlier readings of the same text, or of part of it. */
	readonly memory?: ReadingMemory;
}

/** null where no function of the view acquires. */
export function loadUnit(
	view: SourceView,
	ofRun: Vocabulary,
	parser: CParser,
	options: LoadOptions = {},
): LoadedUnit | null {
	const vocabulary = ofRun.forView(view.configuration);
	const seeds = options.seeds ?? { start: 0, end: view.text.length };
	const { parts = [], headers = [], memory = new ReadingMemory() } = options;
	const closedFields = options.closedFields ?? new Set<Place>();
	const { notifierBeside = () => null, atomicBeside = () => null } = options;
	const resolve = renamerOf(view);
	const outlines = new OutlineIndex(view, vocabulary, resolve, seeds);
	if (outlines.acquiring.length === 0) return null;
	const functions = new Map<string, FunctionModel>();
	const read = (wanted: Iterable<FunctionOutline>): void => {
		for (const outline of wanted)
			if (!functions.has(outline.name) && !isCatalogued(outline))
				functions.set(outline.name, memory.read(view, outline, parser));
	};
	/** What such a function does is in the catalogue; files that are only read along do not know it better. */
	const isCatalogued = (outline: FunctionOutline): boolean =>
		!isWithin(outline, seeds) && vocabulary.knows(outline.name);
	// Two C files may each have a struct of their own under one tag: that of the file itself counts.
	const structs = new Map(
		[
			...view.structs.filter((definition) => !isWithin(definition, seeds)),
			...view.structs.filter((definition) => isWithin(definition, seeds)),
		].map((definition) => [definition.tag, definition]),
	);
	const unitOf = (): Unit => ({
		view,
		seeds,
		parts,
		headers,
		closedFields,
		functions: new Map(
			view.functions.flatMap(({ name }) => {
				const model = functions.get(name);
				return model === undefined ? [] : [[name, model] as const];
			}),
		),
		structs,
		handlers: handlersOf(view, functions),
		resolve,
		notifierBeside,
		atomicBeside,
	});
	read(outlines.acquiring);
	read(outlines.byFrame);
	read(outlines.named([...(options.first ?? [])]));
	/** What was asked for in an earlier round has been read. */
	const asked = new Set<string>();
	const fresh = (kind: string, names: readonly string[]): readonly string[] =>
		names.filter((name) => {
			const question = `${kind} ${name}`;
			if (asked.has(question)) return false;
			asked.add(question);
			return true;
		});
	let hasReleases = false;
	for (let round = 1; ; round++) {
		const before = functions.size;
		const unit = unitOf();
		const graph = buildHoldGraph(unit, vocabulary, memory.flowsIn(vocabulary));
		const needs = needsOf(unit, graph, seeds);
		if (round > roundLimit) return { unit, graph, needs };
		read(outlines.callersOf(fresh("callers", needs.callersOf)));
		read(outlines.named(fresh("name", needs.callees)));
		const counters = countersOf(unit, graph);
		read(outlines.named(fresh("name", counters.computing)));
		read(outlines.callersOf(fresh("callers", counters.taking)));
		read(
			outlines.mentioning(
				fresh("mention", [...needs.fields, ...needs.pointers]),
			),
		);
		if (needs.releases && !hasReleases) {
			read(outlines.leadingToReleases());
			hasReleases = true;
		}
		if (functions.size === before) return { unit, graph, needs };
	}
}

export interface Needs {
	/** Functions that hand a hold up to their callers. */
	readonly callersOf: readonly string[];
	/** Functions that are given a hold, or what may keep one. */
	readonly callees: readonly string[];
	/** Those of them that get an object of a struct of the unit: they may take it over whatever else they do. */
	readonly takers: ReadonlySet<string>;
	/** Fields that keep a hold. */
	readonly fields: readonly string[];
	/** Where they keep it: `f:struct tag.field`. */
	readonly places: readonly Place[];
	/** Fields that keep a function which is given a hold. */
	readonly pointers: readonly string[];
	/** Types that are not defined in the view, of variables of the functions a hold goes through: `struct tag`. */
	readonly tags: readonly string[];
	/** A hold is kept where any function can find it, or handed to the callers. */
	readonly releases: boolean;
}

function needsOf(unit: Unit, graph: HoldGraph, seeds: Extent): Needs {
	const start = graph.acquires
		.filter((call) => !call.holdsNothing && isWithin(call.call, seeds))
		.map(({ call }) => holdPlace(call));
	const { places } = reachFrom(graph, fieldsOf(graph), start);
	const callersOf = [...unit.functions.values()].filter(
		(model) =>
			places.has(returnPlace(model.key)) ||
			model.parameters.some((name) => places.has(variablePlace(model, name))),
	);
	const shared = [...places].some((place) => /^[fg]:/.test(place));
	const given = graph.passes.filter((pass) =>
		pass.places.some((argument) => argument.some((place) => places.has(place))),
	);
	const over = handOvers(unit, graph);
	const pointers = [...given.map(({ call }) => call), ...over].flatMap(
		({ callee }) => (callee.kind === "member" ? [callee.field] : []),
	);
	const takers = over.flatMap(({ callee }) =>
		callee.kind === "identifier" ? [unit.resolve(callee.name)] : [],
	);
	const behindPointers = pointers.flatMap(
		(field) => unit.handlers.get(field) ?? [],
	);
	const kept = [...places].filter((place) => place.startsWith("f:"));
	return {
		callersOf: callersOf.map(({ name }) => name),
		callees: [
			...given.map(({ name }) => name),
			...takers,
			...behindPointers,
			...handlersOfHolders(unit, places),
		],
		takers: new Set([...takers, ...behindPointers]),
		fields: kept.map((place) => place.slice(place.lastIndexOf(".") + 1)),
		places: kept,
		pointers,
		tags: tagsOf(unit, seeds),
		releases: shared || callersOf.length > 0,
	};
}

/** `bio->bi_end_io = fn`, where the pages are in the bio: who gets the bio back gets the pages. */
function handlersOfHolders(
	unit: Unit,
	places: ReadonlySet<Place>,
): readonly string[] {
	return [...unit.functions.values()].flatMap((model) =>
		model.assignments.flatMap(({ target, value }) => {
			if (target.kind !== "member" || value.kind !== "identifier") return [];
			const root = rootVariable(target);
			return root !== null &&
				!model.types.has(value.name) &&
				places.has(variablePlace(model, root))
				? [value.name]
				: [];
		}),
	);
}

/** Calls behind one that leaves pages in an object, which get the object. */
function handOvers(
	unit: Unit,
	graph: HoldGraph,
): readonly (Expression & { readonly kind: "call" })[] {
	const fillings = fillingCallsOf({ unit, graph });
	const filling = new Set(fillings.map(({ call }) => call.start));
	return fillings.flatMap(({ model, call, owner }) =>
		model.parameters.includes(owner)
			? []
			: model.calls.filter(
					(other) =>
						other.start > call.start &&
						!filling.has(other.start) &&
						other.args.some((arg) => rootVariable(arg) === owner),
				),
	);
}

function tagsOf(unit: Unit, seeds: Extent): readonly string[] {
	const tags = new Set<string>();
	for (const { types, syntax } of unit.functions.values()) {
		if (!isWithin(syntax, seeds)) continue;
		for (const { base } of types.values())
			if (/^(struct|union) \w+$/.test(base) && !unit.structs.has(base))
				tags.add(base);
	}
	return [...tags];
}

/** The functions of a view by what their text mentions; nothing is parsed for it. */
class OutlineIndex {
	readonly acquiring: readonly FunctionOutline[];
	readonly releasing: readonly FunctionOutline[];
	/** Those that find pages by their frame numbers, and those that take a reference so. */
	readonly byFrame: readonly FunctionOutline[];
	private readonly view: SourceView;
	private readonly inside: readonly FunctionOutline[];
	private readonly outside: readonly FunctionOutline[];
	private readonly byName: ReadonlyMap<string, FunctionOutline>;

	constructor(
		view: SourceView,
		vocabulary: Vocabulary,
		resolve: (name: string) => string,
		seeds: Extent,
	) {
		const inside = view.functions.filter((outline) => isWithin(outline, seeds));
		this.inside = inside;
		this.outside = view.functions.filter(
			(outline) => !isWithin(outline, seeds),
		);
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
			return inside.filter(({ identifiers }) => {
				for (const name of identifiers) if (passes(name)) return true;
				return false;
			});
		};
		this.view = view;
		// Of two functions of one name that of the file itself counts.
		this.byName = new Map(
			[...this.outside, ...inside].map((outline) => [outline.name, outline]),
		);
		this.acquiring = uses((name) => vocabulary.acquire(name) !== null);
		this.byFrame = frameFunctions(inside);
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

	/**
	 * Functions of the seeds that release, and those that call them: what they release may come from there. Of the rest of
	 * the text only those are read that are asked for by name.
	 */
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
		return fields.flatMap((field) =>
			[this.inside, this.outside].flatMap((part) => {
				const found = part.filter(({ identifiers }) => identifiers.has(field));
				return found.length <= mentionLimit ? found : [];
			}),
		);
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
			target = addressMacrosOf(view.macros).has(name)
				? name
				: (resolveRename(view.macros, name)?.name ?? name);
			known.set(name, target);
		}
		return target;
	};
}

/** Names stored in a field, of functions of the view or not: by the tables of the file, and by assignments in the functions that were read. */
function handlersOf(
	view: SourceView,
	functions: ReadonlyMap<string, FunctionModel>,
): ReadonlyMap<string, readonly string[]> {
	const handlers = new Map<string, string[]>();
	const add = (field: string, value: Expression): void => {
		if (value.kind !== "identifier" || !/[a-z]/.test(value.name)) return;
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
