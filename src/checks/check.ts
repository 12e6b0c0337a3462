// What a check is: lifecycles in, findings out. One file per check.

import type { Confidence, Finding, Severity } from "#findings/finding.ts";
import type { AnalyzedUnit } from "#lifecycle/analyze-unit.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";

/** A place in the unit's file, by offset. */
export interface DraftNote {
	readonly at: number;
	readonly message: string;
}

/** A finding before lines are counted and the site has its id. */
export interface DraftFinding {
	readonly code: string;
	readonly class: Finding["class"];
	readonly severity: Severity;
	readonly confidence: Confidence;
	readonly function: string;
	readonly at: number;
	readonly message: string;
	readonly notes: readonly DraftNote[];
	/** Offset of the acquire call it is about. */
	readonly acquire: number | null;
	/** One finding for the place, whichever acquire each configuration has there. */
	readonly oncePerPlace?: boolean;
}

export interface CheckInput {
	readonly unit: AnalyzedUnit;
	readonly sites: readonly FollowedSite[];
}

export type Check = (input: CheckInput) => readonly DraftFinding[];
