// A finding in the form of a compiler message: the first line is what vim's quickfix and emacs' compile read.

import type { Finding } from "#findings/finding.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import { clipLine } from "./clip.ts";
import type { RenderContext } from "./render-context.ts";

/** Ends with a line end. */
export function renderFinding(
	finding: ReportedFinding,
	context: RenderContext,
): string {
	const { palette, showPath } = context;
	const file = showPath(finding.file);
	const place = `${file}:${finding.line}:${finding.column}:`;
	const paint = palette[finding.severity];
	const lines = [
		`${palette.strong(place)} ${paint(`${finding.severity}[${finding.code}]:`)} ${finding.message}${remarks(finding)}`,
		...excerpt(finding, context),
		...finding.notes.map(
			(note) =>
				`${showPath(note.file)}:${note.line}: ${palette.note("note:")} ${note.message}`,
		),
		...(finding.consequence === undefined
			? []
			: [
					`${file}:${finding.line}: ${palette.note("note:")} so ${finding.consequence}`,
				]),
		...configurations(finding).map(
			(words) =>
				`${file}:${finding.line}: ${palette.note("note:")} only where ${words}`,
		),
	];
	return `${lines.join("\n")}\n`;
}

/** Doubts and decisions in brackets, so that the message itself stays the same. */
function remarks(finding: ReportedFinding): string {
	const { confidence, suppression, baseline } = finding;
	return [
		...(confidence === "certain" ? [] : [confidence]),
		...(baseline === "old" ? ["in the baseline"] : []),
		...(suppression === null ? [] : [`suppressed: ${suppression.reason}`]),
	]
		.map((remark) => ` [${remark}]`)
		.join("");
}

function configurations(finding: Finding): string[] {
	return finding.configurations.length === 0
		? []
		: [finding.configurations.join(", or ")];
}

/** The source line, and carets below the word at the column. Tabs are kept in both, so that they stay in line. */
function excerpt(finding: Finding, context: RenderContext): string[] {
	const source = context.sourceLine(finding.file, finding.line);
	if (source === null || finding.column > clipLine(source).length) return [];
	const before = source.slice(0, finding.column - 1);
	const word = /^(?:\w+|[^\w\s])/.exec(source.slice(finding.column - 1));
	const underline = `^${"~".repeat(Math.max(0, (word?.[0].length ?? 1) - 1))}`;
	const number = String(finding.line);
	const margin = " ".repeat(number.length);
	return [
		` ${number} | ${clipLine(source)}`,
		` ${margin} | ${before.replace(/[^\t]/g, " ")}${context.palette.caret(underline)}`,
	];
}
