// Answers the requests of the main thread inside a worker. If judging a shard throws (a bug), its files are judged one
// by one, so that the bug costs one file and is reported with its name.

import type {
	InputFile,
	Shard,
	ShardFacts,
	ShardResult,
} from "#checks/shard.ts";
import type { Neighbourhood } from "#lifecycle/linking/neighbourhood.ts";
import { digestFiles } from "./cache/digest-files.ts";
import type {
	ChangedText,
	Failure,
	FileToRead,
	Reply,
	Request,
} from "./messages.ts";
import { readLenders } from "./read-lenders.ts";
import type { SourceText } from "./read-source.ts";
import type { Skip } from "./skip.ts";
import { keyOfChanges, type Surroundings } from "./surroundings.ts";

export interface ShardHostOptions {
	readonly createShard: (
		files: readonly InputFile[],
		neighbourhood: Neighbourhood,
	) => Shard;
	readonly surroundings: (changed: readonly ChangedText[]) => Surroundings;
	/** Whether the replies tell what they were made from. */
	readonly keepsResults: boolean;
	/** path: relative to the root. */
	readonly read: (path: string) => SourceText;
}

/** A shard, or what is left of one after a bug: one file of it. */
interface Part {
	readonly files: readonly InputFile[];
	readonly shard: Shard;
	readonly facts: ShardFacts;
	readonly watch: Watch;
}

/** Notes around which files a shard has looked. */
interface Watch {
	readonly neighbourhood: Neighbourhood;
	digest(): string | null;
}

interface Judged<Value> {
	readonly values: readonly Value[];
	readonly failures: readonly Failure[];
}

/** The answer to a request, null where it needs none. */
export function createShardHost({
	createShard,
	surroundings,
	keepsResults,
	read,
}: ShardHostOptions): (request: Request) => Reply | null {
	const shards = new Map<number, readonly Part[]>();
	let facts: readonly ShardFacts[] = [];

	let known: { readonly key: string; readonly value: Surroundings } | null =
		null;
	const surroundingsOf = (changed: readonly ChangedText[]): Surroundings => {
		const key = keyOfChanges(changed);
		if (known?.key !== key) known = { key, value: surroundings(changed) };
		return known.value;
	};
	const scan = (files: readonly InputFile[], watch: Watch): Part => {
		const shard = createShard(files, watch.neighbourhood);
		return { files, shard, facts: shard.scan(), watch };
	};
	const check = (part: Part): ShardResult => part.shard.check(facts);

	return (request) => {
		switch (request.kind) {
			case "scan": {
				const { files, skips } = readAll(request.files, read);
				const watch = watchOver(surroundingsOf(request.changed));
				const begin = (some: readonly InputFile[]): Part => scan(some, watch);
				const parts = judge(files, begin, begin);
				shards.set(request.shard, parts.values);
				return {
					kind: "scanned",
					shard: request.shard,
					digest: keepsResults ? digestFiles(files) : null,
					facts: parts.values.map((part) => part.facts),
					skips,
					failures: parts.failures,
				};
			}
			case "facts":
				facts = request.facts;
				return null;
			case "check": {
				const parts = shards.get(request.shard) ?? [];
				shards.delete(request.shard);
				const judged = parts.map((part) =>
					judge(
						part.files,
						() => check(part),
						(file) => check(scan(file, part.watch)),
					),
				);
				const [first] = parts;
				return {
					kind: "checked",
					shard: request.shard,
					around: keepsResults ? (first?.watch.digest() ?? null) : null,
					results: judged.flatMap(({ values }) => values),
					failures: judged.flatMap(({ failures }) => failures),
				};
			}
		}
	};
}

function watchOver(surroundings: Surroundings): Watch {
	const looked = new Set<string>();
	return {
		neighbourhood: {
			around: (path) => {
				looked.add(path);
				return surroundings.around(path);
			},
		},
		digest: () => aroundAll([...looked], surroundings),
	};
}

/** One digest for the surroundings of all these files; null for none. */
export function aroundAll(
	paths: readonly string[],
	surroundings: Surroundings,
): string | null {
	if (paths.length === 0) return null;
	return paths.map((path) => surroundings.digestOf(path)).join(" ");
}

function readAll(
	wanted: readonly FileToRead[],
	read: (path: string) => SourceText,
): { files: InputFile[]; skips: Skip[] } {
	const files: InputFile[] = [];
	const skips: Skip[] = [];
	for (const file of wanted) {
		const { path, text } = file;
		const source =
			text === null ? read(path) : ({ kind: "text", text } as const);
		if (source.kind === "text")
			files.push({ path, text: source.text, lenders: readLenders(file, read) });
		else skips.push(source.skip);
	}
	return { files, skips };
}

/** Does it for all files at once, or, if that throws, for one after the other. */
function judge<Value>(
	files: readonly InputFile[],
	together: (files: readonly InputFile[]) => Value,
	alone: (files: readonly InputFile[]) => Value,
): Judged<Value> {
	if (files.length === 0) return { values: [], failures: [] };
	try {
		return { values: [together(files)], failures: [] };
	} catch {
		const values: Value[] = [];
		const failures: Failure[] = [];
		for (const file of files)
			try {
				values.push(alone([file]));
			} catch (error) {
				failures.push({ file: file.path, stack: stackOf(error) });
			}
		return { values, failures };
	}
}

function stackOf(error: unknown): string {
	return error instanceof Error
		? (error.stack ?? error.message)
		: String(error);
}
