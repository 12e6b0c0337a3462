// A file with the files its holds lead to, as `check` reads it, also with other texts in the place of those that are there.

import type { KernelVersion } from "#catalog/entry.ts";
import { checkFile } from "#checks/check-file.ts";
import type { JoinedText } from "#csource/joined-text.ts";
import type { NamedText } from "#csource/named-text.ts";
import type { CParser } from "#csource/parser.ts";
import type { SourceView } from "#csource/source-file.ts";
import { viewsOf } from "#csource/views.ts";
import type { Finding } from "#findings/finding.ts";
import { type LinkedFile, linkFile } from "#lifecycle/linking/link-files.ts";
import type { Neighbourhood } from "#lifecycle/linking/neighbourhood.ts";
import { createVocabulary } from "#lifecycle/unit/create-vocabulary.ts";
import type { Vocabulary } from "#lifecycle/unit/vocabulary.ts";
import type { TargetApi } from "./target-api.ts";

/** null where nothing in the file can take a hold. */
export function linkTexts(
	file: NamedText,
	neighbourhood: Neighbourhood,
	vocabulary: Vocabulary,
	parser: CParser,
): LinkedFile | null {
	return linkFile(file, neighbourhood, {
		vocabulary,
		parser,
		interesting: (name) => isInteresting(vocabulary, name),
	});
}

/** The configurations of a kernel. */
export function viewsFor(
	joined: JoinedText,
	kernel: KernelVersion | null,
	vocabulary: Vocabulary,
): readonly SourceView[] {
	return viewsOf(joined.path, joined.text, {
		kernel,
		interesting: (name) => isInteresting(vocabulary, name),
	});
}

function isInteresting(vocabulary: Vocabulary, name: string): boolean {
	return (
		vocabulary.acquire(name) !== null ||
		(vocabulary.release(name) ?? vocabulary.dirty(name)) !== null
	);
}

/** What `check` says of a file when the given texts take the place of those that are there. */
export function recheck(
	file: NamedText,
	after: ReadonlyMap<string, string>,
	neighbourhood: Neighbourhood,
	{ kernel }: TargetApi,
	parser: CParser,
): readonly Finding[] {
	const vocabulary = createVocabulary(kernel);
	const linked = linkTexts(
		{ path: file.path, text: after.get(file.path) ?? file.text },
		withTexts(neighbourhood, after),
		vocabulary,
		parser,
	);
	return linked === null ? [] : checkFile(linked, vocabulary).findings;
}

/** The neighbourhood with other texts for some files. */
export function withTexts(
	neighbourhood: Neighbourhood,
	texts: ReadonlyMap<string, string>,
): Neighbourhood {
	return {
		around: (path) =>
			neighbourhood.around(path).map((one) => {
				const text = texts.get(one.path);
				return text === undefined ? one : { path: one.path, text };
			}),
	};
}
