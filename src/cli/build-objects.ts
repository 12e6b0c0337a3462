// Compiles the objects of a conversion against kernel headers, in a copy of their folder.

import { spawnSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { compareText } from "#base/compare.ts";
import type {
	ChangedFile,
	Conversion,
	ConversionResult,
	ProofStep,
} from "#convert/conversion.ts";
import { filesWithMends } from "#convert/mend/files-with-mends.ts";
import { Refusal } from "./refusal.ts";

/** @throws Refusal where the folder has no kernel headers. */
export function proveByBuild(
	result: ConversionResult,
	root: string,
	headers: string,
): ConversionResult {
	const folder = resolve(headers);
	if (!existsSync(join(folder, "Makefile")))
		throw new Refusal(
			`--build ${headers}: no Makefile there; name the headers of a kernel, such as /lib/modules/$(uname -r)/build`,
		);
	return {
		...result,
		conversions: result.conversions.map((conversion) => ({
			...conversion,
			proof: [...conversion.proof, buildStep(conversion, root, folder)],
		})),
	};
}

function buildStep(
	conversion: Conversion,
	root: string,
	headers: string,
): ProofStep {
	const step = (outcome: ProofStep["outcome"], detail: string): ProofStep => ({
		kind: "build",
		outcome,
		detail,
	});
	const sources = conversion.files.filter(({ file }) => file.endsWith(".c"));
	if (sources.length === 0)
		return step("skipped", "There is no .c file in it.");
	const built: string[] = [];
	const mended = filesWithMends(conversion);
	// The conversion by itself, and with its mends where they change the file.
	const tried = sources.flatMap((file) => [
		{ file, all: conversion.files },
		...(mended.some((one) => one.file === file.file && one.after !== file.after)
			? [{ file, all: mended }]
			: []),
	]);
	for (const { file, all } of tried) {
		const { status, output } = compile(file, all, root, headers);
		if (status === "broken-before")
			return step(
				"skipped",
				`${file.file} does not compile by itself against ${headers} before the conversion either: ${firstError(output)}`,
			);
		if (status === "fails")
			return step("fails", `${file.file}: ${firstError(output)}`);
		built.push(file.file);
	}
	return step(
		"holds",
		`${[...new Set(built)].join(", ")} compiled against ${headers}.`,
	);
}

interface Compiled {
	readonly status: "compiles" | "fails" | "broken-before";
	readonly output: string;
}

/**
 * With W=e warnings are errors, as the new code must have none. Where it fails, the old code is compiled the same way: a
 * file that needs more than the headers does not speak against the conversion.
 */
function compile(
	file: ChangedFile,
	all: readonly ChangedFile[],
	root: string,
	headers: string,
): Compiled {
	const work = mkdtempSync(join(tmpdir(), "pinfold-build-"));
	try {
		const folder = dirname(join(root, file.file));
		copyFolder(folder, work);
		const object = `${basename(file.file, ".c")}.o`;
		writeFileSync(
			join(work, "Makefile"),
			`obj-m := ${object}\nccflags-y := ${includes(folder, root)}\n`,
		);
		for (const other of all)
			if (dirname(join(root, other.file)) === folder)
				writeFileSync(join(work, basename(other.file)), other.after);
		const after = make(headers, work, object);
		if (after.status === 0) return { status: "compiles", output: "" };
		for (const other of all)
			if (dirname(join(root, other.file)) === folder)
				writeFileSync(join(work, basename(other.file)), other.before);
		const before = make(headers, work, object);
		return {
			status: before.status === 0 ? "fails" : "broken-before",
			output: after.output,
		};
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}

function make(
	headers: string,
	work: string,
	object: string,
): { readonly status: number | null; readonly output: string } {
	const { status, stdout, stderr, error } = spawnSync(
		"make",
		["-C", headers, `M=${work}`, object],
		{ encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
	);
	if (error !== undefined)
		throw new Refusal(`--build: make could not be run: ${error.message}`);
	return { status, output: `${stdout}\n${stderr}` };
}

/** Sources and headers beside the file, with the folders below: what `#include "…"` may name. */
function copyFolder(from: string, to: string): void {
	for (const name of readdirSync(from).sort(compareText)) {
		const path = join(from, name);
		if (statSync(path).isDirectory() || /\.[chS]$/.test(name))
			cpSync(path, join(to, name), {
				recursive: true,
				filter: (source) =>
					statSync(source).isDirectory() || /\.[chS]$/.test(source),
			});
	}
}

/** The include paths that the folder's own Makefile gives, for files of a kernel tree, and the folders above. */
function includes(folder: string, root: string): string {
	const makefile = ["Makefile", "Kbuild"]
		.map((name) => join(folder, name))
		.find((path) => existsSync(path));
	const text = makefile === undefined ? "" : readFileSync(makefile, "utf8");
	const given = [...text.matchAll(/-I\s*(\S+)/g)].map(([, path = ""]) =>
		path
			.replace(/\$\((srctree|abs_srctree)\)/g, root)
			.replace(/\$\((src|obj|M|PWD)\)/g, folder),
	);
	return [...new Set([folder, ...given])].map((path) => `-I${path}`).join(" ");
}

function firstError(output: string): string {
	const line =
		output.split("\n").find((one) => /error:/.test(one)) ??
		output.split("\n").find((one) => /\*\*\*/.test(one)) ??
		"make failed";
	return line.replace(/^\S*\/(?=[^/\s]+:\d+)/, "").trim();
}
