// Makes the findings of the codes whose class and severity the table of codes gives.

import { findCode } from "#findings/codes.ts";
import type { Confidence, Severity } from "#findings/finding.ts";
import type { FunctionModel } from "#lifecycle/unit/function-model.ts";
import type { DraftFinding, DraftNote } from "./check.ts";

export interface FindingParts {
	readonly code: string;
	readonly confidence: Confidence;
	/** Where it is milder or graver than the code usually is. */
	readonly severity?: Severity;
	readonly model: FunctionModel;
	readonly at: number;
	readonly message: string;
	readonly notes?: readonly DraftNote[];
	/** Offset of the acquire call it is about. */
	readonly acquire: number | null;
}

export function draftFinding(parts: FindingParts): DraftFinding {
	const entry = findCode(parts.code);
	if (entry === undefined) throw new Error(`no code ${parts.code}`);
	return {
		code: entry.code,
		class: entry.class,
		severity: parts.severity ?? entry.severity,
		confidence: parts.confidence,
		function: parts.model.name,
		at: parts.at,
		message: parts.message,
		notes: parts.notes ?? [],
		acquire: parts.acquire,
		oncePerPlace: true,
	};
}
