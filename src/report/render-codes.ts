import { wrapWords } from "#base/wrap-words.ts";
import type { CodeEntry } from "#findings/codes.ts";
import { alignColumns } from "./align-columns.ts";

/** One code a line: code, severity, class, title. */
export function renderCodeList(codes: readonly CodeEntry[]): string {
	return alignColumns(
		codes.map((entry) => [
			entry.code,
			entry.severity,
			entry.class,
			entry.title,
		]),
	);
}

/** The page of one code, paragraphs wrapped for a terminal or a mail. */
export function renderCodePage(entry: CodeEntry): string {
	const paragraphs = entry.explanation.split(/\n\n+/).map(wrap);
	return `${[
		`${entry.code}: ${entry.title}`,
		`${entry.severity}, class ${entry.class}`,
		...paragraphs,
	].join("\n\n")}\n`;
}

/** Columns of a line, as in kernel mail. */
const width = 75;

/** What is indented stays as it is. */
function wrap(paragraph: string): string {
	return /^\s/.test(paragraph) ? paragraph : wrapWords(paragraph, width);
}
