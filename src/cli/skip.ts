// Why a file was not looked at. The summary counts skips by reason: nothing is lost in silence.

export const sizeLimitMiB = 8;

/** Candidates above this are skipped. The largest file of v6.12 that takes user pages, mm/memory.c, has 0.2 MB. */
export const sizeLimitBytes = sizeLimitMiB * 1024 * 1024;

export const skipReasons = {
	missing: "no such file or directory",
	unreadable: "not readable",
	special: "not a regular file",
	binary: "binary",
	large: `larger than ${sizeLimitMiB} MiB`,
	failed: "Pinfold failed on it",
} as const;

export type SkipReason = keyof typeof skipReasons;

export interface Skip {
	/** Relative to the root for what is there, as typed for what is not. */
	readonly path: string;
	readonly reason: SkipReason;
	/** What the system said, where that adds something: `EACCES`, `EIO`. */
	readonly detail?: string;
}

/** The reason in one line: `a.c: not readable (EACCES)`. */
export function describeSkip(skip: Skip): string {
	const detail = skip.detail === undefined ? "" : ` (${skip.detail})`;
	return `${skip.path}: ${skipReasons[skip.reason]}${detail}`;
}

/** Turns an error of node:fs into a skip. */
export function skipFromError(path: string, error: unknown): Skip {
	const code =
		error instanceof Error && "code" in error ? String(error.code) : "error";
	if (code === "ENOENT" || code === "ENOTDIR")
		return { path, reason: "missing" };
	return { path, reason: "unreadable", detail: code };
}

/** Counts by reason in words, in the order of skipReasons. */
export function countSkips(skips: readonly Skip[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const [reason, words] of Object.entries(skipReasons)) {
		const count = skips.filter((skip) => skip.reason === reason).length;
		if (count > 0) counts[words] = count;
	}
	return counts;
}
