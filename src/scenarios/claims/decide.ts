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

/** A shortest run that meets the condition of the prediction. */
function scheduleOf(prediction: Prediction): ScheduleStep[] {
	const found = reach(testOf(prediction.scene));
	return traceOf(found.machine, found.run).steps.map(
		({ actor, transition }) => ({
			actor,
			label: transition.label,
			source: transition.source,
		}),
	);
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
	const telling =
		explored.findIndex((one) => !one.agrees && one.observed !== "Never") >= 0
			? explored.findIndex((one) => !one.agrees && one.observed !== "Never")
			: explored.findIndex((one) => one.observed !== "Never");
	const shown = predictions[telling];
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
