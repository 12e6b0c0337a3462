// A claim of the ledger (reference/claims.md section 6) and how it is decided.

import type { Outcome } from "../litmus/litmus-test.ts";
import type { Scene } from "../scene.ts";

/** One exploration and what the claim predicts for it. */
export interface Prediction {
	/** What is explored, in a few words. */
	about: string;
	scene: Scene;
	/** "reachable": Sometimes or Always. */
	expect: Outcome | "reachable";
}

/** A computed fact and what the claim predicts for it. Arithmetic of counts and bits: src/mm/arithmetic. */
export interface Computation {
	about: string;
	compute(): string;
	expect: string;
}

export interface Claim {
	id: string;
	/** The prediction in one sentence. */
	says: string;
	/** Sources as in reference/claims-sources.tsv. */
	source: string;
	predictions?: readonly Prediction[];
	computations?: readonly Computation[];
	/** Why it is not modelled, for claims without predictions. */
	notModelled?: string;
	/** What the verdict does not cover, or who is right where model and ledger disagree. */
	note?: string;
}
