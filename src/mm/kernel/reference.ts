// Where a step stands in the kernel, so that a reader can look it up and a test can find it.

import { type EraName, eraNames } from "../eras/era.ts";

export interface Reference {
	/** From the top of the kernel tree. */
	file: string;
	function: string;
	/** Occurs in the body of the function. */
	text: string;
	/** Tells apart steps that stand at the same place; may be empty. */
	note: string;
	/** Nobody merged this: it is what a scheme or policy would do at that place. */
	proposed: boolean;
}

/** "file function text", perhaps ": note" behind it, perhaps "proposed " in front. One text for all eras, or by the era since which it holds. */
export type References = string | Partial<Record<EraName, string>>;

/** The text that holds in an era: the one of the latest era not after it. */
export function referenceIn(references: References, era: EraName): string {
	if (typeof references === "string") return references;
	const known = eraNames
		.slice(0, eraNames.indexOf(era) + 1)
		.map((name) => references[name])
		.filter((text) => text !== undefined);
	const text = known.at(-1);
	if (text === undefined)
		throw new Error(`no reference for ${era}: ${JSON.stringify(references)}`);
	return text;
}

export function parseReference(text: string): Reference {
	const proposed = text.startsWith("proposed ");
	const body = proposed ? text.slice("proposed ".length) : text;
	const match = /^(\S+\.[ch]) (\w+) ([^:]+?)(?:: (.*))?$/.exec(body);
	if (match === null) throw new Error(`not a kernel reference: ${text}`);
	const [, file = "", name = "", identifier = "", note = ""] = match;
	return { file, function: name, text: identifier, note, proposed };
}

/** As shown beside a step: "mm/vmscan.c:shrink_folio_list() (v6.12)". */
export function formatReference(reference: Reference, era: EraName): string {
	const { file, function: name, proposed } = reference;
	return `${file}:${name}() (${proposed ? "proposed for " : ""}${era})`;
}
