// Answers the requests of the main thread inside a worker. If judging a file throws (a bug), that costs the file and is
// reported with its name.

import type { FilesResult, InputFile } from "#checks/check-files.ts";
import type { Neighbourhood } from "#lifecycle/linking/neighbourhood.ts";
import { digestFile } from "./cache/digest-file.ts";
import type { ChangedText, Reply, Request } from "./messages.ts";
import { readLenders } from "./read-lenders.ts";
import type { SourceText } from "./read-source.ts";
import { keyOfChanges, type Surroundings } from "./surroundings.ts";

export interface FileJudgeOptions {
	readonly check: (file: InputFile, around: Neighbourhood) => FilesResult;
	readonly surroundings: (
		changed: readonly ChangedText[],
		before: Surroundings | null,
	) => Surroundings;
	/** Whether the replies tell what they were made from. */
	readonly keepsResults: boolean;
	/** path: relative to the root. */
	readonly read: (path: string) => SourceText;
}

export function createFileJudge({
	check,
	surroundings,
	keepsResults,
	read,
}: FileJudgeOptions): (request: Request) => Reply {
	let known: { readonly key: string; readonly value: Surroundings } | null =
		null;
	const surroundingsOf = (changed: readonly ChangedText[]): Surroundings => {
		const key = keyOfChanges(changed);
		if (known?.key !== key)
			known = { key, value: surroundings(changed, known?.value ?? null) };
		return known.value;
	};
	return ({ file, changed }) => {
		const { path, text } = file;
		const source =
			text === null ? read(path) : ({ kind: "text", text } as const);
		if (source.kind === "skip") return { kind: "skipped", skip: source.skip };
		const around = surroundingsOf(changed);
		let looked = false;
		const neighbourhood: Neighbourhood = {
			around: (asked) => {
				looked = true;
				return around.around(asked);
			},
		};
		try {
			const input = {
				path,
				text: source.text,
				lenders: readLenders(file, read),
			};
			const result = check(input, neighbourhood);
			const madeFrom = keepsResults
				? {
						digest: digestFile(input),
						around: looked ? around.digestOf(path) : null,
					}
				: null;
			return { kind: "judged", result, madeFrom };
		} catch (error) {
			return { kind: "failed", failure: { file: path, stack: stackOf(error) } };
		}
	};
}

function stackOf(error: unknown): string {
	return error instanceof Error
		? (error.stack ?? error.message)
		: String(error);
}
