// A litmus test: a scenario that states its own expected outcome.

import type { Setting } from "#mm/world/world.ts";

export type Outcome = "Never" | "Sometimes" | "Always";

/** One operation of a column: a name of the vocabulary and what stands in its parentheses. */
export interface OperationCall {
	name: string;
	arguments: readonly string[];
}

export interface Column {
	actor: string;
	/** Whose page tables it uses; null: the first process. */
	process: string | null;
	operations: readonly OperationCall[];
}

/** A condition over the end of a run. Failure names are remembered from wherever in the run they happened. */
export type Condition =
	| { kind: "failure"; name: string }
	| { kind: "deadlock" }
	| {
			kind: "compare";
			left: string;
			operator: "=" | "!=" | "<" | ">";
			right: string | number;
	  }
	| { kind: "not"; of: Condition }
	| { kind: "and" | "or"; left: Condition; right: Condition };

export interface LitmusTest {
	name: string;
	result: Outcome;
	why: string;
	/** `watch` is filled in from the condition. */
	setting: Setting;
	columns: readonly Column[];
	exists: Condition;
	/** Pinned number of states, if the file pins one. */
	states: number | null;
}
