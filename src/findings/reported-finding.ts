import type { Finding } from "./finding.ts";

/** A comment in the C file that allows a finding. Lines start at 1. */
export interface Suppression {
	readonly line: number;
	readonly reason: string;
}

/** A finding as it is reported: recognisable in the next run, and with what the user has decided about it. */
export interface ReportedFinding extends Finding {
	/** See fingerprint.ts; no two of a file have the same. */
	readonly fingerprint: string;
	/** Null where no comment allows it. With one it is shown only with --all, and is never a reason to fail. */
	readonly suppression: Suppression | null;
	/** Whether the baseline has it; null without a baseline. What it has is shown only with --all. */
	readonly baseline: "new" | "old" | null;
}

/** Whether somebody still has to look at it: no comment allows it and the baseline does not have it. */
export function isOpen(finding: ReportedFinding): boolean {
	return finding.suppression === null && finding.baseline !== "old";
}
