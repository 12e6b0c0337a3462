// Decides a claim: every prediction is explored, every computation made, and compared.

import { traceOf } from "#explore/engines/trace.ts";
import { arithmeticClaims } from "#mm/arithmetic/decided-claims.ts";
import { judge, reach } from "../judge.ts";
import { testOf } from "../scene.ts";
import type { Claim, Computation, Prediction } from "./claim.ts";

/** One exploration or computation with what came out. */
export interface Evidence {
	about: string;
	expected: string;
	observed: string;
	agrees: boolean;
	states: number;
	elapsedMs: number;
}

export interface ScheduleStep {
	actor: string;
	label: string;
	source: string | null;
}

export interface ClaimResult {
	id: string;
	says: string;
	source: string;
	verdict: "confirmed" | "refuted" | "not modelled";
	/** States explored, over all predictions. */
	states: number;
	/** A shortest run behind the first prediction that something is reachable, or that refutes the claim. */
	schedule: ScheduleStep[];
	note: string;
	evidence: Evidence[];
}

function decidePrediction(prediction: Prediction): Evidence {
	const judged = judge(testOf(prediction.scene));
	const { expect } = prediction;
	const agrees =
		expect === "reachable"
			? judged.observed === "Sometimes" || judged.observed === "Always"
			: judged.observed === expect;
	return {
		about: prediction.about,
		expected: expect,
		observed: judged.observed,
		agrees,
		states: judged.states,
		elapsedMs: judged.elapsedMs,
	};
}

function decideComputation(computation: Computation): Evidence {
	const started = performance.now();
	const observed = computation.compute();
	return {
		about: computation.about,
		expected: computation.expect,
		observed,
		agrees: observed === computation.expect,
		states: 0,
		elapsedMs: performance.now() - started,
	};
}

/** What arithmetic of counts and bits says about the claim. */
function decideArithmetic(id: string): { evidence: Evidence[]; note: string } {
	const started = performance.now();
	const decided = arithmeticClaims[id]?.();
	if (decided === undefined) return { evidence: [], note: "" };
	const elapsedMs = performance.now() - started;
	return {
		evidence: decided.parts.map((one) => ({
			about: one.statement,
			expected: `${one.predicted}`,
			observed: `${one.computed}`,
			agrees: one.holds,
			states: 0,
			elapsedMs,
		})),
		note: decided.note,
	};
}

/** A shortest run that meets the condition of the prediction, or one that ends without if none does. */
function scheduleOf(prediction: Prediction): ScheduleStep[] {
	const test = testOf(prediction.scene);
	const direct = reach(test);
	// Nothing meets the condition although something should: show a run that ends without.
	const found =
		direct.reachable === false
			? reach({ ...test, exists: { kind: "not", of: test.exists } })
			: direct;
	return traceOf(found.machine, found.run).steps.map(
		({ actor, transition }) => ({
			actor,
			label: transition.label,
			source: transition.source,
		}),
	);
}

/** The exploration whose run is shown: one that refutes the claim, else the first that reaches anything. */
function tellingIndex(explored: readonly Evidence[]): number {
	const refuting = explored.findIndex((one) => !one.agrees);
	return refuting >= 0
		? refuting
		: explored.findIndex((one) => one.observed !== "Never");
}

export function decide(claim: Claim): ClaimResult {
	const predictions = claim.predictions ?? [];
	const explored = predictions.map(decidePrediction);
	const arithmetic = decideArithmetic(claim.id);
	const evidence = [
		...explored,
		...(claim.computations ?? []).map(decideComputation),
		...arithmetic.evidence,
	];
	const shown = predictions[tellingIndex(explored)];
	const verdict =
		evidence.length === 0
			? "not modelled"
			: evidence.every((one) => one.agrees)
				? "confirmed"
				: "refuted";
	return {
		id: claim.id,
		says: claim.says,
		source: claim.source,
		verdict,
		states: evidence.reduce((sum, one) => sum + one.states, 0),
		schedule: shown === undefined ? [] : scheduleOf(shown),
		note: [claim.notModelled ?? claim.note ?? "", arithmetic.note]
			.filter((text) => text !== "")
			.join(" "),
		evidence,
	};
}
