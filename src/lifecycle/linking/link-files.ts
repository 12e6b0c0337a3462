// Finds the other files that the holds of a file lead to, and joins their texts to its own.
//
// Round by round: what was read so far says which functions are called, which call, and which fields keep a hold; files
// around that define, call or mention them are added. Errs: what more files mention than the limits allow is not followed
// (may miss a release; nothing is then said about it).

import {
	acquireNames,
	dirtyNames,
	findEntry,
	helperNames,
	isAcquireName,
	releaseNames,
} from "#catalog/catalog.ts";
import { type JoinedText, joinTexts } from "#csource/joined-text.ts";
import { lentNames } from "#csource/lent-names.ts";
import { mentions } from "#csource/mentions.ts";
import type { NamedText } from "#csource/named-text.ts";
import { once } from "#csource/once.ts";
import type { CParser } from "#csource/parser.ts";
import { PartLexer } from "#csource/part-lexer.ts";
import { SharedParts } from "#csource/shared-parts.ts";
import type { SourceView } from "#csource/source-file.ts";
import type { Extent } from "#csource/syntax.ts";
import { viewsOf } from "#csource/views.ts";
import { isCommonField } from "../graph/reach.ts";
import { isFree, isNoReturn, isPreparation } from "../kernel-idioms.ts";
import type { Place } from "../place.ts";
import type { AtomicWay } from "../unit/function-model.ts";
import {
	type LoadedUnit,
	type LoadOptions,
	loadUnit,
	type Needs,
} from "../unit/load-unit.ts";
import { ReadingMemory } from "../unit/reading-memory.ts";
import type { Vocabulary } from "../unit/vocabulary.ts";
import { calledInAtomic, registersHandlers } from "./called-in-atomic.ts";
import {
	definesFunction,
	definesMacro,
	definesTag,
	fillsField,
	passesField,
	readsField,
} from "./find-in-text.ts";
import { includedHeaders } from "./included-headers.ts";
import type { Neighbourhood } from "./neighbourhood.ts";
import { notifierBeside } from "./notifier-beside.ts";

const roundLimit = 6;

/** What more files than this do is common: none of them is added for it. */
const callerLimit = 6;
const definitionLimit = 2;
const handlerLimit = 3;
const keeperLimit = 4;
/** Of a field that a call of this file has filled: it is where the pages are, not only where they may come to. */
const homeLimit = 6;

const fileLimit = 10;
const textLimit = 800_000;

/** A file of at most this length is read for a function that gets a hold, whatever else is in it. */
const smallText = 40_000;

/** In one round: a hold that leads to more names at once goes everywhere, and following all of them shows nothing. */
const nameLimit = 40;

/** The file that is judged. */
export interface FileToLink extends NamedText {
	/** Headers that give it calls of the catalogue under other names: it may include them through others that are not around. */
	readonly lenders?: readonly NamedText[];
}

export interface LinkedFile {
	readonly joined: JoinedText;
	readonly views: readonly SourceView[];
	/** null where nothing is acquired in that view. */
	readonly load: (view: SourceView) => LoadedUnit | null;
}

export interface LinkOptions {
	readonly vocabulary: Vocabulary;
	readonly parser: CParser;
	/** Whether a name is worth a configuration of its own. */
	readonly interesting: (name: string) => boolean;
}

/** null where nothing in the file, or in what it includes, can take a hold. */
export function linkFile(
	file: FileToLink,
	neighbourhood: Neighbourhood,
	options: LinkOptions,
): LinkedFile | null {
	const mayAcquire = acquirePattern.test(file.text);
	const isSource = !file.path.endsWith(".h");
	if (!mayAcquire && !isSource) return null;
	const around = once(() => neighbourhood.around(file.path));
	const included = includesOwn(file.text)
		? includedHeaders(file, around(), mayMatter)
		: [];
	const lenders = (file.lenders ?? []).filter(
		({ path }) => !included.some((header) => header.path === path),
	);
	const headers = [...lenders, ...included];
	if (!mayAcquire && !headers.some(({ text }) => lendsAcquire(text, file)))
		return null;
	const reachable = definesCatalogued(file) ? () => [] : around;
	return new Linker(file, headers, reachable, options).link();
}

/** What the callers of such functions owe is in the catalogue. */
function definesCatalogued(file: NamedText): boolean {
	return [...acquireNames(), ...helperNames()].some((name) =>
		definesFunction(file, name),
	);
}

