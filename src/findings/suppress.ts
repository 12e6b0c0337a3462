// Joins findings with the comments that allow them.

import type { Finding } from "./finding.ts";
import type { Suppression } from "./reported-finding.ts";
import type { SuppressionComment } from "./suppression-comments.ts";

/** The comments of each file that has any. */
export type CommentsByFile = ReadonlyMap<string, readonly SuppressionComment[]>;

export interface Suppressed {
	/** For each finding, in their order. */
	readonly suppressions: readonly (Suppression | null)[];
	/** Comments that allow nothing that was found. */
	readonly unused: CommentsByFile;
}

export function suppress(
	findings: readonly Finding[],
	comments: CommentsByFile,
): Suppressed {
	const used = new Set<SuppressionComment>();
	const suppressions = findings.map((finding): Suppression | null => {
		const found = comments
			.get(finding.file)
			?.find(
				({ target, codes }) =>
					target === finding.line && codes.includes(finding.code),
			);
		if (found === undefined) return null;
		used.add(found);
		return { line: found.line, reason: found.reason };
	});
	const unused = new Map(
		[...comments].map(([file, list]) => [
			file,
			list.filter((one) => one.problem === null && !used.has(one)),
		]),
	);
	return { suppressions, unused };
}

/** PF901 for each comment that cannot be followed. */
export function reportProblems(comments: CommentsByFile): Finding[] {
	return toFindings(comments, ({ problem }) =>
		problem === null
			? null
			: {
					code: "PF901",
					severity: "warning",
					message: `this comment allows nothing: ${problem}`,
				},
	);
}

/** PF902 for each of the comments. */
export function reportUnused(unused: CommentsByFile): Finding[] {
	return toFindings(unused, ({ codes, target }) => ({
		code: "PF902",
		severity: "note",
		message: `line ${target} has no ${codes.join(" or ")}: this comment is not needed`,
	}));
}

function toFindings(
	comments: CommentsByFile,
	describe: (
		comment: SuppressionComment,
	) => Pick<Finding, "code" | "severity" | "message"> | null,
): Finding[] {
	return [...comments].flatMap(([file, list]) =>
		list.flatMap((comment) => {
			const described = describe(comment);
			if (described === null) return [];
			return {
				...described,
				class: "suppression" as const,
				confidence: "certain" as const,
				file,
				function: "",
				line: comment.line,
				column: comment.column,
				notes: [],
				site: null,
				configurations: [],
				fix: null,
			};
		}),
	);
}
