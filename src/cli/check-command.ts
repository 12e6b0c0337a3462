// What `check` and `sites` do with their options: run, print, decide the exit code.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { KernelVersion } from "#catalog/entry.ts";
import type { CheckResult } from "#findings/check-result.ts";
import { isOpen, type ReportedFinding } from "#findings/reported-finding.ts";
import { renderGithub } from "#report/render-github.ts";
import { renderJson } from "#report/render-json.ts";
import { renderSarif, type SarifContext } from "#report/render-sarif.ts";
import { renderSites } from "#report/render-sites.ts";
import { renderText } from "#report/render-text.ts";
import { openBaseline, saveBaseline } from "./baseline-file.ts";
import { openResultCache, type ResultCache } from "./cache/result-cache.ts";
import { type CheckRun, runCheck } from "./check-run.ts";
import { needles } from "./needles.ts";
import { complain, writeOut } from "./output.ts";
import { createProgress, noProgress } from "./progress.ts";
import { Refusal } from "./refusal.ts";
import { pathsInRepository, repositoryOf } from "./repository.ts";
import { describeSkip, type Skip } from "./skip.ts";
import { terminalPalette } from "./terminal-palette.ts";
import { version } from "./version.ts";

export interface CheckCommandOptions {
	readonly kernel: KernelVersion | null;
	readonly format: Format;
	readonly all: boolean;
	/** The inventory alone. */
	readonly sites: boolean;
	readonly workers: number;
	readonly quiet: boolean;
	/** Folder of the cache, null for none. */
	readonly cacheFolder: string | null;
	/** File of findings that are accepted. */
	readonly baseline: string | null;
	/** A patch or a git revision: report only what this change has a part in. */
	readonly diff: string | null;
	/** File to write the findings of this run to as accepted. */
	readonly writeBaseline: string | null;
}

export const formats = ["text", "json", "sarif", "github"] as const;
export type Format = (typeof formats)[number];

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
	if (options.sites && !["text", "json"].includes(options.format))
		throw new Refusal(
			`--format ${options.format} is for findings: sites are printed as text or json`,
		);
	const { stderr } = process;
	const { script } = context;
	const { cacheFolder, baseline } = options;
	const run = await runCheck({
		...context,
		...options,
		paths: paths.length === 0 ? ["."] : paths,
		needles: needles(),
		baseline:
			baseline === null
				? null
				: { file: baseline, known: openBaseline(baseline) },
		cache: cacheFolder === null ? null : openCache(cacheFolder, script),
		progress:
			stderr.isTTY === true && !options.quiet
				? createProgress((text) => stderr.write(text))
				: noProgress,
	});
	reportSkips(run.skips, options.quiet);
	writeOut(render(run, options));
	reportFailures(run);
	if (options.writeBaseline !== null)
		saveBaseline(options.writeBaseline, run.report.everything, run.inputs.root);
	if (run.failures.length > 0) return 2;
	if (options.sites || options.writeBaseline !== null) return 0;
	return run.result.findings.some(isReasonToFail) ? 1 : 0;
}

/** A note tells something about a line that is no mistake in it. */
function isReasonToFail(finding: ReportedFinding): boolean {
	return isOpen(finding) && finding.severity !== "note";
}

/** The bundle's own bytes tell builds apart, so that a changed check or catalogue never meets old results. */
function openCache(folder: string, script: URL): ResultCache {
	const bundle = createHash("sha256").update(readFileSync(script));
	return openResultCache(
		folder,
		`${bundle.digest("hex")} node ${process.version}`,
	);
}

function render(run: CheckRun, options: CheckCommandOptions): string {
	const { result, inputs } = run;
	const showPath = (file: string): string => join(inputs.shownRoot, file);
	if (options.sites)
		return options.format === "json"
			? renderJson(withoutFindings(result))
			: renderSites(result.sites, showPath) ||
					"no call that takes hold of user pages found\n";
	switch (options.format) {
		case "json":
			return renderJson(result);
		case "sarif":
			return renderSarif(result, sarifContext(run));
		case "github":
			return renderGithub(
				result,
				pathsInRepository(inputs.root, repositoryOf(inputs.root)),
			);
		case "text":
			return renderText(result, {
				palette: terminalPalette(),
				showPath,
				sourceLine: run.sourceLine,
			});
	}
}

function sarifContext({ inputs, failures }: CheckRun): SarifContext {
	const repository = repositoryOf(inputs.root);
	return {
		pathInRepository: pathsInRepository(inputs.root, repository),
		repositoryUri: pathToFileURL(join(repository, "/")).href,
		failures: failures.map(({ file }) => `Pinfold failed on ${file}`),
	};
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
