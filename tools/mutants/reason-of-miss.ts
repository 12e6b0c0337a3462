// Why a fault was not found, as far as the analysis says: what it reports only with --all, where the pages leave what it
// follows, which other calls still release them.

import type { Finding } from "../../src/findings/finding.ts";
import type { Site } from "../../src/findings/site.ts";
import type { Mutant } from "./make-mutants.ts";

/** `group: details`; site: as the analysis sees it in the file with the fault. hidden: findings of the right class. */
export function reasonOfMiss(
	{ at, site: before, kind }: Mutant,
	site: Site | undefined,
	hidden: readonly Finding[],
): string {
	if (hidden.length > 0)
		return `possible only: ${hidden.map(({ code, line, message }) => `${code} line ${line} ${message}`).join("; ")}`;
	if (site === undefined) return "the site is not seen";
	const left = site.ownership.map(({ text }) => text);
	const exits = left.filter((text) => /^(leaves|passed)/.test(text));
	const others = site.releases.filter(
		({ file, line }) => file !== at.file || line !== at.line,
	);
	const where = (list: Site["releases"]): string =>
		list.map((call) => `${call.api}() in ${call.function}()`).join(", ");
	const details = [
		...left,
		...(others.length > 0 ? [`also released by ${where(others)}`] : []),
	].join("; ");
	if (exits.some((text) => text.startsWith("leaves")))
		return `leaves to other files: ${details}`;
	if (exits.length > 0) return `passed to a stranger: ${details}`;
	if (kind !== "delete" && kind !== "early-return")
		return `followed, not judged: ${details}`;
	const own = others.filter((call) => call.function === before.function);
	if (own.length < others.length)
		return `another function still releases: ${details}`;
	return own.length > 0
		? `another path of the function releases: ${details}`
		: `nothing releases, not judged: ${details}`;
}
