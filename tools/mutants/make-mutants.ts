// Faults put into a real file at one release of one site. Each is a fault for sure, by the way it is made.

import { findEntry } from "../../src/catalog/catalog.ts";
import type { FindingClass } from "../../src/findings/finding.ts";
import type { RelatedCall, Site } from "../../src/findings/site.ts";
import { blankComments } from "../scoring/c-text.ts";
import { type StatementAt, statementAt } from "./statement-at.ts";

/**
 * delete: the release is gone · duplicate: it stands twice · swap: the call of the other family · early-return: a signal
 * leaves the function in front of it, in the function that acquires · requested: it releases what was asked for, where less was got · drop-dirty: the
 * pages are no longer marked · neutral: nothing is wrong, a cond_resched() stands beside it.
 */
export type MutationKind =
	| "delete"
	| "duplicate"
	| "swap"
	| "early-return"
	| "requested"
	| "drop-dirty"
	| "neutral";

export interface Mutant {
	readonly kind: MutationKind;
	readonly site: Site;
	readonly at: RelatedCall;
	/** The file as changed. */
	readonly text: string;
	/** The release, or dirty call, is in the function that acquires. */
	readonly sameFunction: boolean;
}

/** Which classes of finding name the fault. */
export const classesOfMutation: Readonly<
	Record<MutationKind, readonly FindingClass[]>
> = {
	delete: ["leak"],
	duplicate: ["double-release"],
	swap: ["mismatch"],
	"early-return": ["leak"],
	requested: ["double-release", "retval"],
	"drop-dirty": ["dirty"],
	neutral: [],
};

const swapped: Readonly<Record<string, string>> = {
	unpin_user_page: "put_page",
	unpin_user_pages: "release_pages",
	put_page: "unpin_user_page",
	release_pages: "unpin_user_pages",
	unpin_folio: "folio_put",
	folio_put: "unpin_folio",
};

