import type { ConversionResult, Decision } from "../conversion.ts";

/** The same result with other paths: those of the repository for those of the run. */
export function relocate(
	result: ConversionResult,
	move: (file: string) => string,
): ConversionResult {
	const decision = (entry: Decision): Decision => ({
		...entry,
		file: move(entry.file),
		evidence: entry.evidence.map((line) => ({
			...line,
			file: move(line.file),
		})),
	});
	return {
		...result,
		decisions: result.decisions.map(decision),
		conversions: result.conversions.map((conversion) => ({
			...conversion,
			sites: conversion.sites.map(decision),
			files: conversion.files.map((file) => ({
				...file,
				file: move(file.file),
			})),
			mended: conversion.mended.map((path) => ({
				...path,
				file: move(path.file),
			})),
		})),
	};
}
