// The layout of a configuration as a kernel developer reads it: budget, struct page, schemes.

import { eraOfRelease } from "#mm/layout/era.ts";
import type { SchemeFit, Verdict } from "#mm/layout/fit-schemes.ts";
import { type HeaderSource, showSource } from "#mm/layout/header-source.ts";
import type { KernelLayout } from "#mm/layout/kernel-layout.ts";
import { structPageSource } from "#mm/layout/struct-page.ts";
import { alignColumns } from "#report/align-columns.ts";
import type { Palette } from "#report/palette.ts";

export function renderLayout(
	path: string,
	layout: KernelLayout,
	schemes: readonly SchemeFit[],
	palette: Palette,
): string {
	return [
		renderHead(path, layout),
		renderBudget(layout, palette),
		renderStructPage(layout, palette),
		...groups.map(([verdict, title]) =>
			renderGroup(verdict, title, schemes, palette),
		),
	]
		.filter((block) => block !== "")
		.join("\n");
}

function renderHead(
	path: string,
	{ era, architecture, config }: KernelLayout,
): string {
	const bad = config.badLines.length;
	const first = config.badLines.slice(0, 3).join(", ");
	const lines =
		bad === 0
			? ""
			: `\n${bad} of its ${config.lines} lines ${bad === 1 ? "has" : "have"} no known form and ${bad === 1 ? "was" : "were"} left out (line ${first}${bad > 3 ? ", …" : ""})`;
	const foreign =
		config.release !== null && eraOfRelease(config.release) !== era
			? `\nit is of kernel ${config.release}: what ${era} named otherwise counts as off`
			: "";
	return `${path}: ${architecture.name}, by the rules of ${era}${foreign}${lines}\n`;
}

function renderBudget({ budget, era }: KernelLayout, palette: Palette): string {
	const row = (
		name: string,
		bits: number,
		rule: string,
		source: HeaderSource | null,
	): string[] => [
		`  ${name}`,
		String(bits).padStart(4),
		rule,
		source === null ? "" : showSource(source),
	];
	const table = alignColumns([
		["  FIELD", "BITS", "RULE", `SOURCE (${era})`],
		...budget.fields.map(({ name, bits, rule, source }) =>
			row(name, bits, rule, source),
		),
		row(
			"free",
			budget.freeBits,
			`of ${budget.bitsPerLong} in an unsigned long`,
			null,
		),
	]);
	const notes = [
		...budget.evictions.map(
			({ field, bits, consequence }) =>
				`  ${palette.warning("left out:")} ${field}, ${bits} bits: ${consequence}\n`,
		),
		...budget.problems.map(
			({ kind, message, source }) =>
				`  ${palette.error(kind === "#error" ? "does not compile:" : "inconsistent:")} ${message} (${showSource(source)})\n`,
		),
	];
	return `${palette.strong("page->flags")}\n${table}${notes.join("")}`;
}

function renderStructPage(
	{ structPage, pageBytes, era }: KernelLayout,
	palette: Palette,
): string {
	const { bytes, alignment, paddingBytes, members } = structPage;
	const share = ((bytes * 100) / pageBytes).toFixed(2);
	const table = alignColumns([
		["  MEMBER", "OFFSET", "BYTES", "REASON"],
		...members.map(({ name, offset, bytes: size, reason }) => [
			`  ${name}`,
			String(offset).padStart(6),
			String(size).padStart(5),
			reason,
		]),
	]);
	return `${palette.strong("struct page")}: ${bytes} bytes, aligned to ${alignment}, ${paddingBytes} of padding at the end, ${share} % of memory (${showSource(structPageSource)}, ${era})\n${table}`;
}

const groups: readonly (readonly [Verdict, string])[] = [
	["fits", "Schemes that fit"],
	["costs", "Schemes that fit at a cost"],
	["open", "Schemes that a configuration does not decide"],
	["does not fit", "Schemes that do not fit"],
];

function renderGroup(
	verdict: Verdict,
	title: string,
	schemes: readonly SchemeFit[],
	palette: Palette,
): string {
	const rows = schemes
		.filter((scheme) => scheme.verdict === verdict)
		.map(({ id, name, reason }) => [`  ${id}`, name, reason]);
	return rows.length === 0
		? ""
		: `${palette.strong(title)}\n${alignColumns(rows)}`;
}
