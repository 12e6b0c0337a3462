// What the page of a run of `check` is made from. The page itself is viewer/inventory.

import type { CheckStats } from "#findings/check-result.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import type { Site } from "#findings/site.ts";
import type { Excerpts } from "./excerpt.ts";

/** A call that takes pages, as the page shows it. */
export type InventorySite = Pick<
	Site,
	| "id"
	| "file"
	| "function"
	| "line"
	| "api"
	| "kind"
	| "flags"
	| "case"
	| "caseEvidence"
	| "access"
	| "lifetime"
	| "configurations"
	| "releases"
	| "dirties"
	| "ownership"
	| "damage"
>;

export type InventoryFinding = Pick<
	ReportedFinding,
	| "code"
	| "class"
	| "severity"
	| "confidence"
	| "file"
	| "function"
	| "line"
	| "message"
	| "notes"
	| "site"
	| "configurations"
	| "suppression"
	| "fingerprint"
>;

export interface InventoryPage {
	/** What was looked at, as it was named. */
	readonly title: string;
	/** Release, or null: every configuration. */
	readonly kernel: string | null;
	readonly command: string;
	readonly version: string;
	readonly sites: readonly InventorySite[];
	readonly findings: readonly InventoryFinding[];
	/** What each case of pin_user_pages.rst is. */
	readonly cases: Readonly<Record<number, string>>;
	/** Short title of each code that occurs. */
	readonly codes: Readonly<Record<string, string>>;
	readonly excerpts: Excerpts;
	readonly stats: Pick<
		CheckStats,
		"filesSearched" | "filesParsed" | "functions" | "hiddenFindings"
	>;
}
