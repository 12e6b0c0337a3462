// litmus/convert: what each edit kind makes of a file, and that nothing else of it moves.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { createParser } from "#cli/create-parser.ts";
import type { ConversionResult } from "#convert/conversion.ts";
import { convertTree } from "#convert/convert-tree.ts";
import { filesWithMends } from "#convert/mend/files-with-mends.ts";
import { targetApiOf } from "#convert/target-api.ts";
import { type ConvertLitmus, readConvertLitmus } from "./convert-litmus.ts";

const litmus = fileURLToPath(new URL("../../litmus/convert", import.meta.url));
const parser = await createParser();

function convert(
	files: readonly { readonly path: string; readonly text: string }[],
	{ from, to, oldest }: Pick<ConvertLitmus, "from" | "to" | "oldest">,
): ConversionResult {
	const target = targetApiOf(to);
	if (target === null) throw new Error(`nothing to convert to in ${to}`);
	return convertTree(
		files,
		{ from, to, oldest },
		{
			parser,
			target,
			neighbourhood: {
				around: (path) => files.filter((file) => file.path !== path),
			},
			encodingOf: () => "utf8",
			onProgress: () => {},
		},
	);
}

describe.each(readConvertLitmus(litmus))("litmus/convert/$name", (entry) => {
	const before = entry.files.map(({ path, before: text }) => ({ path, text }));
	const result = convert(before, entry);
	const changed = result.conversions.flatMap(({ files }) => files);

	test("decides as the file says", () => {
		expect(entry.expected.length).toBeGreaterThan(0);
		const decided = result.decisions.map(
			({ function: name, decision }) => `${name} ${decision}`,
		);
		expect([...new Set(decided)].sort()).toEqual(
			entry.expected.map((one) => `${one.function} ${one.decision}`).sort(),
		);
		for (const { function: name, words } of entry.expected)
			expect(
				result.decisions.find((one) => one.function === name)?.reason,
			).toContain(words);
	});

	test("becomes what stands beside it", () => {
		for (const { path, before: text, after } of entry.files)
			expect(changed.find(({ file }) => file === path)?.after ?? text).toBe(
				after,
			);
	});

	test("what is mended on top stands beside it too", () => {
		const ended = result.conversions.flatMap(filesWithMends);
		for (const { path, before: text, mended } of entry.files)
			expect(ended.find(({ file }) => file === path)?.after ?? text).toBe(
				mended,
			);
	});

	test.each(["after", "mended"] as const)(
		"converting the result (%s) changes nothing",
		(stage) => {
			const files = entry.files.map((file) => ({
				path: file.path,
				text: file[stage],
			}));
			const again = convert(files, { ...entry, from: entry.to });
			expect(again.conversions.map(({ diff }) => diff)).toEqual([]);
		},
	);

	test("keeps every byte outside its edits", () => {
		const mended = result.conversions.flatMap(({ mends }) =>
			mends.flatMap(({ files }) => files),
		);
		for (const { edits, before: text, after } of [...changed, ...mended]) {
			let from = 0;
			let shift = 0;
			for (const { start, end, text: by } of edits) {
				expect(after.slice(from + shift, start + shift)).toBe(
					text.slice(from, start),
				);
				shift += by.length - (end - start);
				from = end;
			}
			expect(after.slice(from + shift)).toBe(text.slice(from));
		}
	});

	test("has proof, and diffs that git applies", () => {
		for (const { proof, diff, mends } of result.conversions) {
			expect(proof.map(({ outcome }) => outcome)).not.toContain("fails");
			applies(entry, [diff, ...mends.map((mend) => mend.diff)]);
		}
	});
});

function applies(entry: ConvertLitmus, diffs: readonly string[]): void {
	const folder = mkdtempSync(join(tmpdir(), "pinfold-convert-"));
	try {
		for (const { path, before } of entry.files) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			writeFileSync(join(folder, path), before);
		}
		execFileSync("git", ["init", "-q"], { cwd: folder });
		for (const diff of diffs)
			for (const check of [["--check"], []])
				execFileSync("git", ["apply", ...check, "-"], {
					cwd: folder,
					input: diff,
				});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
