// What a converter did to an older tree beside what the kernel's developers did by the newer one.
//
// A function counts when it holds a plain reference in the older tree (a site of kind get) and is there in the newer one,
// in the same file or in the one file of the same name that has it. Upstream converted it when it holds a pin afterwards,
// kept it when it only holds plain references; one that takes no pages any more says nothing and is counted apart.

import { basename } from "node:path";
import { acquireIn, findEntry } from "../../src/catalog/catalog.ts";
import type { KernelVersion } from "../../src/catalog/entry.ts";
import { isAcquireIn } from "../../src/catalog/is-acquire-in.ts";
import type { Mend } from "../../src/convert/conversion.ts";
import { stateOfSite } from "../../src/convert/progress/state-of-site.ts";
import type { Site } from "../../src/findings/site.ts";
import { type Calls, readFunctions } from "./read-functions.ts";

/** One tree, as it was read. */
export interface ReadTree {
	readonly kernel: KernelVersion;
	readonly sites: readonly Site[];
	/** Text of a file by its path in the tree; null where there is none. */
	readonly read: (file: string) => string | null;
}

export type Choice = "convert" | "keep";

export interface ComparedFunction {
	readonly file: string;
	readonly newFile: string;
	readonly function: string;
	readonly upstream: Choice;
	readonly converter: Choice;
	/** The first site of the function. */
	readonly site: Site;
	/** Calls in the older tree, in the newer one, and as the converter left them. */
	readonly before: Calls;
	readonly after: Calls;
	readonly converted: Calls;
}

export interface ComparedFile {
	readonly file: string;
	readonly newFile: string;
	/** Names of acquires and releases. */
	readonly upstream: readonly string[];
	readonly converter: readonly string[];
	readonly isEqual: boolean;
}

/** A site that was converted though upstream keeps its file on plain references, for a documented reason. */
export interface WrongConversion {
	readonly file: string;
	readonly function: string;
	readonly reason: string;
}

export interface Comparison {
	readonly functions: readonly ComparedFunction[];
	/** Functions that held a pin before; both sides keep them unless the converter is wrong. */
	readonly pinnedBefore: number;
	readonly pinnedChanged: readonly string[];
	/** `file: function()` of those the newer tree does not have, or in which it takes no pages. */
	readonly gone: readonly string[];
	/** Files that both converted. */
	readonly files: readonly ComparedFile[];
	readonly wrong: readonly WrongConversion[];
	/** Files that upstream keeps on plain references for a documented reason. */
	readonly deliberate: number;
	/** What the converter mends in patches of their own, which are not compared. */
	readonly mended: readonly MendedFile[];
}

export interface MendedFile {
	readonly file: string;
	readonly kind: Mend["kind"];
}

export function compareTrees(
	older: ReadTree,
	newer: ReadTree,
	/** The older tree's files as the converter left them; null for one it did not touch. */
	converted: (file: string) => string | null,
	mended: readonly MendedFile[],
): Comparison {
	const functions: ComparedFunction[] = [];
	const gone: string[] = [];
	const pinnedChanged: string[] = [];
	let pinnedBefore = 0;
	const readOld = reader(older, older.read);
	const readNew = reader(newer, newer.read);
	const readConverted = reader(
		{ kernel: newer.kernel },
		(file) => converted(file) ?? older.read(file),
	);
	const find = finder(newer, readNew);
	for (const sites of byFunction(older)) {
		const [site] = sites;
		if (site === undefined) continue;
		const { file, function: name } = site;
		const before = readOld(file).get(name);
		const newFile = find(file, name);
		const after = newFile === null ? undefined : readNew(newFile).get(name);
		if (!sites.some(({ kind }) => kind === "get")) {
			pinnedBefore += 1;
			if (
				converted(file) !== null &&
				text(readConverted(file).get(name)) !== text(before)
			)
				pinnedChanged.push(`${file}: ${name}()`);
			continue;
		}
		if (newFile === null || after === undefined || before === undefined) {
			gone.push(`${file}: ${name}() is not there any more`);
			continue;
		}
		if (acquiresOf(before, newer.kernel).gets === 0) {
			gone.push(`${file}: what ${name}() calls has become a pin by itself`);
			continue;
		}
		const upstream = choiceOf(before, after, newer.kernel);
		if (upstream === null) {
			gone.push(`${file}: ${name}() takes no pages any more`);
			continue;
		}
		const left = readConverted(file).get(name) ?? before;
		functions.push({
			file,
			newFile,
			function: name,
			site,
			upstream,
			converter: choiceOf(before, left, newer.kernel) ?? "keep",
			before,
			after,
			converted: left,
		});
	}
	const deliberate = deliberateFiles(newer);
	return {
		functions,
		pinnedBefore,
		pinnedChanged,
		gone,
		files: compareFiles(functions, readOld, readNew, readConverted),
		wrong: functions.flatMap(({ file, newFile, function: name, converter }) => {
			const reason = deliberate.get(newFile);
			return converter === "convert" && reason !== undefined
				? [{ file, function: name, reason }]
				: [];
		}),
		deliberate: deliberate.size,
		mended,
	};
}

