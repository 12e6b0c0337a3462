// docs/codes.md, made from the table of codes.

import type { CodeEntry } from "#findings/codes.ts";

const heading = `# Finding codes

Written by \`npm run docs:codes\` from \`src/findings/codes.ts\`; a test compares the two. \`pinfold check --explain-code PF101\`
prints the same text.
`;

function indexRow({ code, severity, title, ...entry }: CodeEntry): string {
	return `| [${code}](#${code.toLowerCase()}) | ${entry.class} | ${severity} | ${title} |`;
}

function section({ code, severity, title, ...entry }: CodeEntry): string {
	return `## ${code}\n\n**${title}** (${severity}, class \`${entry.class}\`)\n\n${entry.explanation}\n`;
}

/** The whole page as Markdown: an index, then one section per code with its code as the anchor. */
export function renderCodesPage(codes: readonly CodeEntry[]): string {
	const index = [
		"| code | class | severity | what |",
		"|---|---|---|---|",
		...codes.map(indexRow),
		"",
	].join("\n");
	return [heading, index, ...codes.map(section)].join("\n");
}
