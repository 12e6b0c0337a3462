// The table of codes as the rules of a SARIF run.

import type { ReportingDescriptor } from "sarif";
import type { CodeEntry } from "#findings/codes.ts";

/**
 * All codes, whether found or not, so that a viewer can tell what was looked for. `problem.severity` and `tags` are what
 * GitHub sorts by.
 */
export function sarifRules(codes: readonly CodeEntry[]): ReportingDescriptor[] {
	return codes.map((entry) => {
		const [meaning = ""] = entry.explanation.split("\n\n");
		return {
			id: entry.code,
			name: pascalCase(entry.title),
			shortDescription: { text: sentence(entry.title) },
			fullDescription: { text: meaning },
			help: { text: entry.explanation, markdown: entry.explanation },
			defaultConfiguration: { level: entry.severity },
			properties: {
				tags: ["linux-kernel", "page-pinning", entry.class],
				"problem.severity":
					entry.severity === "note" ? "recommendation" : entry.severity,
			},
		};
	});
}

/** SARIF wants a name that is an identifier: `PagesAreReleasedTwice`. */
function pascalCase(title: string): string {
	return title
		.split(/\W+/)
		.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
		.join("");
}

function sentence(title: string): string {
	return `${title.charAt(0).toUpperCase()}${title.slice(1)}.`;
}
