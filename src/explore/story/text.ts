// A story as plain text, one row per step.

import { valueText } from "../engines/trace.ts";
import type { Story, StoryRow } from "./story.ts";

function rowText(row: StoryRow): string {
	const changes = row.changes.map(
		({ cell, before, after }) =>
			`${cell.name} ${valueText(cell, before)}→${valueText(cell, after)}`,
	);
	const path = [...row.transition.routines, row.transition.label].join(" › ");
	const source =
		row.transition.source === null ? "" : `  (${row.transition.source})`;
	return [
		`${row.number}`.padStart(3),
		row.preempts ? "»" : " ",
		row.actor.padEnd(8),
		row.need === "needed" ? "●" : row.need === "removable" ? "○" : "?",
		[path, ...changes].join(", ") + source,
	].join(" ");
}

/** ● needed, ○ removable, » the actor before could have gone on. */
export function storyText(story: Story): string {
	const proof = story.levels
		.filter(({ preemptions }) => preemptions < story.preemptions)
		.map(
			({ preemptions, nodes }) =>
				`${preemptions} preemptions: exhausted, ${nodes} nodes`,
		);
	const races = story.races
		.filter(({ order }) => order === "this-order")
		.map(
			({ earlier, later }) =>
				`step ${earlier} before step ${later}: in every failing run`,
		);
	return [
		`${story.failure.message}: ${story.preemptions} preemption(s), ${story.actors.length} actors, ${story.rows.length} steps`,
		...proof,
		...story.rows.map(rowText),
		...races,
		`replay: ${story.schedule}`,
	].join("\n");
}