/** All faults of one release of a site. `returnType`: what the function around it returns. */
export function mutantsAt(
	site: Site,
	at: RelatedCall,
	text: string,
	releasesOfSite: number,
): Mutant[] {
	const statement = statementAt(text, at.line, at.api);
	if (statement === null) return [];
	const sameFunction = site.function === at.function;
	const make = (kind: MutationKind, changed: string | null): Mutant[] =>
		changed === null ? [] : [{ kind, site, at, text: changed, sameFunction }];
	const written = text
		.slice(statement.start, statement.end)
		.replaceAll(/\s+/g, " ");
	const other = swapped[at.api];
	// A frame vector remembers that its pages were let go: a second put_vaddr_frames() does nothing and is no fault
	// (drivers/media/common/videobuf2/frame_vector.c, v6.12).
	const extra =
		at.api === "put_vaddr_frames" ||
		/\bdevm_|\bget_page\(|\bfolio_get\(/.test(functionText(text, at.line));
	return [
		...make("delete", replace(text, statement, ";")),
		...make(
			"duplicate",
			extra ? null : replace(text, statement, `{ ${written} ${written} }`),
		),
		...make(
			"swap",
			other === undefined || site.kind === "extract"
				? null
				: replace(text, statement, written.replace(at.api, other)),
		),
		// Elsewhere a return in front of a release may be right: the object still has its pages and a later call releases.
		...make(
			"early-return",
			!sameFunction
				? null
				: replace(
						text,
						statement,
						`{ if (signal_pending(current)) ${leave(text, at.line)} ${written} }`,
					),
		),
		...make(
			"requested",
			sameFunction && releasesOfSite > 0
				? requestedInstead(text, site, statement)
				: null,
		),
		...make(
			"neutral",
			replace(text, statement, `{ cond_resched(); ${written} }`),
		),
	];
}

/** The site's only call that dirties, taken away. */
export function undirtiedAt(
	site: Site,
	at: RelatedCall,
	text: string,
): Mutant[] {
	const statement = statementAt(text, at.line, at.api);
	if (statement === null) return [];
	const plain = /^(unpin_user_pages|put_user_pages)_dirty_lock$/.exec(at.api);
	// Of a call that also releases nothing but the release can be left: else that is the fault `delete`.
	if (plain === null && findEntry(at.api)?.role === "release") return [];
	const [pages, count] = statement.args;
	const changed =
		plain === null
			? ";"
			: pages === undefined || count === undefined
				? null
				: `${plain[1]}(${pages.text}, ${count.text});`;
	if (changed === null) return [];
	return [
		{
			kind: "drop-dirty",
			site,
			at,
			text: replace(text, statement, changed),
			sameFunction: site.function === at.function,
		},
	];
}

/** Keeps the number of lines, so that other findings stay where they are. */
function replace(
	text: string,
	{ start, end }: StatementAt,
	by: string,
): string {
	const missing =
		text.slice(start, end).split("\n").length - by.split("\n").length;
	return `${text.slice(0, start)}${by}${"\n".repeat(Math.max(0, missing))}${text.slice(end)}`;
}

/** The text from the head of the function around a line to its end, by the kernel's style: braces in the first column. */
function functionText(text: string, line: number): string {
	const lines = text.split("\n");
	let first = line - 1;
	while (first > 0 && !/^\{/.test(lines[first] ?? "")) first--;
	let head = first;
	while (head > 0 && !/^[A-Za-z_].*\(/.test(lines[head] ?? "")) head--;
	// The type may stand on a line of its own.
	if (head > 0 && /^[A-Za-z_][\w \t*]*$/.test(lines[head - 1] ?? "")) head--;
	let last = line;
	while (last < lines.length && !/^\}/.test(lines[last] ?? "")) last++;
	return lines.slice(head, last + 1).join("\n");
}

/** A return statement that fits what the function returns. */
function leave(text: string, line: number): string {
	const head = functionText(text, line).split("(")[0] ?? "";
	if (/\bvoid\s+(__\w+\s+)*\w+$/.test(head)) return "return;";
	if (/\*\s*\w+$/.test(head)) return "return ERR_PTR(-EINTR);";
	return /\bbool\b/.test(head) ? "return false;" : "return -EINTR;";
}

/**
 * `if (n < want) { release(pages, n); …`: with want for n. Only where the number released is the variable that keeps the
 * result, and the if statement around it compares that variable with the number asked for.
 */
function requestedInstead(
	text: string,
	site: Site,
	statement: StatementAt,
): string | null {
	const count = statement.args[1];
	const acquire = resultOf(text, site);
	if (count === undefined || acquire === null) return null;
	if (count.text !== acquire.variable) return null;
	const blank = blankComments(text).slice(0, statement.start);
	const quote = (word: string): string =>
		word.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
	const test = new RegExp(
		`if \\(\\s*(?:unlikely\\()?${quote(acquire.variable)}\\s*(?:<|!=)\\s*${quote(acquire.requested)}\\s*\\)*\\s*\\{[^{}]*(?:\\{[^{}]*\\}[^{}]*)*$|if \\(\\s*(?:unlikely\\()?${quote(acquire.variable)}\\s*(?:<|!=)\\s*${quote(acquire.requested)}\\s*\\)[^{}]*\\{[^{}]*if \\(${quote(acquire.variable)}\\s*>\\s*0\\)\\s*$`,
	);
	if (!test.test(blank)) return null;
	return `${text.slice(0, count.start)} ${acquire.requested}${text.slice(count.end)}`;
}

/** `n = pin_user_pages_fast(addr, want, …)`: n and want. */
function resultOf(
	text: string,
	site: Site,
): { readonly variable: string; readonly requested: string } | null {
	const position: Readonly<Record<string, number>> = {
		get_user_pages_fast: 1,
		pin_user_pages_fast: 1,
		get_user_pages: 1,
		pin_user_pages: 1,
		get_user_pages_unlocked: 1,
		pin_user_pages_unlocked: 1,
	};
	const index = position[site.api];
	if (index === undefined) return null;
	const rest = blankComments(text)
		.split("\n")
		.slice(site.line - 2)
		.join("\n");
	const call = new RegExp(
		`(\\w+)\\s*=\\s*${site.api}\\s*\\(([^;]*)\\)\\s*;`,
	).exec(rest);
	const [, variable, args] = call ?? [];
	const requested = splitArguments(args ?? "")[index]?.trim();
	if (variable === undefined || requested === undefined) return null;
	return /^\w+$/.test(requested) && requested !== "1"
		? { variable, requested }
		: null;
}

function splitArguments(text: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let begin = 0;
	for (let at = 0; at < text.length; at++) {
		const letter = text[at];
		if (letter === "(") depth++;
		if (letter === ")") depth--;
		if (letter === "," && depth === 0) {
			parts.push(text.slice(begin, at));
			begin = at + 1;
		}
	}
	return [...parts, text.slice(begin)];
}
