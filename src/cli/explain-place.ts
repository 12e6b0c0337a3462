// From FILE:LINE to what is known of the site there: reads one file, judges it, chooses the kernel's rules.

import { basename, dirname, join, relative } from "node:path";
import type { KernelVersion } from "#catalog/entry.ts";
import { compareVersions, newestKernel } from "#catalog/kernel-version.ts";
import { checkFiles, type FilesResult } from "#checks/check-files.ts";
import type { Rules } from "#explain/choose-kernel.ts";
import { chooseRules } from "#explain/choose-kernel.ts";
import { explainSite } from "#explain/explain-site.ts";
import type { Explanation } from "#explain/explanation.ts";
import type { ExploredCache } from "#explain/explore-scene.ts";
import type { Finding } from "#findings/finding.ts";
import type { LineReader } from "#findings/fingerprint.ts";
import type { Site } from "#findings/site.ts";
import { newestKernelFor } from "#lifecycle/unit/view-kernel.ts";
import { adviceForSite } from "./advice-for-site.ts";
import { createParser } from "./create-parser.ts";
import { sortInputPaths } from "./input-paths.ts";
import { readSource } from "./read-source.ts";
import { Refusal } from "./refusal.ts";
import { describeSkip } from "./skip.ts";
import { createSourceLines } from "./source-lines.ts";
import { createSurroundings } from "./surroundings.ts";
import { kernelOfTree } from "./tree-kernel.ts";

export interface PlaceOptions {
	readonly kernel: KernelVersion | null;
	readonly scheme: string | null;
	readonly policy: string | null;
	/** Also findings that are only possible. */
	readonly all: boolean;
}

export interface ExplainedPlace {
	readonly explanation: Explanation;
	readonly findings: readonly Finding[];
	readonly showPath: (file: string) => string;
	readonly sourceLine: LineReader;
}

/** @throws Refusal where there is no such file, or no site at that line. */
export async function explainPlace(
	place: string,
	options: PlaceOptions,
	cache: ExploredCache = new Map(),
): Promise<ExplainedPlace> {
	const { file, line } = parsePlace(place);
	const inputs = sortInputPaths([file]);
	const [path] = inputs.files;
	if (path === undefined)
		throw new Refusal(
			inputs.skips.length > 0
				? inputs.skips.map(describeSkip)
				: `${file} is a folder: give a file and a line, such as driver.c:42`,
		);
	const source = readSource(join(inputs.root, path), file);
	if (source.kind !== "text") throw new Refusal(describeSkip(source.skip));
	const kernel =
		options.kernel ?? (await kernelOfTree(inputs.root)) ?? newestKernel;
	const parser = await createParser();
	const judgeFrom = ({ root, name }: Standpoint): Found => {
		const surroundings = createSurroundings(root);
		const judge = (chosen: KernelVersion | null): FilesResult => {
			return checkFiles(
				[{ path: name, text: source.text }],
				parser,
				{ kernel: chosen, lives: true },
				surroundings,
			);
		};
		return siteAt(judge, kernel, options, line);
	};
	const { from, found } = lookFromAbove(inputs.root, path, judgeFrom);
	if (found.site === null) throw notThere(file, line, found.result.sites);
	const { site } = found;
	const findings = found.result.findings.filter(
		(finding) =>
			finding.site === site.id &&
			(options.all || finding.confidence !== "possible"),
	);
	const read = createSourceLines(
		from.root,
		new Map([[from.name, source.text]]),
	);
	const shownRoot = join(inputs.shownRoot, relative(inputs.root, from.root));
	const showPath = (name: string) => join(shownRoot, name);
	return {
		explanation: explainSite({
			site,
			findings,
			advice: adviceForSite(site, found.kernel),
			rules: rulesFor(found.kernel, options),
			read,
			showPath,
			cache,
		}),
		findings,
		showPath,
		sourceLine: read,
	};
}

/** A folder that is read around the file, and the file's name seen from there. */
interface Standpoint {
	readonly root: string;
	readonly name: string;
}

/** The acquire may be a macro of a header that lies beside the file's folder. */
const foldersAbove = 2;

