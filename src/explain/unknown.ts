// What is not known of the life of the pages at a site, and why.

import type { Site } from "#findings/site.ts";

/** Names of what only looks at pages, counts, frees memory or writes a log. */
const harmless =
	/free|(^|_)(sg|dbg|debug|warn|err|info|len|length|size|count|address|align)(_|$)|^(PAGE|VM|WARN|BUG|pr|dev)_|debug$/i;

export function unknownOf(site: Site): readonly string[] {
	const { life, kind } = site;
	if (life === undefined || kind === "none") return [];
	const { releases, touches, leavesThrough } = life;
	const leaving = leavesThrough
		.filter((name) => !harmless.test(name))
		.slice(0, 3)
		.map((name) => (name.includes(" ") ? name : `${name}()`))
		.join(", ");
	const where =
		leaving === "" ? "" : `: they leave this file through ${leaving}`;
	const untouched =
		touches.length === 0 && site.case !== 4 && site.access === "none";
	return [
		...(releases.length === 0 ? [`Who releases the pages${where}.`] : []),
		...(untouched ? [`Who works on the contents${where}.`] : []),
		...(life.use.writes === null && site.case !== 4
			? [
					"Whether the pages are written: the flags are not the same on every path.",
				]
			: []),
		...(site.lifetime === "unknown" && releases.length > 0
			? ["How long the pages are held."]
			: []),
		...site.damage.map(
			({ line, text }) =>
				`What line ${line} does, which could not be read: ${text}.`,
		),
		...site.ownership
			.filter(({ text }) => text.startsWith("too many paths"))
			.map(
				() => "Some paths of the function: there are too many to follow all.",
			),
	];
}
