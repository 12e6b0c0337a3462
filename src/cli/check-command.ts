// What `check` and `sites` do with their options: run, print, decide the exit code.

import type { KernelVersion } from "#catalog/entry.ts";
import { needleSearch } from "#csource/candidates.ts";
import { isOpen, type ReportedFinding } from "#findings/reported-finding.ts";
import { type CheckRequest, type CheckRun, runCheck } from "./check-run.ts";
import type { Format } from "./formats.ts";
import { type KbuildMode, kernelOfBuild } from "./kbuild.ts";
import { needles } from "./needles.ts";
import { complain, writeOut } from "./output.ts";
import { createProgress, noProgress } from "./progress.ts";
import { readSource } from "./read-source.ts";
import { Refusal } from "./refusal.ts";
import { describeSkip, type Skip } from "./skip.ts";
import { version } from "./version.ts";

export interface CheckCommandOptions {
	readonly kernel: KernelVersion | null;
	readonly format: Format;
	readonly all: boolean;
	/** Say of each finding what comes of it. */
	readonly explain?: boolean;
	/** The inventory alone. */
	readonly sites: boolean;
	readonly workers: number;
	readonly quiet: boolean;
	/** Folder of the cache, null for none. */
	readonly cacheFolder: string | null;
	/** File of findings that are accepted. */
	readonly baseline: string | null;
	/** Null where this is no file of a kernel build. */
	readonly kbuild: KbuildMode | null;
	/** A patch or a git revision: report only what this change has a part in. */
	readonly diff: string | null;
	/** File for the page of the run; null: none. */
	readonly html: string | null;
	/** File to write the findings of this run to as accepted. */
	readonly writeBaseline: string | null;
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
	if (options.sites && !["text", "json"].includes(options.format))
		throw new Refusal(
			`--format ${options.format} is for findings: sites are printed as text or json`,
		);
	if (options.writeBaseline !== null && options.diff !== null)
		throw new Refusal(
			"--write-baseline accepts all that is found: leave --diff out",
		);
	if (options.kbuild !== null) return kbuildCommand(paths, options, context);
	const [judged, { renderRun }] = await Promise.all([
		runFor(paths, options, context),
		import("./render-run.ts"),
	]);
	const run = await explained(judged, options, context);
	reportSkips(run.skips, options.quiet);
	if (options.html !== null) await writeInventory(options.html, paths, run);
	writeOut(renderRun(run, options));
	reportFailures(run);
	if (options.writeBaseline !== null) {
		const { saveBaseline } = await import("./baseline-file.ts");
		saveBaseline(options.writeBaseline, run.report.everything, run.inputs.root);
	}
	if (options.sites || options.writeBaseline !== null)
		return run.failures.length > 0 ? 2 : 0;
	return exitCodeOf(run);
}

/** @throws Refusal where the file cannot be written. */
async function writeInventory(
	file: string,
	paths: readonly string[],
	{ result, sourceLine, inputs }: CheckRun,
): Promise<void> {
	const { inventoryOf } = await import("#report/viewer/inventory-of.ts");
	const { writePage } = await import("./write-page.ts");
	const named = paths.length === 0 ? [inputs.root] : paths;
	const page = inventoryOf(result, {
		title: `User pages in ${named.join(" ")}`,
		command: ["pinfold check", ...paths, "--html"].join(" "),
		sourceLine,
	});
	writePage(file, "inventory", page.title, page);
}

/** A file of a kernel build: only its findings, on stderr as those of the compiler, and nothing else. */
async function kbuildCommand(
	paths: readonly string[],
	options: CheckCommandOptions,
	context: CommandContext,
): Promise<ExitCode> {
	const [file] = paths;
	if (file === undefined)
		throw new Refusal("--kbuild: the last argument is no file");
	// Nearly no file takes pages: those that do not cost no more than the start of Node.
	const source = readSource(file, file);
	if (source.kind === "text" && !needleSearch(needles())(source.text)) return 0;
	const kernel = options.kernel ?? kernelOfBuild();
	const run = await runFor([file], { ...options, kernel, workers: 1 }, context);
	const { renderFindings } = await import("./render-run.ts");
	process.stderr.write(renderFindings(run));
	reportFailures(run);
	return exitCodeOf(run);
}

/** The model is loaded only where it is asked. */
async function explained(
	run: CheckRun,
	options: CheckCommandOptions,
	context: CommandContext,
): Promise<CheckRun> {
	if (options.explain !== true) return run;
	const { cacheFolder } = options;
	const { explainRun } = await import("./explain-run.ts");
	const { openCache } = await import("./open-cache.ts");
	return explainRun(
		run,
		cacheFolder === null ? null : openCache(cacheFolder, context.script),
	);
}

async function runFor(
	paths: readonly string[],
	options: CheckCommandOptions,
	context: CommandContext,
): Promise<CheckRun> {
	const { stderr } = process;
	const { baseline } = options;
	return runCheck({
		...context,
		...options,
		paths: paths.length === 0 ? ["."] : paths,
		lives: options.explain === true,
		needles: needles(),
		baseline: baseline === null ? null : await readBaseline(baseline),
		progress:
			stderr.isTTY === true && !options.quiet && options.kbuild === null
				? createProgress((text) => stderr.write(text))
				: noProgress,
	});
}

async function readBaseline(file: string): Promise<CheckRequest["baseline"]> {
	const { openBaseline } = await import("./baseline-file.ts");
	return { file, known: openBaseline(file) };
}

function exitCodeOf(run: CheckRun): ExitCode {
	if (run.failures.length > 0) return 2;
	return run.result.findings.some(isReasonToFail) ? 1 : 0;
}

/** A note tells something about a line that is no mistake in it. */
function isReasonToFail(finding: ReportedFinding): boolean {
	return isOpen(finding) && finding.severity !== "note";
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
