// All files of a run: what is decided for each site, and one conversion for each group of files that change together.

import { acquireNames } from "#catalog/catalog.ts";
import type { CParser } from "#csource/parser.ts";
import type {
	Conversion,
	ConversionOptions,
	ConversionResult,
	ConvertedFile,
	TextEncoding,
} from "./conversion.ts";
import { convertFile, type FileConversion } from "./convert-file.ts";
import { mendedIn, proveByCheck, proveByConvertingAgain } from "./prove.ts";
import type { TargetApi } from "./target-api.ts";
import { unifiedDiff } from "./unified-diff.ts";

export interface SourceText {
	/** Relative to the root. */
	readonly path: string;
	readonly text: string;
	readonly encoding: TextEncoding;
}

export interface ConvertTreeContext {
	readonly parser: CParser;
	readonly target: TargetApi;
	/** Called after each file. */
	readonly onProgress: (filesDone: number) => void;
}

/** Files sorted by path. */
export function convertTree(
	files: readonly SourceText[],
	options: ConversionOptions,
	{ parser, target, onProgress }: ConvertTreeContext,
): ConversionResult {
	const converted = files
		.filter(({ text }) => mentionsAcquire.test(text))
		.map(({ path, text }, index) => {
			const file = convertFile(path, text, options, target, parser);
			onProgress(index + 1);
			return file;
		});
	const encodings = new Map(
		files.map(({ path, encoding }) => [path, encoding] as const),
	);
	return {
		options,
		decisions: converted.flatMap(({ decisions }) => decisions),
		conversions: converted
			.filter(({ before, after }) => before !== after)
			.map((file) => conversionOf([file], encodings, target, parser)),
	};
}

const mentionsAcquire = new RegExp(
	`\\b(?:${[...acquireNames()].join("|")})\\b`,
);

function conversionOf(
	parts: readonly FileConversion[],
	encodings: ReadonlyMap<string, TextEncoding>,
	target: TargetApi,
	parser: CParser,
): Conversion {
	const files = parts.map(
		({ path, edits, before, after }): ConvertedFile => ({
			file: path,
			encoding: encodings.get(path) ?? "utf8",
			edits,
			before,
			after,
		}),
	);
	const sites = parts.flatMap(({ decisions }) =>
		decisions.filter(({ decision }) => decision === "convert"),
	);
	const { kernel } = target;
	const again = parts.filter(({ path, after }) => {
		const options = { from: kernel, to: kernel };
		const second = convertFile(path, after, options, target, parser);
		return second.after !== after;
	});
	return {
		sites,
		files,
		diff: unifiedDiff(files),
		mended: parts.flatMap(mendedIn),
		proof: [
			proveByCheck(parts, sites),
			proveByConvertingAgain(again.map(({ path }) => path)),
		],
	};
}
