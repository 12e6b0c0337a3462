// Reads the kernel configuration that --config names, packed with gzip or not.

import { readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Refusal } from "./refusal.ts";

/** A configuration has 0.3 MB; the largest of any kernel is far below this. */
const sizeLimitBytes = 16 * 2 ** 20;

/** @throws Refusal when it cannot be read, is no text, or is packed otherwise. */
export function readConfig(path: string): string {
	const bytes = unpack(path, readBytes(path));
	if (bytes.includes(0))
		throw new Refusal(`${path}: not a text file: give a kernel's .config`);
	return bytes.toString("utf8");
}

/** A pipe is read too, for `--config <(xzcat …)`; a device is not. */
function readBytes(path: string): Buffer {
	try {
		const status = statSync(path);
		if (status.isDirectory())
			throw new Refusal(`${path}: a folder: give the file ${path}/.config`);
		if (!status.isFile() && !status.isFIFO())
			throw new Refusal(`${path}: not a file: give a kernel's .config`);
		if (status.size > sizeLimitBytes)
			throw new Refusal(`${path}: too large for a kernel's .config`);
		return readFileSync(path);
	} catch (error) {
		if (error instanceof Refusal) throw error;
		throw new Refusal(`${path}: ${describe(error)}`);
	}
}

function describe(error: unknown): string {
	const code = error instanceof Error && "code" in error ? error.code : "";
	if (code === "ENOENT" || code === "ENOTDIR") return "no such file";
	if (code === "EACCES") return "no permission to read it";
	return `cannot be read (${code || String(error)})`;
}

function unpack(path: string, bytes: Buffer): Buffer {
	if (bytes.subarray(1, 5).toString("latin1") === "7zXZ")
		throw new Refusal(
			`${path}: packed with xz: give --config <(xzcat ${path}), or unpack it first`,
		);
	if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
	try {
		return gunzipSync(bytes, { maxOutputLength: sizeLimitBytes });
	} catch {
		throw new Refusal(`${path}: a broken or too large gzip file`);
	}
}
