// Results of earlier runs on disk, by a digest of everything they were made from. Every way in which an entry can be wrong
// (cut off, overwritten, from another build, another key) makes it a miss; a failure to write is no failure. Runs that share
// the folder never see half an entry, because entries are put in place by renaming.

import { createHash, randomBytes } from "node:crypto";
import {
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";

export interface ResultCache {
	/** Whether this build of Pinfold has left nothing here. */
	readonly isEmpty: boolean;
	/** What was written for the key, null for a miss. */
	read(key: CacheKey): unknown;
	write(key: CacheKey, value: unknown): void;
}

/** All that the value depends on besides the build of Pinfold. */
export type CacheKey = readonly string[];

/** See https://bford.info/cachedir/: backups pass over a folder with this file. */
const tag = {
	name: "CACHEDIR.TAG",
	text: "Signature: 8a477f597d28d172789f06886806bc55\n# Made by pinfold; safe to delete.\n",
};

const dayMs = 24 * 60 * 60 * 1000;

/** Entries older than this are removed, used or not: it bounds the folder without a write for every read. */
const lifetimeMs = 14 * dayMs;

/** build: tells builds of Pinfold apart. now: ms since the epoch. */
export function openResultCache(
	folder: string,
	build: string,
	now: () => number = Date.now,
): ResultCache {
	const ours = join(folder, "results", sha256(build).slice(0, 16));
	const pathOf = (key: CacheKey): string =>
		join(ours, `${sha256(JSON.stringify(key))}.entry`);
	let ready = false;
	const prepare = (): void => {
		if (ready) return;
		mkdirSync(ours, { recursive: true });
		writeFileSync(join(folder, tag.name), tag.text);
		ready = true;
		prune(join(folder, "results"), now());
	};
	return {
		isEmpty: listFolder(ours).length === 0,
		read: (key) => decode(key, readOrEmpty(pathOf(key))),
		write: (key, value) => {
			try {
				prepare();
				const path = pathOf(key);
				const draft = `${path}.${randomBytes(6).toString("hex")}`;
				writeFileSync(draft, encode(key, value));
				renameSync(draft, path);
			} catch {
				// A full or read-only disk: the next run works it out again.
			}
		},
	};
}

/** Two lines, the digest of all that follows it and the key; then the value as V8 writes it, which knows Map and Set too. */
function encode(key: CacheKey, value: unknown): Buffer {
	const body = Buffer.concat([
		Buffer.from(`${JSON.stringify(key)}\n`),
		serialize(value),
	]);
	return Buffer.concat([Buffer.from(`${sha256(body)}\n`), body]);
}

function decode(key: CacheKey, entry: Buffer): unknown {
	const body = entry.subarray(entry.indexOf("\n") + 1);
	const expected = Buffer.from(`${JSON.stringify(key)}\n`);
	const isWhole =
		entry.subarray(0, -body.length).toString() === `${sha256(body)}\n` &&
		body.subarray(0, expected.length).equals(expected);
	return isWhole ? deserialize(body.subarray(expected.length)) : null;
}

function readOrEmpty(path: string): Buffer {
	try {
		return readFileSync(path);
	} catch {
		return Buffer.alloc(0);
	}
}

function sha256(text: string | Buffer): string {
	return createHash("sha256").update(text).digest("hex");
}

/** Removes old entries of all builds, at most once a day. A run that misses one of them works it out again. */
function prune(results: string, now: number): void {
	const stamp = join(results, ".pruned");
	if (now - modified(stamp) < dayMs) return;
	writeFileSync(stamp, "");
	utimesSync(stamp, now / 1000, now / 1000);
	for (const build of listFolder(results)) {
		const folder = join(results, build);
		const entries = listFolder(folder);
		const old = entries.filter(
			(entry) => now - modified(join(folder, entry)) > lifetimeMs,
		);
		for (const entry of old) rmSync(join(folder, entry), { force: true });
		if (entries.length > 0 && old.length === entries.length)
			rmSync(folder, { recursive: true, force: true });
	}
}

function listFolder(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

/** ms since the epoch, 0 for what is not there. */
function modified(path: string): number {
	return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
