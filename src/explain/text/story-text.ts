// A schedule as text: a lane for each actor, C lines for the driver's steps, kernel functions for the others.

import type { ExplainedStep, Outcome } from "../explanation.ts";
import { meaningOf, type Turn, turnsOf } from "./turns.ts";

/** Bookkeeping that a reader can do without. */
const hidden =
	/NR_FILE_DIRTY|tag dirty|BH_Dirty|\breserved\b|signal|page_mkclean cleaned|checksum of|pins (held|begun)|PG_lru|write_protect_seq|page held for|\bF\d+'? |MMF_HAS_PINNED|PG_uptodate|in a transaction/;
const locks = /PG_locked|mmap_lock|invalidate_lock|i_rwsem/;

/** `_refcount 3→4`: without the page's name where there is only one. */
export function changesText(
	step: ExplainedStep,
	options: { readonly all: boolean; readonly onePage: boolean },
): string {
	const shown = step.changes.filter(
		(change) => options.all || !(hidden.test(change) || locks.test(change)),
	);
	return shown
		.map((change) =>
			options.onePage
				? change.replace(/^A\./, "").replace(/pte app->A/, "pte")
				: change.replace(/pte (\w+)->(\w+)/, "pte of $1 to $2"),
		)
		.join(", ");
}

export function storyText(
	outcome: Outcome,
	options: { readonly all: boolean; readonly file: (file: string) => string },
): string[] {
	const actors = [...new Set(outcome.steps.map(({ actor }) => actor))];
	const onePage = !/^Pages:.*;/m.test(outcome.litmus);
	const turns = turnsOf(outcome.steps).filter(
		({ operationText }) =>
			options.all || !/^(wait_)?signal/.test(operationText),
	);
	const lines = [
		...actors.map((actor, lane) => `      ${"│ ".repeat(lane)}${actor}`),
	];
	for (const turn of turns)
		lines.push(...turnText(turn, actors, { ...options, onePage }));
	return lines;
}

function turnText(
	turn: Turn,
	actors: readonly string[],
	options: {
		readonly all: boolean;
		readonly onePage: boolean;
		readonly file: (file: string) => string;
	},
): string[] {
	const lane = actors.indexOf(turn.actor);
	const lanes = (mark: string): string =>
		actors.map((_, index) => (index === lane ? mark : "│")).join(" ");
	const [first] = turn.steps;
	const source = first?.source ?? null;
	const meaning = turn.goesOn ? "goes on" : meaningOf(turn.operationText);
	const head =
		source === null
			? `${turn.actor}: ${meaning}`
			: `${source.text}    ${options.file(source.file)}:${source.line}`;
	const rest = turn.steps.flatMap((step) => {
		const changes = changesText(step, options);
		if (changes === "" && !options.all) return [];
		const what = changes === "" ? step.label : `${step.label}: ${changes}`;
		const place =
			step.kernel === null ? "" : step.kernel.replace(/ \(v[\d.]+\)$/, "");
		const number = options.all ? `${step.number}`.padStart(4) : "    ";
		return [
			`${number}  ${lanes("│")}   ${place === "" ? what : `${what.padEnd(46)} ${place}`}`,
		];
	});
	return [`      ${lanes("●")} ${head}`, ...rest];
}