/** Sites that hold something, by file and function, in the order of the sites. */
function byFunction({ sites, kernel }: ReadTree): readonly Site[][] {
	const groups = new Map<string, Site[]>();
	for (const site of sites) {
		if (site.kind === "none" || isAcquireIn(site.function, kernel)) continue;
		const key = `${site.file}\0${site.function}`;
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [site]);
		else group.push(site);
	}
	return [...groups.values()];
}

type FunctionReader = (file: string) => ReadonlyMap<string, Calls>;

function reader(
	{ kernel }: Pick<ReadTree, "kernel">,
	read: (file: string) => string | null,
): FunctionReader {
	const known = new Map<string, ReadonlyMap<string, Calls>>();
	return (file) => {
		const found = known.get(file);
		if (found !== undefined) return found;
		const content = read(file);
		const functions =
			content === null ? new Map() : readFunctions(file, content, kernel);
		known.set(file, functions);
		return functions;
	};
}

/**
 * Where the newer tree has a function: in the same file; else in the only file of that name that has it and holds a site;
 * else where the only function of that name holds a site.
 */
function finder(newer: ReadTree, readNew: FunctionReader) {
	const files = [...new Set(newer.sites.map(({ file }) => file))];
	const only = (found: readonly string[]): string | null =>
		found.length === 1 ? (found[0] ?? null) : null;
	return (file: string, name: string): string | null => {
		if (readNew(file).has(name)) return file;
		const holders = newer.sites
			.filter((site) => site.function === name)
			.map((site) => site.file);
		return (
			only(
				files.filter(
					(other) =>
						basename(other) === basename(file) && readNew(other).has(name),
				),
			) ?? only([...new Set(holders)])
		);
	};
}

/** Both texts as the newer kernel's calls: some have become pins under the same name. null: takes no pages afterwards. */
function choiceOf(
	before: Calls,
	after: Calls,
	kernel: KernelVersion,
): Choice | null {
	const { pins, gets } = acquiresOf(after, kernel);
	if (pins > acquiresOf(before, kernel).pins) return "convert";
	return pins + gets > 0 ? "keep" : null;
}

function acquiresOf(
	calls: Calls,
	kernel: KernelVersion,
): { readonly pins: number; readonly gets: number } {
	let pins = 0;
	let gets = 0;
	for (const [name, count] of calls) {
		const entry = findEntry(name);
		if (entry?.role !== "acquire") continue;
		if (acquireIn(entry, kernel).kind === "get") gets += count;
		else pins += count;
	}
	return { pins, gets };
}

function compareFiles(
	functions: readonly ComparedFunction[],
	readOld: FunctionReader,
	readNew: FunctionReader,
	readConverted: FunctionReader,
): readonly ComparedFile[] {
	const both = functions.filter(
		({ upstream, converter }) =>
			upstream === "convert" && converter === "convert",
	);
	const files = new Map(both.map(({ file, newFile }) => [file, newFile]));
	return [...files].map(([file, newFile]) => {
		const [old, now] = [readOld(file), readNew(newFile)];
		const left = readConverted(file);
		const shared = [...old.keys()].filter((name) => now.has(name));
		// Helpers come and go: one that upstream dropped counts with what the converter did to it.
		const changed = [...left.keys()].filter(
			(name) => text(left.get(name)) !== text(old.get(name)),
		);
		const upstream = namesIn(now, shared);
		const converter = namesIn(left, [...shared, ...changed]);
		return {
			file,
			newFile,
			upstream,
			converter,
			isEqual: upstream.join() === converter.join(),
		};
	});
}

function namesIn(
	functions: ReadonlyMap<string, Calls>,
	names: readonly string[],
): readonly string[] {
	return [
		...new Set(
			names.flatMap((name) => [...(functions.get(name)?.keys() ?? [])]),
		),
	].sort();
}

/**
 * Files all of whose holds are plain references in the newer tree, one at least for a reason that pin_user_pages.rst
 * names: its notifier (case 3), or that only the struct page is used (case 4).
 */
function deliberateFiles(newer: ReadTree): ReadonlyMap<string, string> {
	const reasons = new Map<string, string>();
	const files = new Set(newer.sites.map(({ file }) => file));
	for (const file of files) {
		const sites = newer.sites.filter(
			(site) => site.file === file && site.kind !== "none",
		);
		if (sites.some(({ kind }) => kind !== "get")) continue;
		const states = sites.map((site) => stateOfSite(site, newer.kernel));
		const left = states.find(({ state }) => state === "left");
		if (left !== undefined) reasons.set(file, left.reason);
		else if (hasNotifier(newer.read(file) ?? ""))
			reasons.set(file, "case 3, the file uses an MMU notifier");
	}
	return reasons;
}

/** One that is asked, not one that is told: mm/ calls mmu_notifier_invalidate_range_start() everywhere. */
function hasNotifier(content: string): boolean {
	return /\bmmu_(?:interval_)?notifier_(?:register|get|insert|ops)\w*|\bmmu_(?:notifier|invalidate)_retry\w*|\bhmm_range_fault\b/.test(
		content,
	);
}

function text(calls: Calls | undefined): string {
	return [...(calls ?? [])]
		.map(([name, count]) => `${name}*${count}`)
		.sort()
		.join();
}
