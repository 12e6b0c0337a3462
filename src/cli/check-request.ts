import type { KernelVersion } from "#catalog/entry.ts";
import type { Baseline } from "#findings/baseline.ts";
import type { CheckResult } from "#findings/check-result.ts";
import type { LineReader } from "#findings/fingerprint.ts";
import type { Report } from "#findings/report-findings.ts";
import type { InputPaths } from "./input-paths.ts";
import type { Failure } from "./messages.ts";
import type { Progress } from "./progress.ts";
import type { Skip } from "./skip.ts";

export interface CheckRequest {
	/** As typed. */
	readonly paths: readonly string[];
	/** null: that of the kernel tree the paths lie in, else every release the code distinguishes. */
	readonly kernel: KernelVersion | null;
	/** Also findings that are only possible, allowed by a comment or in the baseline. */
	readonly all: boolean;
	readonly workers: number;
	readonly needles: readonly string[];
	readonly baseline: { readonly file: string; readonly known: Baseline } | null;
	/** A patch or a git revision: only what this change has a part in. Null for everything. */
	readonly diff: string | null;
	/** Folder of the cache, null for none. */
	readonly cacheFolder: string | null;
	/** Sites carry the life of their pages; for `check --explain`. */
	readonly lives?: boolean;
	/** The bundle, which the workers run too. */
	readonly script: URL;
	readonly progress: Progress;
	readonly signal: AbortSignal;
}

/** The kernel is the one that the code is judged for; null: every release it distinguishes. */
export interface ResolvedRequest extends CheckRequest {
	/** Whether the user has named it. */
	readonly isKernelGiven: boolean;
}

export interface CheckRun {
	readonly result: CheckResult;
	readonly report: Report;
	readonly sourceLine: LineReader;
	readonly inputs: InputPaths;
	/** Paths as they can be opened from here. */
	readonly skips: readonly Skip[];
	/** Bugs of Pinfold met on the way. */
	readonly failures: readonly Failure[];
}
