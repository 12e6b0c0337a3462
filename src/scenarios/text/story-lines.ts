// The simplest run to a failure, told for a kernel developer: one row per step, one lane per actor's name.

import { valueText } from "#explore/engines/trace.ts";
import type { Story } from "#explore/story/story.ts";

/** "● needed, ○ removable": as the story engine found by leaving each step out. */
const marks = { needed: "●", removable: "○", unknown: "?" } as const;

export function storyLines(story: Story): string[] {
	const actorWidth = Math.max(...story.rows.map((row) => row.actor.length));
	const head = `${story.failure.message}: ${count(story.preemptions, "preemption")}, ${count(story.actors.length, "actor")}, ${count(story.rows.length, "step")}; nothing simpler fails`;
	const rows = story.rows.map((row) => {
		const changes = row.changes.map(
			({ cell, before, after }) =>
				`${cell.name} ${valueText(cell, before)}→${valueText(cell, after)}`,
		);
		return [
			`${row.number}`.padStart(3),
			row.preempts ? "»" : " ",
			row.actor.padEnd(actorWidth),
			marks[row.need],
			row.transition.label,
			changes.length === 0 ? "" : `[${changes.join(", ")}]`,
			row.transition.source ?? "",
		]
			.filter((part) => part !== "")
			.join(" ");
	});
	const races = story.races
		.filter((race) => race.order === "this-order")
		.map(
			(race) =>
				`step ${race.earlier} comes before step ${race.later} in every run that fails`,
		);
	return [
		head,
		...rows,
		"● needed  ○ could be left out  » the actor before could have gone on",
		...races,
		`replay: ${story.schedule}`,
	];
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
