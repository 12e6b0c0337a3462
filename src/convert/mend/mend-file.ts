// One converted file, with the files its holds lead to: the edits of one kind of mend, of all its configurations.

import { asWritten } from "#csource/local-names.ts";
import type { NamedText } from "#csource/named-text.ts";
import type { CParser } from "#csource/parser.ts";
import type { Finding } from "#findings/finding.ts";
import { analyzeUnit } from "#lifecycle/analyze-unit.ts";
import { followSite } from "#lifecycle/follow-site.ts";
import type { Neighbourhood } from "#lifecycle/linking/neighbourhood.ts";
import { createVocabulary } from "#lifecycle/unit/create-vocabulary.ts";
import type { ConversionOptions, Edit, Mend } from "../conversion.ts";
import { keepCompat, servesSeveralKernels } from "../keep-compat.ts";
import { linkTexts, viewsFor } from "../link-texts.ts";
import { mergeEdits } from "../merge-edits.ts";
import { splitEdits } from "../split-edits.ts";
import type { TargetApi } from "../target-api.ts";
import { mendUnit } from "./mend-unit.ts";

export interface MendContext {
	readonly options: ConversionOptions;
	readonly target: TargetApi;
	readonly parser: CParser;
	readonly neighbourhood: Neighbourhood;
}

/** What is to be mended in a file. */
export interface MendRequest {
	readonly kind: Mend["kind"];
	/** Whether an acquire call of the file was converted, by function and name. */
	readonly isConverted: (name: string, api: string) => boolean;
	/** Findings of that kind. */
	readonly findings: readonly Finding[];
}

/** By path, as splitEdits(). Empty where nothing can be done, or configurations of the file want different text. */
export function mendFile(
	file: NamedText,
	{ kind, isConverted, findings }: MendRequest,
	{ options, target, parser, neighbourhood }: MendContext,
): ReadonlyMap<string, readonly Edit[]> {
	const vocabulary = createVocabulary(target.kernel);
	const linked = linkTexts(file, neighbourhood, vocabulary, parser);
	if (linked === null) return new Map();
	const { joined, views, load } = linked;
	const leaking = new Set(findings.map(({ function: name }) => name));
	const edits = views.flatMap((view) => {
		const loaded = load(view);
		if (loaded === null) return [];
		const unit = analyzeUnit(loaded, vocabulary);
		const sites = unit.graph.acquires.map((acquire) =>
			followSite(unit, acquire),
		);
		return mendUnit({ unit, sites }, target, {
			kind,
			isMeant: ({ acquire: { call, model, name } }) =>
				joined.own.start <= call.start &&
				call.end <= joined.own.end &&
				isConverted(asWritten(model.name), name),
			leaks: (name) => leaking.has(asWritten(name)),
			isUnmarked: ({ call }) => {
				const place = joined.placeOf(call.start);
				return findings.some(
					(finding) =>
						finding.file === place.file && finding.line === place.line,
				);
			},
		});
	});
	const merged = mergeEdits(edits) ?? [];
	const { oldest } = options;
	const kept =
		oldest === null || !servesSeveralKernels(joined.text)
			? merged
			: keepCompat(
					joined.text,
					merged,
					viewsFor(joined, oldest, vocabulary),
					oldest,
				);
	return splitEdits(joined, kept);
}
