// Runs litmus files through what `pinfold check` runs, without the command line around it.

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { KernelVersion } from "#catalog/entry.ts";
import { checkFiles, type FilesResult } from "#checks/check-files.ts";
import type { CParser } from "#csource/parser.ts";
import { repositoryRoot } from "./litmus-cases.ts";
import type { LitmusFile } from "./litmus-file.ts";

export type Analyse = (files: readonly LitmusFile[]) => FilesResult;

const parserModule = join(repositoryRoot, "src/cli/create-parser.ts");

/** Parts without which nothing can be found; while one is not merged, the cases cannot be run. */
const neededParts = ["src/cli/create-parser.ts", "src/lifecycle"];

export function missingParts(): string[] {
	return neededParts.filter((path) => !existsSync(join(repositoryRoot, path)));
}

function isKernelVersion(text: string): text is KernelVersion {
	return /^\d+\.\d+$/.test(text);
}

function kernelOf(files: readonly LitmusFile[]): KernelVersion | null {
	const text = files[0]?.kernel ?? null;
	return text !== null && isKernelVersion(text) ? text : null;
}

/** All files of a case together: what a run over its folder sees. */
export async function createAnalyser(): Promise<Analyse> {
	const { createParser }: { createParser: () => Promise<CParser> } =
		await import(parserModule);
	const parser = await createParser();
	return (files) => {
		const inputs = files.map(({ path, text }) => ({ path, text }));
		return checkFiles(inputs, parser, { kernel: kernelOf(files) });
	};
}
