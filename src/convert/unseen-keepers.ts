// Files around that can reach a field which keeps pages, and are not among those that were read together.

import { acquireNames, releaseNames } from "#catalog/catalog.ts";
import type { TextPart } from "#csource/joined-text.ts";
import { mentions } from "#csource/mentions.ts";
import type { NamedText } from "#csource/named-text.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { definesTag } from "#lifecycle/linking/find-in-text.ts";
import type { Unit } from "#lifecycle/unit/function-model.ts";

export interface UnseenKeeper {
	/** `struct foo.pages` */
	readonly field: string;
	readonly path: string;
}

const takesOrReleases = new RegExp(
	`\\b(?:${[...acquireNames(), ...releaseNames()].join("|")})\\b`,
);

/** Structs that carry pages of anybody. */
const carriers =
	/^struct (page|folio|scatterlist|sg_table|bio|bio_vec|request|list_head|iov_iter|xarray|folio_batch|pagevec)$/;

/**
 * The first file that mentions a field with pages of this site, its struct, and a call that takes or releases pages. null
 * where only the C file that defines the struct can reach the fields, or all others were read.
 */
export function unseenKeeper(
	unit: Unit,
	site: FollowedSite,
	parts: readonly TextPart[],
	around: () => readonly NamedText[],
): UnseenKeeper | null {
	for (const place of site.reach.places) {
		if (!place.startsWith("f:") || unit.closedFields.has(place)) continue;
		const dot = place.lastIndexOf(".");
		const tag = place.slice(2, dot);
		const field = place.slice(dot + 1);
		if (!/^(struct|union) \w+$/.test(tag) || carriers.test(tag)) continue;
		if (!canKeepPages(unit, tag, field)) continue;
		if (isPrivate(unit, tag) || !isOfProgram(unit, tag, around)) continue;
		const word = tag.slice(tag.indexOf(" ") + 1);
		const keeper = around().find(
			(file) =>
				file.path.endsWith(".c") &&
				!parts.some(({ path }) => path === file.path) &&
				mentions(file, field) &&
				mentions(file, word) &&
				takesOrReleases.test(file.text),
		);
		if (keeper !== undefined)
			return { field: place.slice(2), path: keeper.path };
	}
	return null;
}

/** The graph joins more than pages: a number or a lock keeps none. */
function canKeepPages(unit: Unit, tag: string, field: string): boolean {
	const type = unit.structs
		.get(tag)
		?.fields.find(({ name }) => name === field)?.type;
	return (
		type === undefined ||
		/^(void|struct (page|folio|scatterlist|sg_table|frame_vector|bio|bio_vec))$/.test(
			type.base,
		)
	);
}

/** Defined in a header of the same program: objects of a struct that the whole kernel uses are each somebody's own. */
function isOfProgram(
	unit: Unit,
	tag: string,
	around: () => readonly NamedText[],
): boolean {
	return (
		unit.structs.has(tag) ||
		around().some((file) => file.path.endsWith(".h") && definesTag(file, tag))
	);
}

/** Defined in a C file: no other can reach into it. */
function isPrivate(unit: Unit, tag: string): boolean {
	const definition = unit.structs.get(tag);
	return (
		definition !== undefined &&
		!unit.headers.some(
			({ start, end }) => start <= definition.start && definition.end <= end,
		)
	);
}
