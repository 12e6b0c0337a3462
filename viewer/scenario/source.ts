// The lines of C that operations of the litmus text stand for.

import type {
	ScenarioPage,
	ScenarioVariant,
} from "#report/viewer/scenario-page.ts";

export interface SourcePlace {
	file: string;
	line: number;
	/** What the line does in the scenario; may be empty. */
	text: string;
	/** The line itself, without the blanks around it; empty where the page does not have it. */
	source: string;
}

export interface SourceLine {
	number: number;
	text: string;
	isCurrent: boolean;
}

function lineOf(page: ScenarioPage, file: string, line: number): string | null {
	for (const { first, lines } of page.excerpts[file] ?? []) {
		const found = lines[line - first];
		if (line >= first && found !== undefined) return found;
	}
	return null;
}

/** Null for an operation that stands for no line of C. */
export function placeOfOperation(
	page: ScenarioPage,
	variant: ScenarioVariant,
	actor: string,
	operation: number | null,
): SourcePlace | null {
	const place = variant.places.find(
		(one) => one.actor === actor && one.operation === operation,
	);
	if (place === undefined) return null;
	const { file, line, text } = place;
	return { file, line, text, source: lineOf(page, file, line)?.trim() ?? "" };
}

/** Some lines around a place, as far as the page has them. */
export function linesAround(
	page: ScenarioPage,
	{ file, line }: SourcePlace,
	around = 5,
): SourceLine[] {
	const found: SourceLine[] = [];
	for (let number = line - around; number <= line + around; number++) {
		const text = lineOf(page, file, number);
		if (text !== null) found.push({ number, text, isCurrent: number === line });
	}
	return found;
}
