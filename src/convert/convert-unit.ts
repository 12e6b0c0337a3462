// One file under one configuration: a verdict for each site, and the edits that follow from those to convert.

import type { CheckInput } from "#checks/check.ts";
import type { FunctionSyntax } from "#csource/syntax.ts";
import { flagValuesOf } from "#lifecycle/flag-values.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { Edit } from "./conversion.ts";
import { decideSite, type Verdict } from "./decide-site.ts";
import { editAcquire } from "./edit-acquire.ts";
import { editRelease } from "./edit-release.ts";
import { hasGaps } from "./has-gaps.ts";
import { type HoldGroup, holdGroupsOf } from "./hold-groups.ts";
import { mixedRelease } from "./mixed-release.ts";
import type { TargetApi } from "./target-api.ts";

export interface UnitConversion {
	/** By the offset of the acquire call. */
	readonly verdicts: ReadonlyMap<
		number,
		{ readonly site: FollowedSite; readonly verdict: Verdict }
	>;
	readonly edits: readonly Edit[];
	/** The functions with edits. */
	readonly functions: readonly FunctionSyntax[];
}

/**
 * @param blocked sites that another configuration keeps from being converted, by the offset of the call
 * @param guarded offsets of releases whose number of pages may be negative
 */
export function convertUnit(
	input: CheckInput,
	target: TargetApi,
	blocked: ReadonlyMap<number, Verdict>,
	guarded: ReadonlySet<number>,
): UnitConversion {
	const verdicts = new Map<number, { site: FollowedSite; verdict: Verdict }>();
	for (const site of input.sites)
		verdicts.set(site.acquire.call.start, {
			site,
			verdict:
				blocked.get(site.acquire.call.start) ?? decideSite(input, site, target),
		});
	const edits: Edit[] = [];
	for (const group of holdGroupsOf(input)) {
		const members = group.sites.flatMap(
			({ acquire }) => verdicts.get(acquire.call.start) ?? [],
		);
		if (!members.some(({ verdict }) => verdict.decision === "convert"))
			continue;
		const made = editGroup(input, group, members, target, guarded);
		if (made.kind === "edits") {
			edits.push(...made.edits);
			continue;
		}
		for (const { site, verdict } of members)
			if (verdict.decision === "convert")
				verdicts.set(site.acquire.call.start, {
					site,
					verdict: {
						...verdict,
						decision: "abstain",
						reason: made.reason,
						becomes: null,
						evidence: [...made.marks, ...verdict.evidence],
					},
				});
	}
	const names = new Set(edits.map((edit) => edit.function));
	const functions = [...input.unit.unit.functions.values()].flatMap((model) =>
		names.has(model.name) ? [model.syntax] : [],
	);
	return { verdicts, edits, functions };
}

type GroupEdits =
	| { readonly kind: "edits"; readonly edits: readonly Edit[] }
	| {
			readonly kind: "cannot";
			readonly reason: string;
			readonly marks: Verdict["evidence"];
	  };

/** All of a group or nothing. */
function editGroup(
	input: CheckInput,
	group: HoldGroup,
	members: readonly {
		readonly site: FollowedSite;
		readonly verdict: Verdict;
	}[],
	target: TargetApi,
	guarded: ReadonlySet<number>,
): GroupEdits {
	const cannot = (
		reason: string,
		...marks: Verdict["evidence"]
	): GroupEdits => ({ kind: "cannot", reason, marks });
	const other = members.find(({ verdict }) => verdict.decision !== "convert");
	const [shared] = group.releases;
	if (other !== undefined && shared !== undefined)
		return cannot(
			`a release serves also ${other.site.acquire.name}() in ${other.site.acquire.model.name}(), which is not converted: ${other.verdict.reason}`,
			{ at: shared.call.start, text: `${shared.name}() serves both` },
		);
	const mixed = mixedRelease(input.unit, group.releases);
	if (mixed !== null)
		return cannot(
			`${mixed.release.name}() in ${mixed.release.model.name}() also lets go of pages that ${mixed.maker}() gave`,
			{ at: mixed.at, text: `other pages, by ${mixed.maker}()` },
		);
	const edits: Edit[] = [];
	// What one release serves has one life.
	const lasting = members.some(({ site }) => isLongTerm(input, site));
	for (const { site, verdict } of members) {
		if (verdict.becomes === null) continue;
		const flags =
			lasting && target.family === "pin" && members.length > 1
				? [...new Set([...verdict.flags, "FOLL_LONGTERM"])]
				: verdict.flags;
		const made = editAcquire(
			input.unit,
			site.acquire,
			verdict.becomes,
			target,
			flags,
		);
		if (made.kind === "cannot") return cannot(made.reason);
		edits.push(...made.edits);
	}
	const mayHaveGaps = hasGaps(input, group);
	for (const release of group.releases) {
		if (release.entry.kind === "either") continue;
		const made = editRelease(
			{ unit: input.unit, target, guarded, mayHaveGaps },
			release,
		);
		if (made.kind === "cannot")
			return cannot(made.reason, {
				at: release.call.start,
				text: `released by ${release.name}()`,
			});
		edits.push(...made.edits);
	}
	return { kind: "edits", edits };
}

function isLongTerm(input: CheckInput, site: FollowedSite): boolean {
	return (
		site.acquire.entry.longTerm ||
		flagValuesOf(input.unit.unit, site.acquire).always.has("FOLL_LONGTERM")
	);
}
