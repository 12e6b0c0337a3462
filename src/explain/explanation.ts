// What `pinfold explain` knows about one site, as data: text, JSON and the viewer are made from it. Nothing in it is a
// function; it survives JSON.

import type { Site } from "#findings/site.ts";
import type { EraName } from "#mm/eras/era.ts";
import type { FailureId } from "#mm/failures/failure.ts";

/** A line of C that stands for something. Lines start at 1; `file` is relative to the root of the run. */
export interface SourceLine {
	readonly file: string;
	readonly line: number;
	/** The line as it stands there, without indentation; empty where it could not be read. */
	readonly text: string;
}

/** For each actor of a litmus test, the C line behind each of its operations; null: the kernel's own. */
export type StepSources = Readonly<
	Record<string, readonly (SourceLine | null)[]>
>;

/** One step of a schedule. */
export interface ExplainedStep {
	/** From 1. */
	readonly number: number;
	readonly actor: string;
	/** Which operation of the actor's column it belongs to, from 0, and that operation as a litmus file writes it. */
	readonly operation: number;
	readonly operationText: string;
	/** What happens: the kernel's name for it. */
	readonly label: string;
	/** "A.PG_dirty 0→1": the cells that this step changes. */
	readonly changes: readonly string[];
	/** "mm/gup.c:try_grab_folio() (v6.12)", or null where no kernel function stands behind it. */
	readonly kernel: string | null;
	/** The C line of the driver that this step belongs to. */
	readonly source: SourceLine | null;
	/** The actor before could have gone on. */
	readonly preempts: boolean;
}

/** Whether one failure can happen, and how. */
export interface Outcome {
	/** Of the catalogue (reference/claims.md section 2). */
	readonly failure: FailureId;
	/** In a few words, for people. */
	readonly name: string;
	/** What a user of the machine sees of it. */
	readonly consequence: string;
	/** What the last step leaves behind, where no step of the run shows it; else empty. */
	readonly ending: string;
	/** Which way through the driver: "as written", "on the path of PF101, line 68", … */
	readonly path: string;
	/** The code of the finding whose path it is; null: the usual way. */
	readonly finding: string | null;
	/** Null where a bound was met. */
	readonly reachable: boolean | null;
	/** States that were looked at. */
	readonly states: number;
	/** Really different schedules, where they were counted. */
	readonly interleavings: number | null;
	readonly assumptions: readonly string[];
	/** The scenario in the format of litmus/mm: `pinfold explore FILE` runs it. */
	readonly litmus: string;
	/** For `replay`: "driver*4 flusher*9 driver". Empty where nothing was reached. */
	readonly schedule: string;
	readonly steps: readonly ExplainedStep[];
	/** "step 12 comes before step 13 in every run that fails", as pairs of numbers. */
	readonly decisive: readonly {
		readonly earlier: number;
		readonly later: number;
	}[];
	readonly stepSources: StepSources;
	/** Outcome cannot end well from here on: not a run to a bad state, but no run to a good one. */
	readonly stuck: boolean;
}

export interface ExplainedAdvice {
	readonly call: string;
	readonly flags: readonly string[];
	readonly release: string;
	readonly reason: string;
	/** The site does so already. */
	readonly followed: boolean;
}

/** One thing that happens to the pages, in order. */
export interface LifeStep {
	readonly what:
		| "acquire"
		| "map"
		| "write"
		| "read"
		| "unmap"
		| "dirty"
		| "release"
		| "lost";
	/** In words: "pinned, to be written, for as long as user space likes". */
	readonly says: string;
	readonly at: SourceLine;
}

/** The kernel whose rules are followed. */
export interface ExplainedKernel {
	/** As asked for, or the newest; "6.8". */
	readonly version: string;
	/** The nearest that is not newer. */
	readonly era: EraName;
	/** "S14 refcount bias 1024 (FOLL_PIN)". */
	readonly scheme: string;
	readonly policy: string;
	/** What was chosen, and why. */
	readonly note: string;
}

export interface Explanation {
	readonly schema: 1;
	/** "samples/radio-ring.c:38: get_user_pages_fast() in radio_ring_start()". */
	readonly title: string;
	readonly site: Site;
	readonly kernel: ExplainedKernel;
	readonly advice: ExplainedAdvice | null;
	readonly life: readonly LifeStep[];
	/** What is not known of its life, each a sentence. */
	readonly unknown: readonly string[];
	/** What the translation into a scenario takes for granted, each a sentence. */
	readonly assumptions: readonly string[];
	/** What follows about written pages holds only if they are written, which the code does not say on every path. */
	readonly onlyIfWritten: boolean;
	/** As the code is. */
	readonly outcomes: readonly Outcome[];
	/** The same questions after the site has followed the advice; empty where nothing is to be changed. */
	readonly afterConversion: readonly Outcome[];
	/** What the kernel refuses after the change, so that it cannot go wrong: sentences. */
	readonly afterRefusals: readonly string[];
}
