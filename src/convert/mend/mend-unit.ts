// One file under one configuration: the edits that mend what is wrong at converted sites, of one kind.

import type { CheckInput } from "#checks/check.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { flagValuesOf } from "#lifecycle/use/flag-values.ts";
import type { Edit, Mend } from "../conversion.ts";
import { hasGaps } from "../has-gaps.ts";
import { holdGroupsOf } from "../hold-groups.ts";
import { editRelease } from "../release/edit-release.ts";
import type { TargetApi } from "../target-api.ts";
import { mendPartial } from "./mend-partial.ts";

export interface MendUnitOptions {
	readonly kind: Mend["kind"];
	/** The site was converted. */
	readonly isMeant: (site: FollowedSite) => boolean;
	/** Pages are lost in this function. */
	readonly leaks: (name: string) => boolean;
	/** Pages that were written are let go of here, and nothing marks them. */
	readonly isUnmarked: (release: ReleaseCall) => boolean;
}

export function mendUnit(
	input: CheckInput,
	target: TargetApi,
	options: MendUnitOptions,
): readonly Edit[] {
	return options.kind === "leak"
		? mendLeaks(input, target, options)
		: mendMarks(input, target, options);
}

function mendLeaks(
	{ sites, unit }: CheckInput,
	target: TargetApi,
	{ isMeant, leaks }: MendUnitOptions,
): readonly Edit[] {
	return sites.flatMap((site) =>
		isMeant(site) && leaks(site.acquire.model.name)
			? (mendPartial(unit, site.acquire, target) ?? [])
			: [],
	);
}

function mendMarks(
	input: CheckInput,
	target: TargetApi,
	{ isMeant, isUnmarked }: MendUnitOptions,
): readonly Edit[] {
	const { unit } = input;
	return holdGroupsOf(input).flatMap((group) => {
		// A release that also serves pages which are only read marks nothing for all of them.
		const allWritten = group.sites.every(({ acquire }) =>
			flagValuesOf(unit.unit, acquire).always.has("FOLL_WRITE"),
		);
		if (!allWritten || !group.sites.some(isMeant)) return [];
		const mayHaveGaps = hasGaps(input, group);
		return group.releases.filter(isUnmarked).flatMap((release) => {
			const made = editRelease(
				{ unit, target, mayHaveGaps, guarded: new Set(), marks: true },
				release,
			);
			return made.kind === "edits" ? made.edits : [];
		});
	});
}