function lookFromAbove(
	root: string,
	path: string,
	judge: (from: Standpoint) => Found,
): { from: Standpoint; found: Found } {
	const first = {
		from: { root, name: path },
		found: judge({ root, name: path }),
	};
	let seen = first;
	for (let up = 0; up < foldersAbove && seen.found.site === null; up++) {
		const above = dirname(seen.from.root);
		if (above === seen.from.root) break;
		const from = {
			root: above,
			name: `${basename(seen.from.root)}/${seen.from.name}`,
		};
		seen = { from, found: judge(from) };
	}
	return seen.found.site === null ? first : seen;
}

function parsePlace(place: string): { file: string; line: number } {
	const match = /^(.+):(\d+)(?::\d+)?$/.exec(place);
	const line = Number(match?.[2]);
	if (match === null || line < 1)
		throw new Refusal(
			`'${place}' is no place: give a file and a line, such as driver.c:42`,
		);
	return { file: match[1] ?? "", line };
}

function rulesFor(version: KernelVersion, options: PlaceOptions): Rules {
	try {
		return chooseRules({ ...options, version });
	} catch (error) {
		if (error instanceof Error) throw new Refusal(error.message);
		throw error;
	}
}

interface Found {
	readonly site: Site | null;
	readonly result: FilesResult;
	readonly kernel: KernelVersion;
}

/** In the configuration of the kernel; where the line is only part of others and no kernel was asked for, in those. */
function siteAt(
	judge: (kernel: KernelVersion | null) => FilesResult,
	kernel: KernelVersion,
	options: PlaceOptions,
	line: number,
): Found {
	const result = judge(kernel);
	const site = chooseSite(result, line);
	if (site !== null || options.kernel !== null) return { site, result, kernel };
	const elsewhere = chooseSite(judge(null), line);
	const older = elsewhere === null ? null : newestOf(elsewhere.configurations);
	if (older === null) return { site: null, result, kernel };
	const then = judge(older);
	return { site: chooseSite(then, line), result: then, kernel: older };
}

/** The newest release that some of the configurations are for. */
function newestOf(configurations: readonly string[]): KernelVersion | null {
	const bounds = configurations.flatMap(
		(words) => newestKernelFor(words.split(" && ")) ?? [],
	);
	return bounds.sort(compareVersions).at(-1) ?? null;
}

/** The site on that line; else the one whose finding, release or function it is, if that is only one. */
function chooseSite(result: FilesResult, line: number): Site | null {
	const { sites, findings } = result;
	const ways: ((site: Site) => boolean)[] = [
		(site) => site.line === line,
		(site) =>
			findings.some(
				(finding) => finding.line === line && finding.site === site.id,
			),
		({ life }) =>
			[
				...(life?.releases ?? []),
				...(life?.dirties ?? []),
				...(life?.touches ?? []),
				...(life?.unmaps ?? []),
			].some((call) => call.line === line),
		({ life }) =>
			life !== undefined &&
			life.functionLines.first <= line &&
			line <= life.functionLines.last,
	];
	for (const way of ways) {
		const fitting = sites.filter(way);
		const [first] = fitting;
		if (first !== undefined && (fitting.length === 1 || way === ways[0]))
			return first;
	}
	return null;
}

function notThere(file: string, line: number, sites: readonly Site[]): Refusal {
	const inFunction = sites.filter(
		({ life }) =>
			life !== undefined &&
			life.functionLines.first <= line &&
			line <= life.functionLines.last,
	);
	const known = inFunction.length > 0 ? inFunction : sites;
	const list = known
		.slice(0, 8)
		.map((site) => `${site.line} ${site.api}()`)
		.join(", ");
	const [first] = inFunction;
	if (known.length === 0)
		return new Refusal(`${file} takes no hold of user pages anywhere`);
	return new Refusal(
		first === undefined
			? `${file}:${line} takes no hold of user pages; the file does in ${list}${known.length > 8 ? ", …" : ""}`
			: `${file}:${line} could mean several calls in ${first.function}(): ${list}`,
	);
}
