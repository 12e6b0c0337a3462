// Reads one C file the way the rest of Pinfold wants it: as text, line ends kept.

import buffer from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { type Skip, sizeLimitBytes, skipFromError } from "./skip.ts";

export type SourceText =
	| {
			readonly kind: "text";
			readonly text: string;
			readonly encoding: "utf8" | "latin1";
	  }
	| { readonly kind: "skip"; readonly skip: Skip };

export type SourceBytes =
	| { readonly kind: "bytes"; readonly bytes: Buffer }
	| { readonly kind: "skip"; readonly skip: Skip };

const utf8 = new TextDecoder("utf-8", { fatal: true });

/**
 * UTF-8, or Latin-1 where the bytes are not UTF-8 (both occur in kernel trees). A NUL byte means binary: C source has
 * none. Opened without blocking, so that a FIFO named .c cannot hang the run.
 */
export function readSource(file: string, shownAs: string): SourceText {
	const source = readBytes(file, shownAs);
	return source.kind === "skip"
		? source
		: { kind: "text", ...decodeBytes(source.bytes) };
}

/** The bytes that readSource() would make a text of. They last until the next file is read. */
export function readBytes(file: string, shownAs: string): SourceBytes {
	try {
		const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
		try {
			return read(handle, shownAs);
		} finally {
			closeSync(handle);
		}
	} catch (error) {
		return { kind: "skip", skip: skipFromError(shownAs, error) };
	}
}

function read(handle: number, path: string): SourceBytes {
	const status = fstatSync(handle);
	if (!status.isFile())
		return { kind: "skip", skip: { path, reason: "special" } };
	if (status.size > sizeLimitBytes)
		return { kind: "skip", skip: { path, reason: "large" } };
	const bytes = readAll(handle);
	if (bytes.includes(0))
		return { kind: "skip", skip: { path, reason: "binary" } };
	return { kind: "bytes", bytes };
}

/** Thousands of files are read one after the other: memory of its own for each would be most of what a run allocates. */
let room = Buffer.allocUnsafeSlow(1 << 18);

function readAll(handle: number): Buffer {
	let length = 0;
	for (;;) {
		if (length === room.length) {
			const larger = Buffer.allocUnsafeSlow(room.length * 2);
			room.copy(larger);
			room = larger;
		}
		const count = readSync(handle, room, length, room.length - length, null);
		if (count === 0) return room.subarray(0, length);
		length += count;
	}
}

export function decodeText(bytes: Buffer): string {
	return decodeBytes(bytes).text;
}

function decodeBytes(bytes: Buffer): {
	readonly text: string;
	readonly encoding: "utf8" | "latin1";
} {
	// Nearly all of a kernel: three times as fast as to decode it.
	if (buffer.isAscii(bytes))
		return { text: bytes.toString("latin1"), encoding: "utf8" };
	try {
		return { text: utf8.decode(bytes), encoding: "utf8" };
	} catch {
		return { text: bytes.toString("latin1"), encoding: "latin1" };
	}
}
