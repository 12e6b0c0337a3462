import { writeSync } from "node:fs";

/**
 * Writes all of it before it returns, whatever the other end is: process.exit() right after loses nothing.
 * A reader that has gone (`| head`) ends Pinfold without a word.
 */
export function writeOut(text: string | Buffer): void {
	writeAll(1, text);
}

/** One line on stderr with the name of the tool in front, as compilers do. */
export function complain(line: string): void {
	writeAll(2, `pinfold: ${line}\n`);
}

function writeAll(handle: number, text: string | Buffer): void {
	let rest = typeof text === "string" ? Buffer.from(text) : text;
	while (rest.length > 0)
		try {
			rest = rest.subarray(writeSync(handle, rest));
		} catch (error) {
			const code = error instanceof Error && "code" in error && error.code;
			if (code === "EPIPE") process.exit(141);
			if (code !== "EAGAIN") throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
		}
}
