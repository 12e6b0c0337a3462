// All files of a run: what is decided for each site, and one conversion for each group of files that change together.

import { compareText } from "#base/compare.ts";
import type { NamedText } from "#csource/named-text.ts";
import type { CParser } from "#csource/parser.ts";
import type { Neighbourhood } from "#lifecycle/linking/neighbourhood.ts";
import type {
	Conversion,
	ConversionOptions,
	ConversionResult,
	ConvertedFile,
	Edit,
	TextEncoding,
} from "./conversion.ts";
import { convertFile } from "./convert-file.ts";
import type { FileConversion } from "./file-conversion.ts";
import { fileGroupsOf } from "./file-groups.ts";
import { recheck, withTexts } from "./link-texts.ts";
import { mendConversion } from "./mend/mend-conversion.ts";
import { applyEdits, mergeEdits } from "./merge-edits.ts";
import { mendedIn, proveByCheck, proveByConvertingAgain } from "./prove.ts";
import type { TargetApi } from "./target-api.ts";
import { unifiedDiff } from "./unified-diff.ts";

export interface ConvertTreeContext {
	readonly parser: CParser;
	readonly target: TargetApi;
	readonly neighbourhood: Neighbourhood;
	/** How the bytes of a file were read. */
	readonly encodingOf: (path: string) => TextEncoding;
	/** Called after each file. */
	readonly onProgress: (filesDone: number) => void;
}

/** Files whose edits must be brought together are judged anew this often; then they are left as they are. */
const roundLimit = 6;

/** Files sorted by path. */
export function convertTree(
	files: readonly NamedText[],
	options: ConversionOptions,
	context: ConvertTreeContext,
): ConversionResult {
	const run = new TreeConversion(options, context);
	files.forEach((file, index) => {
		run.convert(file);
		context.onProgress(index + 1);
	});
	run.bringTogether();
	return run.result();
}

class TreeConversion {
	private readonly options: ConversionOptions;
	private readonly context: ConvertTreeContext;
	private readonly texts = new Map<string, NamedText>();
	private readonly results = new Map<string, FileConversion>();
	/** By path and line. */
	private readonly refused = new Map<string, Map<number, string>>();

	constructor(options: ConversionOptions, context: ConvertTreeContext) {
		this.options = options;
		this.context = context;
	}

	convert(file: NamedText): void {
		this.texts.set(file.path, file);
		const result = this.converted(file, this.context.neighbourhood);
		if (result === null) return;
		this.results.set(file.path, result);
		// What the holds of this file lead to is decided by the holds of those files too.
		for (const path of result.edits.keys()) {
			const text = result.texts.get(path);
			if (!this.texts.has(path) && text !== undefined)
				this.convert({ path, text });
		}
	}

	private converted(
		file: NamedText,
		neighbourhood: Neighbourhood,
	): FileConversion | null {
		const { parser, target } = this.context;
		return convertFile(file, {
			options: this.options,
			target,
			parser,
			neighbourhood,
			refused: this.refused.get(file.path) ?? new Map(),
		});
	}

	/** A release that serves sites of several files changes only if all of them are converted. */
	bringTogether(): void {
		for (let round = 0; round < roundLimit; round++) {
			const again = new Set<string>();
			for (const group of fileGroupsOf([...this.results.values()]))
				for (const path of this.refuseApart(group)) again.add(path);
			if (again.size === 0) return;
			for (const path of again) {
				const file = this.texts.get(path);
				if (file !== undefined) this.convert(file);
			}
		}
	}

	/** Files with sites that must not be converted after all. */
	private refuseApart(group: readonly FileConversion[]): readonly string[] {
		const merged = editsOf(group);
		if (merged === null) {
			const reason =
				"several files want different text at one place of a file they share";
			return group.flatMap((one) => this.refuse(one, reason));
		}
		return group.flatMap((one) => {
			const apart = one.shared.flatMap(({ path, line }) => {
				const other = this.results
					.get(path)
					?.decisions.find((decision) => decision.line === line);
				return other?.decision === "convert"
					? []
					: [
							`a release serves also ${other === undefined ? path : `${other.api}() in ${other.function}() (${path})`}, which is not converted${other === undefined ? "" : `: ${other.reason}`}`,
						];
			});
			const [reason] = apart;
			return reason === undefined ? [] : this.refuse(one, reason);
		});
	}

