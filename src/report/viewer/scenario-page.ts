// What the page of a scenario is made from: `explore --html`, `explain --html`. The page itself is viewer/scenario.

/** A line of C that an operation of the litmus text stands for. */
export interface OperationPlace {
	/** Name of the column. */
	readonly actor: string;
	/** Index of the operation in the column, from 0. */
	readonly operation: number;
	/** Key of `ScenarioPage.excerpts`. */
	readonly file: string;
	/** From 1. */
	readonly line: number;
	/** What the line does in this scenario, in a few words; may be empty. */
	readonly text: string;
}

/** One form of the scenario: as the code is, or as it would be. */
export interface ScenarioVariant {
	/** Occurs in permalinks: letters, digits, "-". */
	readonly id: string;
	/** On the switch: "as written", "after conversion". */
	readonly name: string;
	readonly litmus: string;
	readonly places: readonly OperationPlace[];
}

/** Some lines of a source file. */
export interface Excerpt {
	/** Number of the first line, from 1. */
	readonly first: number;
	readonly lines: readonly string[];
}

export interface ScenarioPage {
	readonly title: string;
	/** Plain sentences on top: what this is and why; and what was assumed. */
	readonly paragraphs: readonly string[];
	readonly assumptions: readonly string[];
	/** The command that made the page. */
	readonly command: string;
	readonly version: string;
	/** At least one. */
	readonly variants: readonly [ScenarioVariant, ...ScenarioVariant[]];
	/** Instead of what the litmus text says, until the reader chooses otherwise. */
	readonly chosen: {
		readonly era?: string;
		readonly scheme?: string;
		readonly policy?: string;
	};
	/** By file, several stretches each. */
	readonly excerpts: Readonly<Record<string, readonly Excerpt[]>>;
}
