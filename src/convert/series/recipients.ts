// Who a patch goes to, by the MAINTAINERS of the tree.
//
// Source   scripts/get_maintainer.pl:add_categories(), push_email_address(), deduplicate_email() (v6.12), as with
//          --no-git: M: are To, R: and L: are Cc. Lists for subscribers only are left out there too.
// Differs  of areas equally close to a file the script takes any first; here it is the order of MAINTAINERS. Who is
//          listed with two addresses may get the other one.

import type { Mailbox } from "./mailbox.ts";
import { parseMailbox } from "./mailbox.ts";
import type { Mailmap } from "./mailmap.ts";
import {
	areasOfFile,
	areasOfKeywords,
	type MaintainedArea,
} from "./maintainers.ts";

export interface Recipients {
	readonly to: readonly Mailbox[];
	readonly cc: readonly Mailbox[];
}

export interface MaintainedTree {
	readonly areas: readonly MaintainedArea[];
	readonly mailmap: Mailmap;
}

/** @param diff searched for keywords; empty: by the files alone */
export function recipientsOf(
	files: readonly string[],
	diff: string,
	{ areas, mailmap }: MaintainedTree,
): Recipients {
	const own = [
		...files.flatMap((file) => areasOfFile(file, areas)),
		...areasOfKeywords(diff, areas),
	];
	const chiefs = chiefsOf(areas);
	const seen = new Set<string>();
	const people = (letter: string): Mailbox[] =>
		own
			.flatMap((area) => mailboxesOf(area, letter))
			.filter(({ address }) => !chiefs.has(address))
			.map(mailmap)
			.filter(({ name, address }) => {
				const keys = [name, address].filter(Boolean).map(lower);
				if (keys.some((key) => seen.has(key))) return false;
				for (const key of keys) seen.add(key);
				return true;
			});
	return { to: people("M"), cc: [...people("R"), ...people("L")] };
}

function lower(text: string): string {
	return text.toLowerCase();
}

function mailboxesOf({ section }: MaintainedArea, letter: string): Mailbox[] {
	return section.entries
		.filter((entry) => entry.letter === letter)
		.filter(({ value }) => letter !== "L" || !/subscribers-only/.test(value))
		.flatMap(({ value }) => parseMailbox(value) ?? []);
}

/** Who is "buried alive in reporters" gets no patches by mail: the script leaves out the same person by name. */
function chiefsOf(areas: readonly MaintainedArea[]): ReadonlySet<string> {
	const buried = areas.filter(({ section }) =>
		section.entries.some(
			({ letter, value }) => letter === "S" && /buried alive/i.test(value),
		),
	);
	return new Set(
		buried.flatMap((area) =>
			mailboxesOf(area, "M").map(({ address }) => address),
		),
	);
}
