// `pinfold convert`: decisions and edits of a tree; --dry-run prints the diff, --apply writes it.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KernelVersion } from "#catalog/entry.ts";
import { releaseBefore } from "#catalog/kernel-of-definitions.ts";
import type {
	ChangedFile,
	Conversion,
	ConversionResult,
} from "#convert/conversion.ts";
import { convertTree } from "#convert/convert-tree.ts";
import { filesWithMends } from "#convert/mend/files-with-mends.ts";
import {
	firstWithPins,
	firstWithPutUser,
	type TargetApi,
	targetApiOf,
} from "#convert/target-api.ts";
import { unifiedDiff } from "#convert/unified-diff.ts";
import type { NamedText } from "#csource/named-text.ts";
import { proveByBuild } from "./build-objects.ts";
import type { CommandContext, ExitCode } from "./check-command.ts";
import { createParser } from "./create-parser.ts";
import { findCandidates } from "./find-candidates.ts";
import { sortInputPaths } from "./input-paths.ts";
import { locateRipgrep } from "./locate-ripgrep.ts";
import { needles } from "./needles.ts";
import { nothingToRead } from "./nothing-to-read.ts";
import { complain, writeOut } from "./output.ts";
import { createProgress, noProgress, type Progress } from "./progress.ts";
import { proveByModel } from "./prove-by-model.ts";
import { readSource, type SourceText } from "./read-source.ts";
import { Refusal } from "./refusal.ts";
import { conversionJson, conversionText } from "./render-conversion.ts";
import { refuseChanges, repositoryTop } from "./series/git.ts";
import { refuseSeries, writeSeries } from "./series/write-series.ts";
import { createSurroundings } from "./surroundings.ts";
import { kernelOfTree } from "./tree-kernel.ts";

export interface ConvertCommandOptions {
	/** The kernel the code is written for; null: that of the tree, else every configuration the file has for `to`. */
	readonly from: KernelVersion | null;
	readonly to: KernelVersion;
	/** diff: print the diffs alone, for a pipe · report: decisions and diffs · apply: write the files · series: write mails. */
	readonly action: "report" | "diff" | "apply" | "series";
	/** The diff and the files written hold the mends too. */
	readonly mend: boolean;
	/** Folder for the mails; null unless they are the action. */
	readonly series: string | null;
	readonly format: "text" | "json";
	readonly quiet: boolean;
	/** Ask the model about each converted site, before and after. */
	readonly model: boolean;
	/** Kernel headers to compile against, null for none. */
	readonly build: string | null;
}

/** @throws Refusal for a kernel without an API to convert to, a dirty tree, or nothing to read. */
export async function convertCommand(
	paths: readonly string[],
	options: ConvertCommandOptions,
	context: CommandContext,
): Promise<ExitCode> {
	const { stderr } = process;
	const progress =
		stderr.isTTY === true && !options.quiet
			? createProgress((text) => stderr.write(text))
			: noProgress;
	const { root, result } = await runConversion(paths, options, {
		...context,
		progress,
	});
	progress.clear();
	const built =
		options.build === null ? result : proveByBuild(result, root, options.build);
	const proven = options.model ? await proveByModel(built, root) : built;
	if (options.format === "text" && options.action === "diff")
		for (const conversion of proven.conversions)
			writeOut(
				Buffer.from(
					unifiedDiff(changesOf(conversion, options)),
					conversion.files[0]?.encoding ?? "utf8",
				),
			);
	else
		writeOut(
			options.format === "json"
				? conversionJson(proven, root)
				: conversionText(
						proven,
						options.action === "report" || options.action === "diff",
					),
		);
	if (options.action === "apply") apply(proven, root, options);
	if (options.series !== null) writeMails(options.series, proven, root);
	return 0;
}

export interface ConversionRun {
	/** Absolute; all paths of the result are relative to it. */
	readonly root: string;
	readonly result: ConversionResult;
}

export interface ConversionRequest {
	readonly from: KernelVersion | null;
	readonly to: KernelVersion;
	readonly action: ConvertCommandOptions["action"];
	readonly series: string | null;
}

/** @throws Refusal, as convertCommand(). */
export async function runConversion(
	paths: readonly string[],
	{ from, to, action, series }: ConversionRequest,
	context: CommandContext & { readonly progress: Progress },
): Promise<ConversionRun> {
	const target = knownTarget(to);
	const inputs = sortInputPaths(paths.length === 0 ? ["."] : paths);
	if (inputs.folders.length + inputs.files.length === 0)
		throw nothingToRead(inputs.skips);
	if (action === "apply") refuseDirtyTree(inputs.root);
	if (series !== null) refuseSeries(series, inputs.root);
	context.progress.show("searching");
	const found = await findCandidates(inputs, {
		needles: needles(),
		ripgrep: await locateRipgrep(),
		signal: context.signal,
	});
	const read = (path: string): SourceText =>
		readSource(join(inputs.root, path), path);
	const files = found.candidates.flatMap((path): NamedText[] => {
		const source = read(path);
		return source.kind === "text" ? [{ path, text: source.text }] : [];
	});
	const ofTree = await kernelOfTree(inputs.root);
	const result = convertTree(
		files,
		{
			to,
			from: from ?? ofTree,
			oldest: ofTree === null ? (from ?? lastWithout(target)) : null,
		},
		{
			parser: await createParser(),
			target,
			neighbourhood: createSurroundings(inputs.root),
			encodingOf: (path) => {
				const source = read(path);
				return source.kind === "text" ? source.encoding : "utf8";
			},
			onProgress: (done) =>
				context.progress.show(`converting ${done} of ${files.length} files`),
		},
	);
	return { root: inputs.root, result };
}

/** The last release without the calls of the target: what code is taken to be for that tells kernels apart by `#if`. */
function lastWithout({ family }: TargetApi): KernelVersion | null {
	return releaseBefore(family === "pin" ? firstWithPins : firstWithPutUser);
}

function knownTarget(to: KernelVersion): TargetApi {
	const target = targetApiOf(to);
	if (target === null)
		throw new Refusal(
			`--to ${to}: there is nothing to convert to before ${firstWithPutUser}, which brought put_user_page()`,
		);
	return target;
}

function refuseDirtyTree(folder: string): void {
	if (repositoryTop(folder) === null)
		throw new Refusal(
			`--apply: ${folder} is in no git repository, so that nothing could be taken back; use --dry-run and patch -p1`,
		);
	refuseChanges("--apply", folder);
}

function changesOf(
	conversion: Conversion,
	{ mend }: Pick<ConvertCommandOptions, "mend">,
): readonly ChangedFile[] {
	return mend ? filesWithMends(conversion) : conversion.files;
}

function apply(
	{ conversions }: ConversionResult,
	root: string,
	options: Pick<ConvertCommandOptions, "mend">,
): void {
	const files = conversions.flatMap((conversion) =>
		changesOf(conversion, options),
	);
	for (const { file, after, encoding } of files)
		writeFileSync(join(root, file), after, encoding);
	const mends = conversions.flatMap((conversion) => conversion.mends).length;
	complain(
		files.length === 0
			? "nothing to convert"
			: `${files.length} file${files.length === 1 ? "" : "s"} written${mends > 0 && !options.mend ? "; --mend also mends what was wrong there before" : ""}`,
	);
}

function writeMails(
	folder: string,
	result: ConversionResult,
	root: string,
): void {
	const names = writeSeries(folder, result, root);
	complain(
		names.length === 0
			? "nothing to convert"
			: `${names.length} mails written to ${folder}: the letter in front, then ${names.length - 1} patch${names.length === 2 ? "" : "es"}`,
	);
}
