// The address of what is shown: choices, schedule and position, in the part of the address behind "#".

import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import { type Choice, startingChoice, validChoice } from "./choice.ts";

export interface Address {
	choice: Choice;
	/** As `scheduleText` writes it; null: the simplest run to the failure, or an ordinary run. */
	schedule: string | null;
	/** Steps taken; null: none. */
	at: number | null;
}

const names = {
	form: "form",
	question: "ask",
	instead: "failure",
	era: "kernel",
	scheme: "scheme",
	policy: "policy",
} as const satisfies Record<keyof Choice, string>;
const fields = Object.keys(names) as (keyof Choice)[];

/** "#scheme=S4&run=driver*17.flusher*14.driver&at=12"; only what differs from the form and question as they open. */
export function writeAddress(page: ScenarioPage, address: Address): string {
	const { choice, schedule, at } = address;
	const first = startingChoice(page);
	const own = validChoice(page, {
		form: choice.form,
		question: choice.question,
	});
	const words = new URLSearchParams();
	for (const field of fields) {
		const usual = field === "form" || field === "question" ? first : own;
		if (choice[field] !== usual[field]) words.set(names[field], choice[field]);
	}
	// A blank would be written "+", which mail programs break. An actor's own "." is written "%2E".
	if (schedule !== null)
		words.set("run", schedule.replaceAll(".", "%2E").replaceAll(" ", "."));
	if (at !== null) words.set("at", `${at}`);
	const text = words.toString();
	return text === "" ? "" : `#${text}`;
}

export function readAddress(page: ScenarioPage, hash: string): Address {
	const words = new URLSearchParams(hash.replace(/^#/, ""));
	const wanted: Partial<Record<keyof Choice, string>> = {};
	for (const field of fields) {
		const word = words.get(names[field]);
		if (word !== null) wanted[field] = word;
	}
	const run = words.get("run");
	const at = words.get("at");
	return {
		choice: validChoice(page, wanted),
		schedule: run?.replaceAll(".", " ").replaceAll("%2E", ".") ?? null,
		at: at !== null && /^\d{1,6}$/.test(at) ? Number(at) : null,
	};
}
