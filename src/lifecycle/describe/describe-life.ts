// The life of the pages at a site as facts with lines: who touches them, what unmaps, marks and releases them.

import type { FilePlace } from "#csource/joined-text.ts";
import { asWritten } from "#csource/local-names.ts";
import type {
	DirtyManner,
	DirtyMark,
	LifeRelease,
	SiteLife,
} from "#findings/life.ts";
import type { RelatedCall } from "#findings/site.ts";
import { mayHoldPageLock } from "../context/page-locks.ts";
import { mayTakeOver } from "../effects/takeover.ts";
import type { FollowedSite } from "../follow-site.ts";
import type { UnitContext } from "../function-context.ts";
import type { DirtyCall, ReleaseCall } from "../graph/hold-graph.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { contactsOfSite } from "../use/contact-calls.ts";
import { flagValuesOf } from "../use/flag-values.ts";
import { unmapsOfSite } from "../use/unmap-calls.ts";

/** Everything but the use, which is a matter of judgement. */
export function describeLife(
	context: UnitContext,
	site: FollowedSite,
	placeOf: (offset: number) => FilePlace,
): Omit<SiteLife, "use"> {
	const { acquire } = site;
	const { syntax } = acquire.model;
	const flags = flagValuesOf(context.unit, acquire);
	const related = (call: {
		readonly model: FunctionModel;
		readonly name: string;
		readonly at: number;
	}): RelatedCall => {
		const { file, line } = placeOf(call.at);
		return {
			api: asWritten(call.name),
			file,
			function: asWritten(call.model.name),
			line,
		};
	};
	const ofCall = ({ model, name, call }: ReleaseCall | DirtyCall) =>
		related({ model, name, at: call.start });
	return {
		functionLines: {
			first: placeOf(syntax.nameStart).line,
			last: placeOf(syntax.end).line,
		},
		asksWrite: flags.always.has("FOLL_WRITE")
			? true
			: flags.open || flags.maybe.has("FOLL_WRITE")
				? null
				: false,
		asksLongTerm: acquire.entry.longTerm || flags.maybe.has("FOLL_LONGTERM"),
		touches: contactsOfSite(context, site).map(
			({ model, call, name, by, way }) => ({
				...related({ model, name, at: call.start }),
				by,
				way,
			}),
		),
		unmaps: unmapsOfSite(context, site).map(related),
		dirties: site.dirties.map(
			(dirty): DirtyMark => ({
				...ofCall(dirty),
				manner: mannerOf(context, dirty),
				releases: dirty.entry.role === "release",
			}),
		),
		releases: [...site.releases, ...site.mismatched].map(
			(release): LifeRelease => ({
				...ofCall(release),
				ends: release.entry.proper ? release.entry.kind : "freed",
			}),
		),
		leavesThrough: [
			...site.exits,
			...site.passes
				.filter((pass) => mayTakeOver(context, site, pass))
				.map(({ name }) => name),
		]
			.map(asWritten)
			.filter((name, index, all) => all.indexOf(name) === index),
	};
}

function mannerOf(context: UnitContext, dirty: DirtyCall): DirtyManner {
	const { entry } = dirty;
	if (entry.role === "release") return "tested";
	if (entry.locking === "raw") return "raw";
	if (entry.locking === "lock") return "lock";
	return mayHoldPageLock(context.unit, dirty.model, dirty.call.start)
		? "held"
		: "unlocked";
}
