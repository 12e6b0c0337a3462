// `pinfold progress PATH…`: how far trees have come from get_user_pages() to pin_user_pages(), side by side.

import { writeFileSync } from "node:fs";
import type { KernelVersion } from "#catalog/entry.ts";
import { newestKernel } from "#catalog/kernel-version.ts";
import {
	progressOfTrees,
	type ReadTree,
} from "#convert/progress/progress-of-tree.ts";
import type { ProgressResult } from "#findings/conversion-progress.ts";
import { renderProgress } from "#report/render-progress.ts";
import { renderProgressHtml } from "#report/render-progress-html.ts";
import type { CommandContext, ExitCode } from "./check-command.ts";
import { type CheckRun, runCheck } from "./check-run.ts";
import { sortInputPaths } from "./input-paths.ts";
import { needles } from "./needles.ts";
import { complain, writeOut } from "./output.ts";
import { createProgress, noProgress, type Progress } from "./progress.ts";
import { Refusal } from "./refusal.ts";
import { describeSkip } from "./skip.ts";
import { kernelOfTree } from "./tree-kernel.ts";
import { version } from "./version.ts";

export interface ProgressCommandOptions {
	/** The kernel to read every path as code for; null: that of each tree. */
	readonly kernel: KernelVersion | null;
	readonly format: "text" | "json" | "html";
	/** File to write the page to as well. */
	readonly html: string | null;
	readonly workers: number;
	readonly quiet: boolean;
	readonly cacheFolder: string | null;
}

/** @throws Refusal when a path cannot be looked at, or the page not be written. */
export async function progressCommand(
	paths: readonly string[],
	options: ProgressCommandOptions,
	context: CommandContext,
): Promise<ExitCode> {
	const trees: ReadTree[] = [];
	let failed = false;
	for (const path of paths) {
		const { tree, run } = await readTree(path, options, context);
		trees.push(tree);
		for (const { file, stack } of run.failures) {
			failed = true;
			complain(`bug: failed on ${file}; please report this\n${stack}`);
		}
	}
	const result: ProgressResult = {
		schema: 1,
		tool: { name: "pinfold", version },
		trees: progressOfTrees(trees),
	};
	if (options.html !== null) writePage(options.html, result);
	writeOut(
		{
			text: () => renderProgress(result),
			json: () => `${JSON.stringify(result, null, 2)}\n`,
			html: () => renderProgressHtml(result),
		}[options.format](),
	);
	return failed ? 2 : 0;
}

async function readTree(
	path: string,
	options: ProgressCommandOptions,
	context: CommandContext,
): Promise<{ readonly tree: ReadTree; readonly run: CheckRun }> {
	const { root, skips } = sortInputPaths([path]);
	if (skips.length > 0) throw new Refusal(skips.map(describeSkip));
	const known = options.kernel ?? (await kernelOfTree(root));
	const kernel = known ?? newestKernel;
	const run = await runCheck({
		...context,
		paths: [path],
		kernel,
		all: false,
		workers: options.workers,
		needles: needles(),
		baseline: null,
		diff: null,
		cacheFolder: options.cacheFolder,
		progress: progressLine(options),
	});
	return {
		run,
		tree: {
			path,
			kernel,
			kernelFrom:
				options.kernel !== null ? "option" : known === null ? "newest" : "tree",
			sites: run.result.sites,
			skipped: run.result.stats.skipped,
		},
	};
}

function progressLine({ quiet }: ProgressCommandOptions): Progress {
	const { stderr } = process;
	return stderr.isTTY === true && !quiet
		? createProgress((text) => stderr.write(text))
		: noProgress;
}

function writePage(file: string, result: ProgressResult): void {
	try {
		writeFileSync(file, renderProgressHtml(result));
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new Refusal(`--html: ${why}`);
	}
}
