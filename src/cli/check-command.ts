// What `check` and `sites` do with their options: run, print, decide the exit code.

import { join } from "node:path";
import type { KernelVersion } from "#catalog/entry.ts";
import type { CheckResult } from "#findings/check-result.ts";
import { renderJson } from "#report/render-json.ts";
import { renderSites } from "#report/render-sites.ts";
import { renderText } from "#report/render-text.ts";
import { type CheckRun, runCheck } from "./check-run.ts";
import { needles } from "./needles.ts";
import { complain, writeOut } from "./output.ts";
import { createProgress, noProgress } from "./progress.ts";
import { describeSkip, type Skip } from "./skip.ts";
import { createSourceLines } from "./source-lines.ts";
import { terminalPalette } from "./terminal-palette.ts";
import { version } from "./version.ts";

export interface CheckCommandOptions {
	readonly kernel: KernelVersion | null;
	readonly format: "text" | "json";
	readonly all: boolean;
	/** The inventory alone. */
	readonly sites: boolean;
	readonly workers: number;
	readonly quiet: boolean;
}

export interface CommandContext {
	/** The bundle. */
	readonly script: URL;
	readonly signal: AbortSignal;
}

/** How many skipped files are named on stderr; the summary counts all. */
const namedSkips = 10;

/** 0: clean, or an inventory; 1: findings; 2: Pinfold failed on a file. */
export type ExitCode = 0 | 1 | 2;

export async function checkCommand(
	paths: readonly string[],
	options: CheckCommandOptions,
	context: CommandContext,
): Promise<ExitCode> {
	const { stderr } = process;
	const run = await runCheck({
		...context,
		...options,
		paths: paths.length === 0 ? ["."] : paths,
		needles: needles(),
		progress:
			stderr.isTTY === true && !options.quiet
				? createProgress((text) => stderr.write(text))
				: noProgress,
	});
	reportSkips(run.skips, options.quiet);
	writeOut(render(run, options));
	reportFailures(run);
	if (run.failures.length > 0) return 2;
	return options.sites || run.result.findings.length === 0 ? 0 : 1;
}

function render(run: CheckRun, options: CheckCommandOptions): string {
	const { result, inputs } = run;
	const showPath = (file: string): string => join(inputs.shownRoot, file);
	if (options.format === "json")
		return renderJson(options.sites ? withoutFindings(result) : result);
	if (options.sites)
		return (
			renderSites(result.sites, showPath) ||
			"no call that takes hold of user pages found\n"
		);
	return renderText(result, {
		palette: terminalPalette(),
		showPath,
		sourceLine: createSourceLines(inputs.root),
	});
}

function withoutFindings(result: CheckResult): CheckResult {
	return {
		...result,
		findings: [],
		stats: { ...result.stats, hiddenFindings: 0 },
	};
}

function reportSkips(skips: readonly Skip[], quiet: boolean): void {
	const named = quiet ? skips.filter(isMissing) : skips;
	for (const skip of named.slice(0, namedSkips)) complain(describeSkip(skip));
	if (named.length > namedSkips)
		complain(`${named.length - namedSkips} more files not looked at`);
}

function isMissing(skip: Skip): boolean {
	return skip.reason === "missing";
}

function reportFailures(run: CheckRun): void {
	for (const { file, stack } of run.failures)
		complain(
			`bug: failed on ${file}; please report this with the file\npinfold ${version}, node ${process.version}\n${stack}`,
		);
}
