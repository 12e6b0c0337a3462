// A schedule as text: a lane for each actor, C lines for the driver's steps, kernel functions for the others.

import type { ExplainedStep, Outcome } from "../explanation.ts";
import {
	isBookkeeping,
	meaningOf,
	plainLabel,
	type Turn,
	turnsOf,
} from "./turns.ts";

export interface StoryOptions {
	/** Every step with its number and everything it changes. */
	readonly all: boolean;
	/** A file as the user knows it. */
	readonly showPath: (file: string) => string;
}

/** Bookkeeping of the model and of the kernel that a reader can do without. */
const hidden =
	/NR_FILE_DIRTY|tag dirty|BH_Dirty|\breserved\b|signal|page_mkclean cleaned|checksum of|pins (held|begun)|PG_lru|write_protect_seq|page held for|\bF\d+'? |MMF_HAS_PINNED|in a transaction|writes issued|block owner|invalidate_lock|mmap_lock|i_rwsem|PG_locked/;

interface Telling extends StoryOptions {
	readonly actors: readonly string[];
	readonly onePage: boolean;
	readonly oneProcess: boolean;
	/** The run has no end. */
	readonly stuck: boolean;
	/** Counts are what the failure is about: also those that others raise and lower again. */
	readonly counts: boolean;
}

export function storyText(outcome: Outcome, options: StoryOptions): string[] {
	const actors = [...new Set(outcome.steps.map(({ actor }) => actor))];
	const onePage = !outcome.steps.some(({ changes }) =>
		changes.some((one) => /^[BC]\.|->[BC]\b/.test(one) && !hidden.test(one)),
	);
	const oneProcess = !/^Processes:/m.test(outcome.litmus);
	const telling: Telling = {
		...options,
		actors,
		onePage,
		oneProcess,
		stuck: outcome.stuck,
		counts: /^F(16|17|9)$/.test(outcome.failure),
	};
	const turns = turnsOf(outcome.steps).filter(
		(turn) => options.all || !isBookkeeping(turn),
	);
	const legend = onePage
		? "a lane for each actor, ● whose turn it is"
		: "a lane for each actor, ● whose turn it is; A is the page that is taken, B and C are free at first";
	return [
		`      (${legend})`,
		...actors.map((actor, lane) => `      ${"│ ".repeat(lane)}${actor}`),
		...turns.flatMap((turn) => turnText(turn, telling)),
	];
}

function turnText(turn: Turn, telling: Telling): string[] {
	const { actors, showPath, all } = telling;
	const lane = actors.indexOf(turn.actor);
	const lanes = (mark: string): string =>
		actors.map((_, index) => (index === lane ? mark : "│")).join(" ");
	const source = turn.steps[0]?.source ?? null;
	const meaning = turn.goesOn
		? `${turn.actor} goes on`
		: source === null
			? `${turn.actor}: ${meaningOf(turn)}`
			: source.text;
	const rows = turn.steps.flatMap((step) => {
		const changes = changesText(step, turn, telling);
		if (changes === "" && !all && !isRefusal(step, telling)) return [];
		const label = all || changes === "" ? step.label : plainLabel(step.label);
		const what = changes === "" ? label : `${label}: ${changes}`;
		return [{ step, what, changes }];
	});
	const place =
		source === null ? "" : `${showPath(source.file)}:${source.line}`;
	const [only] = rows;
	// What a device does has no name in the kernel: one line says it.
	if (!all && rows.length === 1 && only?.step.kernel === null)
		return [row("", lanes("●"), `${meaning}  ${only.changes}`, place)];
	return [
		row("", lanes("●"), meaning, place),
		...rows.map(({ step, what }) =>
			row(
				all ? `${step.number}` : "",
				lanes("│"),
				`  ${what}`,
				(step.kernel ?? "").replace(/ \(v[\d.]+\)$/, ""),
			),
		),
	];
}

/** In a run that goes on without end, the test that always says no is what a reader looks for. */
function isRefusal({ label }: ExplainedStep, { stuck }: Telling): boolean {
	return stuck && /_freeze: no$/.test(label);
}

function row(
	number: string,
	lanes: string,
	text: string,
	place: string,
): string {
	const clipped = text.length > 66 ? `${text.slice(0, 65)}…` : text;
	const line = `${number.padStart(4)}  ${lanes} ${clipped}`;
	return place === "" ? line : `${line.padEnd(60)}  ${place}`;
}

/** `_refcount 3→4`: without the page's name where there is only one. */
function changesText(
	step: ExplainedStep,
	turn: Turn,
	telling: Telling,
): string {
	const { all, onePage, oneProcess, counts } = telling;
	const passing =
		turn.actor !== "driver" &&
		!counts &&
		step.changes.every((one) => /_refcount|^[A-C]\.PG_/.test(one)) &&
		step.changes.some((one) => /_refcount/.test(one)) &&
		step.changes.length === 1;
	const shown = step.changes.filter(
		(change) => all || !(hidden.test(change) || passing),
	);
	return shown
		.map((change) => {
			const page = onePage ? change.replace(/^A\./, "") : change;
			return page.replace(
				/pte (\w+)->(\w+)/,
				(_, process: string, name: string) =>
					`${oneProcess ? "PTE" : `PTE of ${process}`}${onePage ? "" : ` to ${name}`}`,
			);
		})
		.join(", ");
}
