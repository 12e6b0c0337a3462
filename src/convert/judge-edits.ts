// What is wrong with a set of edits, by what `check` says after them: they are then made another way, or not at all.

import { LineIndex } from "#base/line-index.ts";
import type { SourceView } from "#csource/source-file.ts";
import type { Finding } from "#findings/finding.ts";
import { addedFindings, counted } from "./compare-findings.ts";
import type { Edit } from "./conversion.ts";
import type { UnitConversion } from "./convert-unit.ts";
import type { Verdict } from "./decide-site.ts";

export interface SeenView {
	readonly view: SourceView;
	readonly conversion: UnitConversion;
}

/** Sites that must not be converted, though one configuration would: by the offset of the call. */
export type Blocked = ReadonlyMap<number, Verdict>;

/** Sites that one configuration converts and another does not. */
export function disagreements(seen: readonly SeenView[]): Blocked {
	const found = new Map<number, Verdict>();
	const converted = new Set(
		seen.flatMap(({ conversion }) =>
			conversion.converted.map(({ acquire }) => acquire.call.start),
		),
	);
	for (const { conversion } of seen)
		for (const [at, { verdict }] of conversion.verdicts)
			if (verdict.decision !== "convert" && converted.has(at))
				found.set(at, {
					...verdict,
					decision: "abstain",
					reason:
						verdict.decision === "abstain"
							? verdict.reason
							: `configurations disagree: in one, ${verdict.reason}`,
				});
	return found;
}

/** None of the edits is made. */
export function allConverted(
	seen: readonly SeenView[],
	reason: string,
): Blocked {
	const found = new Map<number, Verdict>();
	for (const { conversion } of seen)
		for (const [at, { verdict }] of conversion.verdicts)
			if (verdict.decision === "convert")
				found.set(at, {
					...verdict,
					decision: "abstain",
					reason,
					becomes: null,
				});
	return found;
}

/**
 * Why the edits must not be made: in a function they are in `check` would report what it did not before, or pages would
 * still be let go of by a call of another kind, which the conversion has to change and cannot; else null.
 */
export function spoiledBy(
	seen: readonly SeenView[],
	findingsBefore: readonly Finding[],
	findingsAfter: readonly Finding[],
): string | null {
	const edited = new Set(
		seen.flatMap(({ conversion }) =>
			conversion.functions.map(({ name }) => name),
		),
	);
	const [added] = addedFindings({ findingsBefore, findingsAfter }).filter(
		(finding) => finding.class !== "dirty" && edited.has(finding.function),
	);
	if (added !== undefined)
		return `after the conversion check would report ${added.code} in ${added.function}(): ${added.message}`;
	const wrong = counted(findingsAfter).find(
		(finding) =>
			finding.class === "mismatch" &&
			finding.site !== null &&
			edited.has(finding.function),
	);
	return wrong === undefined
		? null
		: `a release of the wrong kind stays, which has to be mended first: ${wrong.code} in ${wrong.function}(): ${wrong.message.replace(/; .*$/s, "")}`;
}

/**
 * Releases that came to be given a number of pages which may be an errno, as their edits name them. What was reported
 * before is a mistake of its own: a test of an unsigned count would not mend it.
 */
export function negativeCounts(
	before: readonly Finding[],
	findings: readonly Finding[],
	after: ReadonlyMap<string, string>,
	edits: ReadonlyMap<string, readonly Edit[]>,
): ReadonlySet<number> {
	const fresh = findings.filter(
		({ code, function: name }) =>
			code === "PF501" &&
			!before.some((one) => one.code === code && one.function === name),
	);
	return releasesAt(fresh, after, edits);
}

/** Releases whose edits are on the lines of findings after the conversion. */
function releasesAt(
	findings: readonly Finding[],
	after: ReadonlyMap<string, string>,
	edits: ReadonlyMap<string, readonly Edit[]>,
): ReadonlySet<number> {
	const found = new Set<number>();
	for (const [path, changes] of edits) {
		const lines = new LineIndex(after.get(path) ?? "");
		for (const { line, file } of findings) {
			if (file !== path) continue;
			let shift = 0;
			for (const { start, end, text, release } of changes) {
				const from = lines.lineOf(start + shift);
				const to = lines.lineOf(start + shift + text.length);
				if (release !== undefined && from <= line && line <= to)
					found.add(release);
				shift += text.length - (end - start);
			}
		}
	}
	return found;
}
