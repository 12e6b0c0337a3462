// The matrix as one HTML file without scripts.

import { escapeHtml } from "#base/escape-html.ts";
import { failureTitles } from "#mm/failures/failure.ts";
import type { Cell, Matrix } from "../matrix.ts";
import { largestPinsText } from "./matrix-text.ts";

const signs: Record<Cell["outcome"], string> = {
	reachable: "●",
	unreachable: "·",
	"not applicable": "",
	unknown: "?",
};

function cellHtml(cell: Cell): string {
	const title = [
		`${failureTitles[cell.failure]}: ${cell.outcome}`,
		...cell.variants,
		`${cell.states} states`,
	].join("; ");
	return `<td class="${cell.outcome.replace(" ", "-")}" title="${escapeHtml(title)}">${signs[cell.outcome]}</td>`;
}

const style = `body{font:14px system-ui,sans-serif;margin:2em;color:#222;background:#fff}table{border-collapse:collapse}
th,td{padding:.25em .45em;border-bottom:1px solid #ddd;text-align:center}th:first-child,td:first-child,td:nth-child(2){text-align:left;white-space:nowrap}
.reachable{background:#fbe3e0;color:#a11}.unreachable{color:#9a9}.not-applicable{background:#f6f6f6}`;

export function matrixHtml(matrix: Matrix): string {
	const heads = matrix.failures.map(
		(failure) =>
			`<th title="${escapeHtml(failureTitles[failure])}">${escapeHtml(failure)}</th>`,
	);
	const rows = matrix.rows.map(
		(row) =>
			`<tr><td title="${escapeHtml(`${row.scheme.source}; ${row.scheme.fate}`)}">${escapeHtml(`${row.scheme.id} ${row.scheme.name}`)}</td><td>${escapeHtml(row.policy)}</td>${row.cells.map(cellHtml).join("")}<td>${row.cost.pinSlow}/${row.cost.pinFast}/${row.cost.unpin}</td><td>${row.cost.bytes64}/${row.cost.bytes32}</td><td>${row.cost.bytesPerPin}</td><td>${escapeHtml(largestPinsText(row.cost.largestPins))}</td></tr>`,
	);
	return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Pinfold: schemes and failures, ${escapeHtml(matrix.era)}</title>
<style>${style}</style>
<h1>Schemes and failures, ${escapeHtml(matrix.era)}</h1>
<p>● a run leads to the failure; · no run does; blank: has no meaning for the scheme. ${matrix.states.toLocaleString("en-US")} states explored.</p>
<table><thead><tr><th>scheme</th><th>policy</th>${heads.join("")}<th title="slow pin, fast pin, unpin">atomics</th><th title="64-bit, 32-bit">bytes/page</th><th>bytes/pin</th><th>most pins</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table>
</html>
`;
}
