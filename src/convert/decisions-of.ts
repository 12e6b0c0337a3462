// The decisions for the sites of a file, from what its configurations say.

import type { JoinedText } from "#csource/joined-text.ts";
import { asWritten } from "#csource/local-names.ts";
import type { Decision, DecisionKind } from "./conversion.ts";
import type { SeenView } from "./judge-edits.ts";

const rank: Record<DecisionKind, number> = { abstain: 0, leave: 1, convert: 2 };

/** In the order of the file; where configurations differ, the most careful one counts. */
export function decisionsOf(
	seen: readonly SeenView[],
	{ own, path, placeOf }: JoinedText,
): readonly Decision[] {
	const found = new Map<number, Decision>();
	for (const { conversion } of seen)
		for (const [at, { site, verdict }] of conversion.verdicts) {
			const isOwn = own.start <= at && at < own.end;
			if (!isOwn || site.acquire.entry.level !== "api") continue;
			const known = found.get(at);
			if (known !== undefined && rank[known.decision] <= rank[verdict.decision])
				continue;
			const { line } = placeOf(at);
			found.set(at, {
				site: "",
				file: path,
				function: asWritten(site.acquire.model.name),
				line,
				api: site.acquire.name,
				case: verdict.case,
				decision: verdict.decision,
				reason: asWritten(verdict.reason),
				evidence: verdict.evidence.map((mark) => {
					const place = placeOf(mark.at);
					return {
						file: place.file,
						line: place.line,
						text: asWritten(mark.text),
					};
				}),
				becomes: verdict.becomes,
			});
		}
	return named(
		[...found].sort(([a], [b]) => a - b).map(([, decision]) => decision),
	);
}

/** The ids that `check` gives these sites: they are counted in the order of the file. */
function named(decisions: readonly Decision[]): readonly Decision[] {
	const counts = new Map<string, number>();
	return decisions.map((decision) => {
		const stem = `${decision.file}:${decision.function}:${decision.api}`;
		const ordinal = (counts.get(stem) ?? 0) + 1;
		counts.set(stem, ordinal);
		return { ...decision, site: `${stem}:${ordinal}` };
	});
}