	private refuse(file: FileConversion, reason: string): readonly string[] {
		const lines = this.refused.get(file.path) ?? new Map<number, string>();
		const before = lines.size;
		for (const { decision, line } of file.decisions)
			if (decision === "convert" && !lines.has(line)) lines.set(line, reason);
		this.refused.set(file.path, lines);
		return lines.size > before ? [file.path] : [];
	}

	result(): ConversionResult {
		const results = [...this.results.values()].sort((a, b) =>
			compareText(a.path, b.path),
		);
		return {
			options: this.options,
			decisions: results.flatMap(({ decisions }) => decisions),
			conversions: fileGroupsOf(results)
				.flatMap((group) => this.conversionOf(group) ?? [])
				.sort((a, b) =>
					compareText(a.files[0]?.file ?? "", b.files[0]?.file ?? ""),
				),
		};
	}

	private conversionOf(group: readonly FileConversion[]): Conversion | null {
		const edits = editsOf(group);
		if (edits === null || edits.size === 0) return null;
		const files = [...edits]
			.map(([file, changes]): ConvertedFile => {
				const before =
					group.find(({ texts }) => texts.has(file))?.texts.get(file) ?? "";
				return {
					file,
					encoding: this.context.encodingOf(file),
					edits: changes,
					before,
					after: applyEdits(before, changes),
				};
			})
			.sort((a, b) => compareText(a.file, b.file));
		const after = new Map(files.map(({ file, after: text }) => [file, text]));
		const checked = group.map((one) => this.withAll(one, group, after));
		const sites = group.flatMap(({ decisions }) =>
			decisions.filter(({ decision }) => decision === "convert"),
		);
		const mended = mendConversion(
			group.flatMap(({ path }) => this.texts.get(path) ?? []),
			sites,
			{
				texts: after,
				findings: new Map(
					checked.map(({ path, findingsAfter }) => [path, findingsAfter]),
				),
			},
			{ ...this.context, options: this.options },
		);
		const again = new Set([
			...this.changedAgain(group, after),
			...(mended.mends.length === 0
				? []
				: this.changedAgain(group, mended.state.texts)),
		]);
		return {
			sites,
			files,
			diff: unifiedDiff(files),
			mended: checked.flatMap(mendedIn),
			mends: mended.mends,
			proof: [
				proveByCheck(checked, sites, mended),
				proveByConvertingAgain([...again]),
			],
		};
	}

	/** With what `check` says when the other files of the group have changed as well. */
	private withAll(
		one: FileConversion,
		group: readonly FileConversion[],
		after: ReadonlyMap<string, string>,
	): FileConversion {
		const file = this.texts.get(one.path);
		if (group.length === 1 || file === undefined) return one;
		const { neighbourhood, target, parser } = this.context;
		return {
			...one,
			findingsAfter: recheck(file, after, neighbourhood, target, parser),
		};
	}

	private changedAgain(
		group: readonly FileConversion[],
		after: ReadonlyMap<string, string>,
	): readonly string[] {
		const { neighbourhood, target, parser } = this.context;
		return group.flatMap(({ path }) => {
			const again = convertFile(
				{ path, text: after.get(path) ?? this.texts.get(path)?.text ?? "" },
				{
					options: {
						...this.options,
						from: target.kernel,
						to: target.kernel,
					},
					target,
					parser,
					neighbourhood: withTexts(neighbourhood, after),
					refused: this.refused.get(path) ?? new Map(),
				},
			);
			return again === null || again.edits.size === 0 ? [] : [path];
		});
	}
}

/** All edits of the group by file; null where two of them contradict each other. */
function editsOf(
	group: readonly FileConversion[],
): ReadonlyMap<string, readonly Edit[]> | null {
	const all = new Map<string, readonly Edit[]>();
	for (const { edits } of group)
		for (const [path, changes] of edits)
			all.set(path, [...(all.get(path) ?? []), ...changes]);
	const merged = new Map<string, readonly Edit[]>();
	for (const [path, changes] of all) {
		const list = mergeEdits(changes);
		if (list === null) return null;
		merged.set(path, list);
	}
	return merged;
}
