// One file under one configuration: a verdict for each site, and the edits that follow from those to convert.

import type { CheckInput } from "#checks/check.ts";
import { isWithin } from "#csource/extent.ts";
import type { Extent, FunctionSyntax } from "#csource/syntax.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { Edit } from "./conversion.ts";
import { decideSite, isLongTerm, type Verdict } from "./decide-site.ts";
import { editAcquire } from "./edit-acquire.ts";
import { hasGaps } from "./has-gaps.ts";
import { type HoldGroup, holdGroupsOf } from "./hold-groups.ts";
import { mixedRelease } from "./mixed-release.ts";
import { editRelease } from "./release/edit-release.ts";
import type { TargetApi } from "./target-api.ts";

export interface UnitConversion {
	/** By the offset of the acquire call; those of other files as far as they are read along. */
	readonly verdicts: ReadonlyMap<number, Judged>;
	/** Sites whose edits are among these. */
	readonly converted: readonly FollowedSite[];
	readonly edits: readonly Edit[];
	/** The functions with edits. */
	readonly functions: readonly FunctionSyntax[];
}

interface Judged {
	readonly site: FollowedSite;
	readonly verdict: Verdict;
}

export interface ConvertUnitOptions {
	/** Where the file stands whose sites are to be converted. */
	readonly own: Extent;
	/** Offsets of releases whose number of pages may be negative. */
	readonly guarded: ReadonlySet<number>;
	/** What is to be said instead of converting a site; null: nothing speaks against it. */
	readonly refuse: (site: FollowedSite, verdict: Verdict) => Verdict | null;
}

export function convertUnit(
	input: CheckInput,
	target: TargetApi,
	options: ConvertUnitOptions,
): UnitConversion {
	const { own } = options;
	const verdicts = new Map<number, Judged>();
	for (const site of input.sites) {
		const verdict = decideSite(input, site, target);
		const refusal =
			verdict.decision === "convert" ? options.refuse(site, verdict) : null;
		verdicts.set(site.acquire.call.start, {
			site,
			verdict: refusal ?? verdict,
		});
	}
	const edits: Edit[] = [];
	const converted: FollowedSite[] = [];
	for (const group of holdGroupsOf(input)) {
		// Groups of other files alone are the matter of those files.
		if (!group.sites.some(({ acquire }) => isWithin(acquire.call, own)))
			continue;
		const members = group.sites.flatMap(
			({ acquire }) => verdicts.get(acquire.call.start) ?? [],
		);
		if (!members.some(({ verdict }) => verdict.decision === "convert"))
			continue;
		const made = editGroup(input, group, members, target, options);
		if (made.kind === "edits") {
			const changes = made.edits.filter((edit) => changesText(input, edit));
			if (changes.length === 0) {
				settle(verdicts, members, (verdict) => ({
					...verdict,
					decision: "leave",
					reason: `acquired and let go as ${target.kernel} has it already`,
					becomes: null,
				}));
				continue;
			}
			edits.push(...changes);
			converted.push(...group.sites);
			continue;
		}
		settle(verdicts, members, (verdict) => ({
			...verdict,
			decision: "abstain",
			reason: made.reason,
			becomes: null,
			evidence: [...made.marks, ...verdict.evidence],
		}));
	}
	const names = new Set(edits.map((edit) => edit.function));
	const functions = [...input.unit.unit.functions.values()].flatMap((model) =>
		names.has(model.name) ? [model.syntax] : [],
	);
	return { verdicts, converted, edits, functions };
}

/** Another verdict for those that were to be converted. */
function settle(
	verdicts: Map<number, Judged>,
	members: readonly Judged[],
	change: (verdict: Verdict) => Verdict,
): void {
	for (const { site, verdict } of members)
		if (verdict.decision === "convert")
			verdicts.set(site.acquire.call.start, {
				site,
				verdict: change(verdict),
			});
}

function changesText(input: CheckInput, { start, end, text }: Edit): boolean {
	return input.unit.unit.view.original.slice(start, end) !== text;
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
	{ own, guarded }: ConvertUnitOptions,
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
	const lasting = members.some(
		({ site, verdict }) =>
			verdict.flags.includes("FOLL_LONGTERM") || isLongTerm(input, site),
	);
	for (const { site, verdict } of members) {
		// Those of another file are changed by what that file says of them.
		if (verdict.becomes === null || !isWithin(site.acquire.call, own)) continue;
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
			{
				unit: input.unit,
				target,
				guarded,
				marks: false,
				mayHaveGaps,
			},
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