const acquirePattern = new RegExp(`\\b(?:${[...acquireNames()].join("|")})\\b`);

/** The names of the catalogue that tell where holds go, also within longer ones: what a driver calls after them wraps them. */
const relevantPattern = new RegExp(
	shortest([...acquireNames(), ...releaseNames(), ...dirtyNames()]).join("|"),
);

/** Names of which every other contains one. */
function shortest(names: readonly string[]): readonly string[] {
	return names.filter(
		(name) => !names.some((other) => other !== name && name.includes(other)),
	);
}

/** A header of the same program, or one that an include path may lead to: those of the kernel are in folders. */
function includesOwn(text: string): boolean {
	return /^[ \t]*#[ \t]*include[ \t]*(?:"|<[^/>\n]+>)/m.test(text);
}

/** A header that wraps or renames something of the catalogue. */
function mayMatter(file: NamedText): boolean {
	let answer = answers.get(file);
	if (answer === undefined) {
		answer =
			relevantPattern.test(file.text) && /[{]|#[ \t]*define/.test(file.text);
		answers.set(file, answer);
	}
	return answer;
}

const answers = new WeakMap<NamedText, boolean>();

/** A macro of the header stands for an acquire, and the text uses it. */
function lendsAcquire(header: string, file: NamedText): boolean {
	if (!acquirePattern.test(header)) return false;
	for (const name of lentNames(header, isAcquireName))
		if (mentions(file, name)) return true;
	return false;
}

class Linker {
	private readonly file: NamedText;
	private readonly around: () => readonly NamedText[];
	private readonly options: LinkOptions;
	private readonly headers: readonly NamedText[];
	private readonly others = new Map<string, NamedText>();
	private readonly asked = new Map<string, boolean>();
	/** Fields of structs of a header, by place, of which every file that can reach them is joined. */
	private readonly closedFields = new Set<Place>();
	private readonly read = new Set<string>();
	/** Of the views that were made last. */
	private readonly loaded = new Map<SourceView, LoadedUnit>();
	/** Functions of the file that other files may call. */
	private exported: readonly string[] = [];
	private readonly lexer = new PartLexer();
	private readonly shared = new SharedParts();
	private readonly memory = new ReadingMemory();
	private readonly notifier = once(() =>
		notifierBeside(this.file, this.around()),
	);
	/** By the name of a function: how it is called in atomic context, once found. */
	private readonly atomicWays = new Map<string, AtomicWay | null>();
	/** The files of the folder and below, and those that make functions run in atomic context. */
	private readonly driver = once(() => {
		const folder = this.file.path.slice(0, this.file.path.lastIndexOf("/") + 1);
		const files = [this.file, ...this.around()].filter(({ path }) =>
			path.startsWith(folder),
		);
		return { files, registering: files.filter(registersHandlers) };
	});
	/** Every header around that the file includes. */
	private readonly included = once(() =>
		includedHeaders(this.file, this.around(), () => true),
	);

	constructor(
		file: NamedText,
		headers: readonly NamedText[],
		around: () => readonly NamedText[],
		options: LinkOptions,
	) {
		this.file = file;
		this.headers = headers;
		this.around = around;
		this.options = options;
	}

	link(): LinkedFile | null {
		let { joined, views } = this.join();
		this.exported = this.exportedOf(joined, views);
		for (let round = 0; round < roundLimit; round++) {
			const before = this.others.size;
			const all = this.needsOf(joined, views);
			for (const needs of all) this.addDefinitions(needs);
			if (this.others.size === before)
				for (const needs of all) this.addUsers(needs, views);
			if (this.others.size === before) break;
			({ joined, views } = this.join());
		}
		const { loaded } = this;
		const { vocabulary, parser } = this.options;
		const options = this.loadOptionsOf(joined);
		return {
			joined,
			views,
			load: (view) =>
				loaded.get(view) ?? loadUnit(view, vocabulary, parser, options),
		};
	}

	private exportedOf(
		{ own }: JoinedText,
		views: readonly SourceView[],
	): readonly string[] {
		if (this.file.path.endsWith(".h")) return [];
		const names = views.flatMap(({ functions }) =>
			functions.flatMap(({ name, start, isStatic }) =>
				!isStatic && own.start <= start && start < own.end ? [name] : [],
			),
		);
		return [...new Set(names)];
	}

	private loadOptionsOf({ seeds, parts }: JoinedText): LoadOptions {
		return {
			seeds,
			parts,
			headers: parts.filter(({ isHeader }) => isHeader),
			closedFields: this.closedFields,
			first: this.read,
			memory: this.memory,
			notifierBeside: this.notifier,
			atomicBeside: (name) => this.atomicWay(name),
		};
	}

	private atomicWay(name: string): AtomicWay | null {
		let way = this.atomicWays.get(name);
		if (way === undefined) {
			const { files, registering } = this.driver();
			way = calledInAtomic(name, files, registering);
			this.atomicWays.set(name, way);
		}
		return way;
	}

	private join(): { joined: JoinedText; views: readonly SourceView[] } {
		const joined = joinTexts(this.headers, this.file, [
			...this.others.values(),
		]);
		const { kernel } = this.options.vocabulary;
		const views = viewsOf(joined.path, joined.text, {
			kernel,
			interesting: this.options.interesting,
			shared: this.shared,
			lexed: this.lexer.lex(joined),
			...(joined.parts.length > 1
				? { aimsAt: (group: Extent) => this.isAimedAt(joined, group) }
				: {}),
		});
		return { joined, views };
	}

	/** The file's own #if lines, and those in headers around something the file uses. */
	private isAimedAt({ own, text }: JoinedText, group: Extent): boolean {
		if (own.start <= group.start && group.start < own.end) return true;
		if (group.start >= own.end) return false;
		const inside = text.slice(group.start, group.end);
		const names = new Set<string>();
		for (const [, name] of inside.matchAll(/#[ \t]*define[ \t]+(\w+)/g))
			if (name !== undefined) names.add(name);
		for (const [, name] of inside.matchAll(/\b(\w+)[ \t]*\(/g))
			if (name !== undefined && findEntry(name) === null) names.add(name);
		return [...names].some((name) => mentions(this.file, name));
	}

	/** Of the first views in which something is acquired. */
	private needsOf(
		joined: JoinedText,
		views: readonly SourceView[],
	): readonly (Needs & { readonly known: ReadonlySet<string> })[] {
		const { vocabulary, parser } = this.options;
		this.loaded.clear();
		return views.slice(0, 2).flatMap((view) => {
			const loaded = loadUnit(
				view,
				vocabulary,
				parser,
				this.loadOptionsOf(joined),
			);
			if (loaded === null) return [];
			this.loaded.set(view, loaded);
			for (const name of loaded.unit.functions.keys()) this.read.add(name);
			const known = new Set(view.functions.map(({ name }) => name));
			const local = new Set(
				view.functions.flatMap(({ name, isStatic }) =>
					isStatic ? [name] : [],
				),
			);
			const exported = loaded.needs.callersOf.filter(
				(name) => !local.has(name) || this.isHeaderFunction(view, joined, name),
			);
			return [{ ...loaded.needs, callersOf: exported, known }];
		});
	}

	private isHeaderFunction(
		view: SourceView,
		joined: JoinedText,
		name: string,
	): boolean {
		const outline = view.functions.find((entry) => entry.name === name);
		if (outline === undefined) return false;
		const { file } = joined.placeOf(outline.nameStart);
		return file.endsWith(".h") && file === this.file.path;
	}

	/** Where the pages go: the functions that get them. These come first, as long as there are any. */
	private addDefinitions(
		needs: Needs & { readonly known: ReadonlySet<string> },
	): void {
		const before = this.asked.size;
		const isWithinLimit = (): boolean => this.asked.size - before < nameLimit;
		for (const field of needs.pointers)
			this.addFiles(`fill ${field}`, handlerLimit, (file) =>
				fillsField(file, field),
			);
		const unknown = needs.callees.filter(
			(name) => !needs.known.has(name) && isWorthReading(name),
		);
		const isTaker = (name: string): boolean => needs.takers.has(name);
		for (const name of [
			...unknown.filter(isTaker),
			...unknown.filter((one) => !isTaker(one)),
		])
			if (isWithinLimit()) this.addDefinition(name, isTaker(name));
		for (const tag of needs.tags)
			this.addHeader(`tag ${tag}`, (file) => definesTag(file, tag));
	}

	/** Who else has them: callers of functions that hand them up, and functions that reach a field that keeps them. */
	private addUsers(needs: Needs, views: readonly SourceView[]): void {
		const before = this.asked.size;
		const isWithinLimit = (): boolean => this.asked.size - before < nameLimit;
		for (const name of needs.callersOf)
			if (isWithinLimit() && findEntry(name) === null)
				this.addFiles(
					`call ${name}`,
					callerLimit,
					(file) => file.path.endsWith(".c") && mentions(file, name),
				);
		for (const place of needs.places)
			if (isWithinLimit()) this.addKeepers(place, views);
	}

	private addDefinition(name: string, isTaker: boolean): void {
		this.addHeader(`macro ${name}`, (file) => definesMacro(file, name));
		this.addFiles(
			`define ${name}`,
			definitionLimit,
			(file) =>
				definesFunction(file, name) &&
				(isTaker || mayMatter(file) || file.text.length <= smallText),
		);
	}

	/** The header that defines a struct with a hold in it, and the files that can reach the field. */
	private addKeepers(place: string, views: readonly SourceView[]): void {
		const tag = place.slice(2, place.lastIndexOf("."));
		const field = place.slice(place.lastIndexOf(".") + 1);
		if (!/^(struct|union) \w+$/.test(tag)) return;
		this.addHeader(`tag ${tag}`, (file) => definesTag(file, tag));
		const header = [...this.headers, ...this.others.values()].find(
			(file) => file.path.endsWith(".h") && definesTag(file, tag),
		);
		const word = tag.slice(tag.indexOf(" ") + 1);
		const reaches = (file: NamedText): boolean =>
			file.path.endsWith(".c") && mentions(file, field) && mentions(file, word);
		if (header === undefined && !this.isDefinedHere(tag, views)) {
			// A header of the kernel defines it: of the files that reach the field only those matter that take out of it what they
			// can let go; each driver fills the field with pages of its own.
			if (isCommonField(place)) return;
			this.addFiles(
				`let go ${place}`,
				keeperLimit,
				(file) =>
					file.path.endsWith(".c") &&
					readsField(file, tag, field) &&
					mayMatter(file),
			);
			return;
		}
		const limit = passesField(this.file, [...acquireNames()], field)
			? homeLimit
			: keeperLimit;
		const isWhole = this.addFiles(`reach ${place}`, limit, reaches);
		if (isWhole) this.closedFields.add(place);
		else
			this.addFiles(
				`let go ${place}`,
				keeperLimit,
				(file) => reaches(file) && mayMatter(file),
			);
	}

	private isDefinedHere(tag: string, views: readonly SourceView[]): boolean {
		return (
			this.file.path.endsWith(".h") &&
			views.some(({ structs }) => structs.some((entry) => entry.tag === tag))
		);
	}

	private addHeader(what: string, test: (file: NamedText) => boolean): void {
		if (this.asked.has(what)) return;
		this.asked.set(what, true);
		const known = [this.file, ...this.headers, ...this.others.values()];
		if (known.some(test)) return;
		const header = this.included().find(test);
		if (header !== undefined) this.others.set(header.path, header);
	}

	/** It defines a function that the file itself gives to others: the same program for another system has that one instead. */
	private isTwin(file: NamedText): boolean {
		return (
			file.path.endsWith(".c") &&
			this.exported.some((name) => definesFunction(file, name))
		);
	}

	/** Whether all of them are part of the unit now. */
	private addFiles(
		what: string,
		limit: number,
		test: (file: NamedText) => boolean,
	): boolean {
		const before = this.asked.get(what);
		if (before !== undefined) return before;
		const isWhole = this.addAll(limit, test);
		this.asked.set(what, isWhole);
		return isWhole;
	}

	private addAll(limit: number, test: (file: NamedText) => boolean): boolean {
		const found: NamedText[] = [];
		for (const file of this.around()) {
			if (this.headers.some(({ path }) => path === file.path)) continue;
			if (test(file) && !this.isTwin(file)) found.push(file);
			if (found.length > limit) return false;
		}
		const fresh = found.filter(({ path }) => !this.others.has(path));
		const chars = [...this.others.values(), ...fresh].reduce(
			(sum, { text }) => sum + text.length,
			0,
		);
		if (this.others.size + fresh.length > fileLimit || chars > textLimit)
			return false;
		for (const file of fresh) this.others.set(file.path, file);
		return true;
	}
}

/** Not one of the names that every kernel file uses. */
function isWorthReading(name: string): boolean {
	return (
		/^[A-Za-z_]\w+$/.test(name) &&
		findEntry(name) === null &&
		!isFree(name) &&
		!isNoReturn(name) &&
		!isPreparation(name) &&
		!/^(IS_ERR|PTR_ERR|ERR_PTR|page_|Page|folio_|sg_|dma_|k?unmap|k?map|offset_in|is_)/.test(
			name,
		)
	);
}
