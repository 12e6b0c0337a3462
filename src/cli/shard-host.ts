// Answers the requests of the main thread inside a worker. If judging a shard throws (a bug), its files are judged one
// by one, so that the bug costs one file and is reported with its name.

import type {
	InputFile,
	Shard,
	ShardFacts,
	ShardResult,
} from "#checks/shard.ts";
import { digestFiles } from "./cache/digest-files.ts";
import type { Failure, FileToRead, Reply, Request } from "./messages.ts";
import type { SourceText } from "./read-source.ts";
import type { Skip } from "./skip.ts";

export interface ShardHostOptions {
	readonly createShard: (files: readonly InputFile[]) => Shard;
	/** path: relative to the root. */
	readonly read: (path: string) => SourceText;
}

/** A shard, or what is left of one after a bug: one file of it. */
interface Part {
	readonly files: readonly InputFile[];
	readonly shard: Shard;
	readonly facts: ShardFacts;
}

interface Judged<Value> {
	readonly values: readonly Value[];
	readonly failures: readonly Failure[];
}

/** The answer to a request, null where it needs none. */
export function createShardHost({
	createShard,
	read,
}: ShardHostOptions): (request: Request) => Reply | null {
	const shards = new Map<number, readonly Part[]>();
	let facts: readonly ShardFacts[] = [];

	const scan = (files: readonly InputFile[]): Part => {
		const shard = createShard(files);
		return { files, shard, facts: shard.scan() };
	};
	const check = (part: Part): ShardResult => part.shard.check(facts);

	return (request) => {
		switch (request.kind) {
			case "scan": {
				const { files, skips } = readAll(request.files, read);
				const parts = judge(files, scan, scan);
				shards.set(request.shard, parts.values);
				return {
					kind: "scanned",
					shard: request.shard,
					digest: digestFiles(files),
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
						(file) => check(scan(file)),
					),
				);
				return {
					kind: "checked",
					shard: request.shard,
					results: judged.flatMap(({ values }) => values),
					failures: judged.flatMap(({ failures }) => failures),
				};
			}
		}
	};
}

function readAll(
	wanted: readonly FileToRead[],
	read: (path: string) => SourceText,
): { files: InputFile[]; skips: Skip[] } {
	const files: InputFile[] = [];
	const skips: Skip[] = [];
	for (const { path, text } of wanted) {
		const source =
			text === null ? read(path) : ({ kind: "text", text } as const);
		if (source.kind === "text") files.push({ path, text: source.text });
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
