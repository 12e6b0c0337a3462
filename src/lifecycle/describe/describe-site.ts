// Turns what was followed into the site of the result: lines, names and words.

import type { FilePlace } from "#csource/joined-text.ts";
import { asWritten } from "#csource/local-names.ts";
import type { Evidence, HoldKind, RelatedCall, Site } from "#findings/site.ts";
import type { AnalyzedUnit } from "../analyze-unit.ts";
import type { FollowedSite } from "../follow-site.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import type { Place } from "../place.ts";
import { ownReleases } from "../releases/own-releases.ts";
import { argumentWith } from "../roles.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { classifySite } from "../use/classify-site.ts";
import type { Mark } from "../use/mark.ts";

export function describeSite(
	unit: AnalyzedUnit,
	site: FollowedSite,
	placeOf: (offset: number) => FilePlace,
): Omit<Site, "id"> {
	const { original, configuration } = unit.unit.view;
	const { acquire } = site;
	const at = acquire.call.start;
	const evidence = ({ at: offset, text }: Mark): Evidence => {
		const { file, line } = placeOf(offset);
		return { file, line, text: asWritten(text) };
	};
	const related = (call: {
		model: FunctionModel;
		call: CallExpression;
		name: string;
	}): RelatedCall => {
		const { file, line } = placeOf(call.call.start);
		return {
			api: asWritten(call.name),
			file,
			function: asWritten(call.model.name),
			line,
		};
	};
	const {
		case: pinCase,
		evidence: marks,
		access,
		lifetime,
	} = classifySite(unit, site);
	const flags = argumentWith("flags", acquire.roles, acquire.call.args);
	const { damage } = acquire.model.syntax;
	const { file, line, column } = placeOf(at);
	return {
		file,
		function: asWritten(acquire.model.name),
		line,
		column,
		api: acquire.name,
		kind: kindOf(site),
		flags:
			flags === null
				? ""
				: squeeze(asWritten(original.slice(flags.start, flags.end))),
		case: pinCase,
		caseEvidence: marks.map(evidence),
		access,
		lifetime,
		configurations: configuration,
		releases: [
			...ownReleases(unit, acquire, site.releases),
			...site.mismatched,
		].map(related),
		dirties: site.dirties.map(related),
		ownership: ownershipOf(unit, site).map(evidence),
		damage: damage.map(({ start, text }) => evidence({ at: start, text })),
	};
}

function squeeze(text: string): string {
	return text.replace(/\s+/g, " ").trim();
}

function kindOf(site: FollowedSite): HoldKind {
	return site.acquire.holdsNothing ? "none" : site.acquire.entry.kind;
}

/** Where the hold goes beyond its function, and where it leaves what can be followed. */
function ownershipOf(unit: AnalyzedUnit, site: FollowedSite): readonly Mark[] {
	const marks = new Map<string, Mark>();
	const add = (at: number, text: string): void => {
		if (!marks.has(text)) marks.set(text, { at, text });
	};
	for (const [place, { edge }] of site.reach.via)
		if (edge !== null && place.startsWith("f:"))
			add(edge.at, `stored in ${fieldName(place)}`);
	for (const name of site.exits) {
		const model = unit.unit.functions.get(name);
		const partner =
			site.partners.length === 0
				? ""
				: `; released by ${site.partners.map((other) => `${other}()`).join(", ")}, for callers in other files`;
		add(
			model?.syntax.nameStart ?? site.acquire.call.start,
			`leaves through ${name}() to callers in other files${partner}`,
		);
	}
	for (const pass of site.passes)
		add(
			pass.call.start,
			`passed to ${pass.name}${pass.name.includes(" ") ? "" : "()"}, which is not in this file`,
		);
	const analyzed = unit.functions.find(
		(entry) => entry.context.model === site.acquire.model,
	);
	if (analyzed !== undefined && !analyzed.paths.complete)
		add(
			site.acquire.model.syntax.nameStart,
			"too many paths: not all of them were followed",
		);
	return [...marks.values()];
}

function fieldName(place: Place): string {
	const name = place.slice(2);
	if (name.startsWith("?.")) return `a field ${name.slice(2)}`;
	return name.startsWith("?") ? name.slice(1) : name;
}
