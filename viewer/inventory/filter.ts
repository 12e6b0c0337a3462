// Which entries are listed, and how that is written in the address of the page.

import { type Entry, subsystemOf } from "./entries.ts";

export interface Filter {
	/** Words that must all occur in path, function, call or message. */
	text: string;
	/** Empty: all. */
	subsystem: string;
	/** "" for all, "1" … "5", "0". */
	case: string;
	/** "" for all; get, pin, extract, none. */
	kind: string;
	/** "" for all, "any" for entries with findings, else a code such as PF101. */
	code: string;
}

export const everything: Filter = {
	text: "",
	subsystem: "",
	case: "",
	kind: "",
	code: "",
};

function wordsOf({ file, function: name, site, findings }: Entry): string {
	return [
		file,
		name,
		site?.api,
		site?.flags,
		site?.lifetime,
		...findings.flatMap(({ code, class: kind, message }) => [
			code,
			kind,
			message,
		]),
	]
		.join(" ")
		.toLowerCase();
}

export function matches(entry: Entry, filter: Filter): boolean {
	const { site, findings } = entry;
	const said = wordsOf(entry);
	return (
		(filter.subsystem === "" || subsystemOf(entry.file) === filter.subsystem) &&
		(filter.case === "" || `${site?.case ?? ""}` === filter.case) &&
		(filter.kind === "" || site?.kind === filter.kind) &&
		(filter.code === "" ||
			(filter.code === "any"
				? findings.length > 0
				: findings.some(({ code }) => code === filter.code))) &&
		filter.text
			.toLowerCase()
			.split(/\s+/)
			.every((word) => said.includes(word))
	);
}

const fields = Object.keys(everything) as (keyof Filter)[];

/** "#case=2&open=drivers/…"; empty when nothing is chosen. */
export function writeHash(filter: Filter, open: string): string {
	const words = new URLSearchParams();
	for (const field of fields)
		if (filter[field] !== "") words.set(field, filter[field]);
	if (open !== "") words.set("open", open);
	const text = words.toString().replaceAll("+", "%20");
	return text === "" ? "" : `#${text}`;
}

export function readHash(hash: string): { filter: Filter; open: string } {
	const words = new URLSearchParams(hash.replace(/^#/, ""));
	const filter = { ...everything };
	for (const field of fields) filter[field] = words.get(field) ?? "";
	return { filter, open: words.get("open") ?? "" };
}
