// Checks that what the catalogue says of a kernel tree is what stands in that tree.

import { atomicEntries, atomicHandlers } from "#catalog/atomic-context.ts";
import { busAddresses } from "#catalog/bus-addresses.ts";
import { contacts, derivations, entries, existsIn } from "#catalog/catalog.ts";
import { dmaUnmapEntries } from "#catalog/dma-unmap.ts";
import type {
	KernelVersion,
	Signature,
	Source,
	Span,
	TreeName,
	TreeSource,
} from "#catalog/entry.ts";
import { flagEntries } from "#catalog/flags.ts";
import { mmapLockEntries } from "#catalog/mmap-lock.ts";
import { notifierEntries } from "#catalog/mmu-notifier.ts";
import { pageCarrierEntries } from "#catalog/page-carriers.ts";
import { pageLockEntries } from "#catalog/page-lock.ts";
import { earlyWaitEntries } from "#catalog/waits.ts";
import { type Declaration, declarationsOf } from "./c-declaration.ts";

/** Reads a file of a tree; null: no such file. */
export type ReadFile = (file: string) => string | null;

/** One place where the catalogue points into a tree. parameters: how many the cited shape has, null: not a call. */
export interface Citation {
	readonly name: string;
	readonly source: TreeSource;
	readonly parameters: number | null;
}

/** A name with everything the catalogue knows about when it existed and in which shape. */
interface History {
	readonly name: string;
	readonly spans: readonly (Span & { readonly source: Source })[];
	readonly shapes: readonly Signature[];
}

function inTree(
	name: string,
	source: Source,
	parameters: number | null,
): Citation[] {
	return source.kind === "tree" ? [{ name, source, parameters }] : [];
}

/** Every citation of a kernel tree in the catalogue. */
export function citations(): Citation[] {
	const calls = entries.flatMap((entry) => [
		...entry.signatures.flatMap((signature) =>
			inTree(entry.name, signature.source, signature.parameters.length),
		),
		...(entry.role === "acquire" ? (entry.eras ?? []) : []).flatMap((era) =>
			inTree(entry.name, era.source, null),
		),
	]);
	const others = [
		...flagEntries,
		...derivations,
		...busAddresses,
		...contacts,
		...notifierEntries,
		...mmapLockEntries,
		...atomicEntries,
		...dmaUnmapEntries,
		...pageLockEntries,
		...earlyWaitEntries,
		...pageCarrierEntries,
	].flatMap((entry) => inTree(entry.name, entry.source, null));
	const handlers = atomicHandlers.flatMap((entry) =>
		inTree(
			entry.by === "argument" ? entry.name : entry.type,
			entry.source,
			null,
		),
	);
	return [...calls, ...others, ...handlers];
}

function matches(found: Declaration, parameters: number | null): boolean {
	return (
		parameters === null ||
		found.parameters === null ||
		found.parameters === parameters
	);
}

/** What is wrong with one citation, or null. */
export function faultOf(citation: Citation, read: ReadFile): string | null {
	const { file, symbol, tree } = citation.source;
	const where = `${tree}:${file}`;
	const text = read(file);
	if (text === null) return `${citation.name}: ${where} does not exist`;
	const found = declarationsOf(text, symbol);
	if (found.length === 0)
		return `${citation.name}: ${where} does not declare ${symbol}`;
	if (!found.some((one) => matches(one, citation.parameters)))
		return `${citation.name}: ${where} declares ${symbol} with ${found.map((one) => one.parameters).join(" or ")} parameters, not ${citation.parameters}`;
	return null;
}

/** The histories of every name whose cited file is a header: only headers say when a name was there for everybody. */
export function histories(): History[] {
	const all: History[] = entries.map((entry) => ({
		name: entry.name,
		spans: entry.signatures,
		shapes: entry.signatures,
	}));
	for (const table of [flagEntries, derivations, notifierEntries])
		for (const entry of table)
			all.push({ name: entry.name, spans: [entry], shapes: [] });
	const contactNames = new Set(contacts.map((entry) => entry.name));
	for (const name of contactNames)
		all.push({
			name,
			spans: contacts.filter((entry) => entry.name === name),
			shapes: [],
		});
	return all;
}

/** Reads one tree. headers: every header in which a name may be declared for everybody. */
export interface Tree {
	readonly name: TreeName;
	readonly read: ReadFile;
	readonly headers: () => readonly string[];
}

function citedHeaders({ name, spans }: History): string[] {
	const files = spans.flatMap(({ source }) =>
		source.kind === "tree" && source.symbol === name ? [source.file] : [],
	);
	return [...new Set(files)].filter((file) => file.startsWith("include/"));
}

/** Where the catalogue cites a name from first, all other headers when it is in none of those. */
function declarationsIn(tree: Tree, history: History): Declaration[] {
	const { name } = history;
	const find = (file: string) => declarationsOf(tree.read(file) ?? "", name);
	const found = citedHeaders(history).flatMap(find);
	if (found.length > 0) return found;
	return tree
		.headers()
		.filter((file) => tree.read(file)?.includes(name))
		.flatMap(find);
}

/**
 * What a tree says against the releases the catalogue claims for a name: absent where it should be there, there in
 * another shape, or there where it should be gone. Names cited only from .c files are not dated.
 * May report a name that a stable release got back-ported; the data then says so.
 */
export function datingFaults(history: History, tree: Tree): string[] {
	if (citedHeaders(history).length === 0) return [];
	const kernel = tree.name.slice(1) as KernelVersion;
	const found = declarationsIn(tree, history);
	const alive = history.spans.some((span) => existsIn(span, kernel));
	if (alive !== found.length > 0)
		return [
			`${history.name}: ${alive ? "not declared" : "declared"} in ${tree.name}, where it should${alive ? "" : " not"} be`,
		];
	const shape = history.shapes.find((span) => existsIn(span, kernel));
	if (!shape || found.some((one) => matches(one, shape.parameters.length)))
		return [];
	return [
		`${history.name}: ${tree.name} has ${found.map((one) => one.parameters).join(" or ")} parameters, the catalogue ${shape.parameters.length}`,
	];
}
