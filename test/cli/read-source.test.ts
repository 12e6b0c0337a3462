import { execFileSync } from "node:child_process";
import { existsSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSource } from "#cli/read-source.ts";
import { sizeLimitBytes } from "#cli/skip.ts";
import { makeFolder } from "./fake/fake-pinfold.ts";

function read(content: string | Buffer) {
	return readSource(join(makeFolder({ "a.c": content }), "a.c"), "a.c");
}

describe("readSource", () => {
	test.each([
		["UTF-8", Buffer.from("/* Grüße */"), "/* Grüße */", "utf8"],
		[
			"Latin-1",
			Buffer.from("/* Gr\u00fc\u00dfe */", "latin1"),
			"/* Grüße */",
			"latin1",
		],
		["CRLF, kept", Buffer.from("a;\r\nb;\r\n"), "a;\r\nb;\r\n", "utf8"],
		["nothing", Buffer.from(""), "", "utf8"],
	])("reads %s", (_, bytes, text, encoding) => {
		expect(read(bytes)).toEqual({ kind: "text", text, encoding });
	});

	test("a NUL byte anywhere means binary", () => {
		expect(read(`int a;\n${"x".repeat(100_000)}\0`)).toEqual({
			kind: "skip",
			skip: { path: "a.c", reason: "binary" },
		});
	});

	test("reads up to the size limit and skips above it without reading", () => {
		expect(read(Buffer.alloc(sizeLimitBytes, "x"))).toMatchObject({
			kind: "text",
		});
		const file = join(makeFolder({ "a.c": "" }), "a.c");
		truncateSync(file, 2 ** 40);
		expect(readSource(file, "a.c")).toMatchObject({
			skip: { reason: "large" },
		});
	});

	test("a folder, a FIFO and a device are not regular files, and none hangs", () => {
		const folder = makeFolder();
		const fifo = join(folder, "fifo.c");
		execFileSync("mkfifo", [fifo]);
		for (const path of [folder, fifo, "/dev/zero"])
			expect(readSource(path, "x")).toEqual({
				kind: "skip",
				skip: { path: "x", reason: "special" },
			});
	});

	test.skipIf(!existsSync("/proc/self/mem"))(
		"a file whose reading fails is not readable, also for root",
		() => {
			expect(readSource("/proc/self/mem", "x")).toEqual({
				kind: "skip",
				skip: { path: "x", reason: "unreadable", detail: "EIO" },
			});
		},
	);

	test("a missing file is missing", () => {
		expect(readSource("/nowhere/a.c", "a.c")).toEqual({
			kind: "skip",
			skip: { path: "a.c", reason: "missing" },
		});
	});
});
