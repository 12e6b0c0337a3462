// The lines of C that operations of the litmus text stand for.

import type {
	ScenarioPage,
	ScenarioVariant,
} from "#report/viewer/scenario-page.ts";
import { lineOf } from "../shared/source-lines.ts";

export interface SourcePlace {
	file: string;
	line: number;
	/** The line itself, without the blanks around it; empty where the page does not have it. */
	source: string;
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
	const { file, line } = place;
	const source = lineOf(page.excerpts, file, line)?.trim() ?? "";
	return { file, line, source };
}
