// What the page of a scenario is made from: `explore --html`, `explain --html`. The page itself is viewer/scenario.

import type { Excerpts } from "./excerpt.ts";

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
}

/** One way the code is or could be: "as written", "on the path of PF102, line 68", "after the change". */
export interface PageForm {
	/** Occurs in links: letters, digits, "-". */
	readonly id: string;
	/** On the switch. */
	readonly name: string;
}

/** One thing that may go wrong. */
export interface PageQuestion {
	/** Occurs in links: letters, digits, "-". */
	readonly id: string;
	/** "F4", or empty. */
	readonly failure: string;
	/** In a few words; empty: as the catalogue of failures or the condition has it. */
	readonly name: string;
	/** What a user of the machine sees of it; may be empty. */
	readonly consequence: string;
}

/** A question about a form, as a litmus text. Not every question is asked about every form. */
export interface ScenarioVariant {
	readonly form: string;
	readonly question: string;
	readonly litmus: string;
	/** The failure is that the closing condition cannot be met any more. */
	readonly stuck: boolean;
	/** The answer, if whoever made the page has it: whether it can happen, null where a bound was met. */
	readonly answer: {
		readonly reachable: boolean | null;
		readonly states: number;
	} | null;
	readonly places: readonly OperationPlace[];
}

/** One thing that happens to the pages, in order. */
export interface PageLifeStep {
	readonly file: string;
	readonly line: number;
	readonly text: string;
	/** "pinned, to be written". */
	readonly says: string;
}

export interface ScenarioPage {
	readonly title: string;
	/** Plain sentences on top: what this is and why. */
	readonly paragraphs: readonly string[];
	/** What the checks say about the site, a line each. */
	readonly findings: readonly string[];
	readonly life: readonly PageLifeStep[];
	readonly assumptions: readonly string[];
	/** The command that made the page. */
	readonly command: string;
	readonly version: string;
	readonly forms: readonly [PageForm, ...PageForm[]];
	readonly questions: readonly [PageQuestion, ...PageQuestion[]];
	/** The first is shown first. */
	readonly variants: readonly [ScenarioVariant, ...ScenarioVariant[]];
	/** Instead of what the litmus text says, until the reader chooses otherwise. */
	readonly chosen: {
		readonly era?: string;
		readonly scheme?: string;
		readonly policy?: string;
	};
	readonly excerpts: Excerpts;
}
