import type { RunToKeep } from "./cache/last-run.ts";
import type { Judged } from "./judge-units.ts";
import type { FileToRead } from "./messages.ts";
import type { ReadUnits, UnitReader } from "./read-units.ts";
import type { Surroundings } from "./surroundings.ts";

/** What a run has read for its units and around them. Null where something could not be read or judged: it is tried again. */
export function readingsOf(
	candidates: readonly FileToRead[],
	reader: UnitReader,
	{ units, skips }: ReadUnits,
	judged: Judged,
	surroundings: Surroundings,
): Pick<RunToKeep, "readings" | "sources"> {
	const around = new Map<string, string>();
	let isWhole = skips.length === 0;
	for (const { file, digest } of units) {
		const known = judged.around.get(digest);
		if (known === undefined) isWhole = false;
		else if (known !== null) around.set(file.path, known);
	}
	return {
		readings: isWhole ? { units: reader.known(candidates), around } : null,
		sources: () => [
			...new Set([
				...candidates.flatMap(({ path, lenders = [] }) => [path, ...lenders]),
				...surroundings.sourcesOf([...around.keys()]),
			]),
		],
	};
}
