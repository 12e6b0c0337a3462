import type { ConversionResult, Decision } from "../conversion.ts";

/** The same result with other paths: those of the repository for those of the run. */
export function relocate(
	result: ConversionResult,
	move: (file: string) => string,
): ConversionResult {
	const moved = <Entry extends { readonly file: string }>(
		entry: Entry,
	): Entry => ({ ...entry, file: move(entry.file) });
	const decision = (entry: Decision): Decision => ({
		...moved(entry),
		evidence: entry.evidence.map(moved),
	});
	return {
		...result,
		decisions: result.decisions.map(decision),
		conversions: result.conversions.map((conversion) => ({
			...conversion,
			sites: conversion.sites.map(decision),
			files: conversion.files.map(moved),
			mended: conversion.mended.map(moved),
			mends: conversion.mends.map((mend) => ({
				...mend,
				files: mend.files.map(moved),
				mended: mend.mended.map(moved),
			})),
		})),
	};
}
