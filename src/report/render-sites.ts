// The inventory: one site a line, fields without spaces up to the last, so that awk and sort can work on it.

import type { RelatedCall, Site } from "#findings/site.ts";
import { alignColumns } from "./align-columns.ts";
import { clipText } from "./clip.ts";

const header = [
	"SITE",
	"FUNCTION",
	"API",
	"KIND",
	"FLAGS",
	"CASE",
	"LIFETIME",
	"RELEASES",
];

/** Longest flags text shown; JSON has all of it. */
const flagsWidth = 40;

export function renderSites(
	sites: readonly Site[],
	showPath: (file: string) => string,
): string {
	if (sites.length === 0) return "";
	return alignColumns([
		header,
		...sites.map((site) => [
			`${showPath(site.file)}:${site.line}`,
			site.function,
			site.api,
			site.kind,
			shortFlags(site.flags),
			site.case === 0 ? "-" : String(site.case),
			site.lifetime,
			describeReleases(site),
		]),
	]);
}

function shortFlags(flags: string): string {
	const dense = flags.replace(/\s+/g, "");
	return dense === "" ? "-" : clipText(dense, flagsWidth);
}

/** `unpin_user_pages in foo_release`; where there is none, the last that is known of the owner. */
function describeReleases(site: Site): string {
	const calls = site.releases.map((call) => describeCall(call, site.function));
	if (calls.length > 0) return [...new Set(calls)].join(", ");
	const last = site.ownership.at(-1);
	return last === undefined ? "-" : `- (${clipText(last.text)})`;
}

function describeCall(call: RelatedCall, inFunction: string): string {
	return call.function === inFunction
		? call.api
		: `${call.api} in ${call.function}`;
}
