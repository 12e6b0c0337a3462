import { flatMap } from "#base/flat-map.ts";
import { type ActiveText, activeText } from "./active-text.ts";
import type { BranchTarget } from "./branch-target.ts";
import { type Conditionals, readConditionals } from "./conditionals.ts";
import { planConfigurations } from "./configurations.ts";
import { outlineFunction } from "./function-outline.ts";
import {
	branchesWithin,
	findInterest,
	type Interest,
	interestingBranches,
} from "./interest.ts";
import { lex } from "./lexer.ts";
import { once } from "./once.ts";
import { type OutlineItem, outline } from "./outline.ts";
import { SharedParts } from "./shared-parts.ts";
import type {
	FunctionOutline,
	SourceView,
	StructDefinition,
	TableDefinition,
} from "./source-file.ts";
import { readStructDefinitions } from "./struct-definition.ts";
import type { Extent } from "./syntax.ts";
import { readTableDefinition } from "./table-definition.ts";
import {
	endAt,
	kindAt,
	startAt,
	streamOf,
	type TokenStream,
} from "./token-stream.ts";
import {
	type LexedText,
	OPEN_BRACE,
	type Tokens,
	tokensBetween,
} from "./tokens.ts";
import { tokenAt } from "./type-at.ts";

export interface ViewOptions {
	/** `6.8`, `v5.15.3`: decides version conditions; null to see every version that the file distinguishes. */
	readonly kernel: string | null;
	/** Whether a name is worth a configuration of its own. Asked once per distinct name of the file. */
	readonly interesting: (identifier: string) => boolean;
	/** At most this many views per file; 8 where not given. */
	readonly limit?: number;
	/** Whether an #if group at that place is worth configurations of its own; where not given, each is. */
	readonly aimsAt?: (group: Extent) => boolean;
	/** What earlier readings of part of the text found; each view of one reading shares with the others anyway. */
	readonly shared?: SharedParts;
	/** The tokens of the text, where they are known. */
	readonly lexed?: LexedText;
}

const VIEW_LIMIT = 8;

/**
 * The configurations of a file that differ in something interesting, each as a view. Together they show every branch that
 * some configuration can reach and that contains an interesting name, or that changes a function which does. The first
 * takes the newest kernel and every other macro as defined (CONFIG options as y, distribution macros as undefined).
 *
 * The limit makes it miss branches, never show text that no configuration has: `hiddenBranches` of the first view counts
 * them. A macro from another file counts as free even where headers would decide it, so a view may be one that no real
 * kernel has.
 */
export function viewsOf(
	path: string,
	original: string,
	options: ViewOptions,
): SourceView[] {
	const lexed = options.lexed ?? lex(original);
	const conditionals = readConditionals(original, lexed.directives);
	const interest = findInterest(lexed, conditionals, options.interesting);
	const seen: Seen[] = [];
	const plan = planConfigurations(
		conditionals,
		options.kernel,
		options.limit ?? VIEW_LIMIT,
		(activation) => {
			const active = activeText(original, lexed, activation);
			const stream = streamOf(active.text, active.tokens);
			const items = outline(stream);
			seen.push({ active, stream, items });
			const targets = targetsOf(lexed, conditionals, interest, stream, items);
			const { aimsAt } = options;
			return aimsAt === undefined
				? targets
				: targets.filter(({ group }) => aimsAt(extentOf(conditionals, group)));
		},
	);
	const shared = options.shared ?? new SharedParts();
	return seen.map((entry, index): SourceView => {
		const { active, stream, items } = entry;
		const structs = once(() => structsOf(stream, items, shared));
		const tables = once(() => tablesOf(stream, items));
		const { definitions = [] } = plan.configurations[index]?.activation ?? {};
		const view: SourceView = {
			path,
			original,
			text: active.text,
			configuration: plan.labels[index] ?? [],
			functions: flatMap(items, (item) =>
				item.kind === "function" ? [functionAt(stream, item, shared)] : [],
			),
			macros: definitions.flatMap(
				(line) => conditionals.definitions.get(line) ?? [],
			),
			get structs() {
				return structs();
			},
			get tables() {
				return tables();
			},
			hiddenBranches: index === 0 ? plan.cut.length : 0,
		};
		streams.set(view, stream);
		return view;
	});
}

const streams = new WeakMap<SourceView, TokenStream>();

/** The tokens of a part of a view's text that begins and ends with a token. */
export function tokensWithin(view: SourceView, { start, end }: Extent): Tokens {
	const stream = streams.get(view);
	return stream === undefined
		? lex(view.text, start, end)
		: tokensBetween(
				stream.tokens,
				tokenAt(stream, start),
				tokenAt(stream, end),
			);
}

interface Seen {
	readonly active: ActiveText;
	readonly stream: TokenStream;
	readonly items: readonly OutlineItem[];
}

function extentOf({ groups, lines }: Conditionals, group: number): Extent {
	const found = groups[group];
	return {
		start: lines[found?.branches[0]?.line ?? 0]?.start ?? 0,
		end: lines[found?.close ?? 0]?.end ?? Number.POSITIVE_INFINITY,
	};
}

function targetsOf(
	lexed: LexedText,
	conditionals: Conditionals,
	interest: Interest,
	stream: TokenStream,
	items: readonly OutlineItem[],
): BranchTarget[] {
	if (conditionals.groups.length === 0) return [];
	return [
		...interestingBranches(conditionals, lexed, interest),
		...branchesWithin(
			conditionals,
			interestingFunctions(interest, stream, items),
		),
	];
}

function interestingFunctions(
	interest: Interest,
	stream: TokenStream,
	items: readonly OutlineItem[],
): Extent[] {
	const { symbols } = stream.tokens;
	const found: Extent[] = [];
	for (const item of items) {
		if (item.kind !== "function") continue;
		for (let at = item.header.first; at <= item.last; at++) {
			if (interest.symbols[symbols[at] as number] !== 1) continue;
			found.push({
				start: startAt(stream, item.header.first),
				end: endAt(stream, item.last),
			});
			break;
		}
	}
	return found;
}

function functionAt(
	stream: TokenStream,
	item: OutlineItem & { kind: "function" },
	shared: SharedParts,
): FunctionOutline {
	const extent = {
		start: startAt(stream, item.header.first),
		end: endAt(stream, item.last),
	};
	return shared.functionAt(
		stream.text,
		extent,
		startAt(stream, item.brace),
		() => outlineFunction(stream, item),
	);
}

function structsOf(
	stream: TokenStream,
	items: readonly OutlineItem[],
	shared: SharedParts,
): StructDefinition[] {
	return flatMap(items, (item) => {
		if (item.kind !== "type") return [];
		const { first, last } = item;
		const read = (): StructDefinition[] =>
			readStructDefinitions(stream, first, last);
		// A body without an end reaches as far as the text does.
		if (!isClosed(stream, first, last)) return read();
		const extent = { start: startAt(stream, first), end: endAt(stream, last) };
		return shared.structsAt(stream.text, extent, read);
	});
}

function isClosed(stream: TokenStream, first: number, last: number): boolean {
	for (let at = first; at <= last; at++)
		if (kindAt(stream, at) === OPEN_BRACE) return (stream.match[at] ?? -1) >= 0;
	return false;
}

function tablesOf(
	stream: TokenStream,
	items: readonly OutlineItem[],
): TableDefinition[] {
	return items.flatMap((item) => {
		if (item.kind !== "table") return [];
		const { first, equals, brace, last } = item;
		return readTableDefinition(stream, first, equals, brace, last) ?? [];
	});
}
