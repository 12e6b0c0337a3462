// The matrix as a table in the terminal.

import { failureTitles } from "#mm/failures/failure.ts";
import type { Cell, Matrix, Row } from "../matrix.ts";

const signs: Record<Cell["outcome"], string> = {
	reachable: "●",
	unreachable: "·",
	"not applicable": " ",
	unknown: "?",
};

/** "2^21", "15", "-" for no limit of its own. */
export function largestPinsText(largest: number | null): string {
	if (largest === null) return "-";
	const power = Math.log2(largest);
	if (Number.isInteger(power) && power > 6) return `2^${power}`;
	return largest === 2 ** 31 - 1 ? "2^31" : `${largest}`;
}

function costText({ cost }: Row): string {
	const bytes =
		cost.bytes64 === cost.bytes32
			? `${cost.bytes64}`
			: `${cost.bytes64}/${cost.bytes32}`;
	return [
		`${cost.pinSlow}/${cost.pinFast}/${cost.unpin}`.padEnd(7),
		bytes.padStart(4),
		`${cost.bytesPerPin}`.padStart(4),
		largestPinsText(cost.largestPins).padStart(5),
		cost.sharedLocks.join(" "),
	]
		.join(" ")
		.trimEnd();
}

export function matrixText(matrix: Matrix): string {
	const nameWidth = Math.max(
		...matrix.rows.map(
			(row) => row.scheme.id.length + row.scheme.name.length + 1,
		),
	);
	const policyWidth = Math.max(...matrix.rows.map((row) => row.policy.length));
	const head = [
		`${matrix.era}`.padEnd(nameWidth),
		"policy".padEnd(policyWidth),
		matrix.failures.map((failure) => failure.padStart(4)).join(""),
		" atomics bytes /pin  pins locks",
	].join(" ");
	const rows = matrix.rows.map((row) =>
		[
			`${row.scheme.id} ${row.scheme.name}`.padEnd(nameWidth),
			row.policy.padEnd(policyWidth),
			row.cells.map((cell) => signs[cell.outcome].padStart(4)).join(""),
			` ${costText(row)}`,
		].join(" "),
	);
	const variants = matrix.rows.flatMap((row) =>
		row.cells
			.filter((cell) => cell.variants.length > 0)
			.map(
				(cell) =>
					`${row.scheme.id} ${cell.failure}: ${cell.variants.join("; ")}`,
			),
	);
	return [
		head,
		...rows,
		"",
		"● reachable  · no run leads to it  ? bound met  blank: has no meaning for the scheme",
		"atomics: slow pin/fast pin/unpin; bytes per page (64-bit/32-bit), per pin; pins: most an order-0 page can hold",
		"",
		...matrix.failures.map(
			(failure) => `${failure.padEnd(4)} ${failureTitles[failure]}`,
		),
		"",
		...variants,
		"",
		`${matrix.states.toLocaleString("en-US")} states explored in ${(matrix.elapsedMs / 1000).toFixed(1)} s`,
		"",
	].join("\n");
}
