// Claims with their verdicts as text.

import type { ClaimResult } from "../claims/decide.ts";

function evidenceLines(result: ClaimResult): string[] {
	return result.evidence.map((one) => {
		const counted = one.states === 0 ? "" : `, ${one.states} states`;
		const outcome = one.agrees
			? one.observed
			: `${one.observed}, predicted ${one.expected}`;
		return `    ${one.agrees ? "=" : "!"} ${one.about}: ${outcome}${counted}`;
	});
}

/** One claim with evidence; `withSchedule` adds the run. */
export function claimText(result: ClaimResult, withSchedule: boolean): string {
	const width = Math.max(0, ...result.schedule.map((one) => one.actor.length));
	const schedule = withSchedule
		? result.schedule.map(
				(one, index) =>
					`    ${`${index + 1}`.padStart(3)} ${one.actor.padEnd(width)} ${one.label}${one.source === null ? "" : `  ${one.source}`}`,
			)
		: [];
	return [
		`${result.id} ${result.verdict}: ${result.says} [${result.source}]`,
		...evidenceLines(result),
		...(result.note === "" ? [] : [`    ${result.note}`]),
		...schedule,
		"",
	].join("\n");
}

export function claimsSummary(results: readonly ClaimResult[]): string {
	const count = (verdict: ClaimResult["verdict"]) =>
		results.filter((one) => one.verdict === verdict).length;
	const states = results.reduce((sum, one) => sum + one.states, 0);
	return `${count("confirmed")} confirmed, ${count("refuted")} refuted, ${count("not modelled")} not modelled; ${states.toLocaleString("en-US")} states explored\n`;
}
