// The matrix: scheme by failure, every cell explored.

import { compareText } from "#base/compare.ts";
import type { EraName } from "#mm/eras/era.ts";
import { eras } from "#mm/eras/eras.ts";
import { type FailureId, failureIds } from "#mm/failures/failure.ts";
import type { Scheme } from "#mm/schemes/scheme.ts";
import { schemes } from "#mm/schemes/schemes.ts";
import { type Cost, costOf } from "./costs.ts";
import { type FailureScene, failureScenes } from "./failures/failure-scenes.ts";
import { reach, type VerdictCache } from "./judge.ts";
import { type Scene, testOf } from "./scene.ts";

/**
 * reachable: a run leads to it. unreachable: no run does, within the scenes explored. "not applicable": the failure has
 * no meaning for the scheme (it takes no reference, or holds no lease). unknown: a bound was met.
 */
export interface Cell {
	failure: FailureId;
	outcome: "reachable" | "unreachable" | "not applicable" | "unknown";
	/** Variants that lead to it; empty strings left out. */
	variants: string[];
	states: number;
	/** Steps of the shortest run found. */
	steps: number;
}

export interface Row {
	scheme: Scheme;
	policy: string;
	cells: Cell[];
	cost: Cost;
}

export interface Matrix {
	era: EraName;
	failures: FailureId[];
	rows: Row[];
	states: number;
	elapsedMs: number;
}

export interface MatrixOptions {
	era: EraName;
	/** The same for all; otherwise each scheme's suitable policy. */
	policy?: string;
	/** All by default. */
	schemes?: readonly Scheme[];
	failures?: readonly FailureId[];
}

/** F13 is a matter of one addition, not of order: can the count wrap, and how many pins does it take? */
function overflow(scheme: Scheme, era: EraName): Cell {
	const counted = scheme.manner === "reference";
	const wraps = counted && !eras[era].refcountChecked;
	return {
		failure: "F13",
		outcome: !counted ? "not applicable" : wraps ? "reachable" : "unreachable",
		variants: [],
		states: 0,
		steps: 0,
	};
}

function explore(
	row: { scheme: Scheme; policy: string; era: EraName },
	one: FailureScene,
	cache: VerdictCache,
): { failed: boolean | null; states: number; steps: number } {
	const scene: Scene = {
		...one.scene,
		era: row.era,
		scheme: row.scheme.id,
		policy: one.policy ?? row.policy,
	};
	const found = reach(testOf(scene), { states: 2_000_000 }, cache);
	const failed =
		one.stuck === true && found.reachable !== null
			? !found.reachable
			: found.reachable;
	return { failed, states: found.states, steps: found.run.length };
}

function cellOf(
	row: { scheme: Scheme; policy: string; era: EraName },
	failure: FailureId,
	cache: VerdictCache,
): Cell {
	if (failure === "F13") return overflow(row.scheme, row.era);
	const scenes = (failureScenes[failure] ?? []).filter(
		(one) => one.applies?.(row.scheme, row.era) ?? true,
	);
	const results = scenes.map((one) => ({ one, ...explore(row, one, cache) }));
	const failing = results.filter((result) => result.failed === true);
	const outcome =
		scenes.length === 0
			? "not applicable"
			: failing.length > 0
				? "reachable"
				: results.some((result) => result.failed === null)
					? "unknown"
					: "unreachable";
	return {
		failure,
		outcome,
		variants: failing
			.map((result) => result.one.variant)
			.filter((variant) => variant !== "")
			.sort(compareText),
		states: results.reduce((sum, result) => sum + result.states, 0),
		steps: Math.min(
			...failing.map((result) => result.steps),
			Number.MAX_SAFE_INTEGER,
		),
	};
}

export function rowOf(
	scheme: Scheme,
	options: Pick<MatrixOptions, "era" | "policy" | "failures">,
	cache: VerdictCache = new Map(),
): Row {
	const { era } = options;
	const policy = options.policy ?? scheme.suitablePolicy;
	return {
		scheme,
		policy,
		cells: (options.failures ?? failureIds).map((failure) =>
			cellOf({ scheme, policy, era }, failure, cache),
		),
		cost: costOf(era, scheme.id),
	};
}

export function matrixOf(options: MatrixOptions): Matrix {
	const started = performance.now();
	const cache: VerdictCache = new Map();
	const rows = (options.schemes ?? schemes).map((scheme) =>
		rowOf(scheme, options, cache),
	);
	return {
		era: options.era,
		failures: [...(options.failures ?? failureIds)],
		rows,
		states: rows
			.flatMap((row) => row.cells)
			.reduce((sum, cell) => sum + cell.states, 0),
		elapsedMs: performance.now() - started,
	};
}
