// Whether a function is called, through functions of other files, by what an interrupt, a tasklet or a timer runs: found by
// looking at characters, up from the function to what is registered.
//
// A function on the way that asks where it runs, or that sleeps itself, ends the way. Errs: takes every call on the way as
// reached, and a call under `#if` as compiled; misses what is registered through a field or called through a pointer.

import { atomicHandlers, sleeps } from "#catalog/atomic-context.ts";
import { mayMention, nextMention } from "#csource/mentions.ts";
import type { NamedText } from "#csource/named-text.ts";
import { asksWhereItRuns } from "../context/atomic-functions.ts";
import type { AtomicWay } from "../unit/function-model.ts";

/** Functions on one way. */
const stepLimit = 6;

/** Functions that are looked at: what more than these call is called from everywhere. */
const functionLimit = 200;

const registrars = new Map(
	atomicHandlers.flatMap((entry) =>
		entry.by === "argument" ? [[entry.name, entry] as const] : [],
	),
);

interface Step {
	readonly name: string;
	readonly before: Step | null;
}

/** files: those of the driver, the one with the function included; registering: those of them that register something. */
export function calledInAtomic(
	name: string,
	files: readonly NamedText[],
	registering: readonly NamedText[],
): AtomicWay | null {
	if (registering.length === 0) return null;
	const seen = new Set([name]);
	let steps: readonly Step[] = [{ name, before: null }];
	for (let depth = 0; depth < stepLimit && steps.length > 0; depth++) {
		const next: Step[] = [];
		for (const step of steps) {
			const runs = registeredAs(step.name, registering);
			if (runs !== null) return { ...runs, names: namesOf(step) };
			for (const caller of callersOf(step.name, files)) {
				if (seen.has(caller.name) || seen.size >= functionLimit) continue;
				seen.add(caller.name);
				if (!asksWhereItRuns(caller.body) && !sleeps(caller.body))
					next.push({ name: caller.name, before: step });
			}
		}
		steps = next;
	}
	return null;
}

/** It has a call that makes a function run in atomic context. */
export function registersHandlers(file: NamedText): boolean {
	if (!file.path.endsWith(".c")) return false;
	for (const name of registrars.keys()) if (mayMention(file, name)) return true;
	return false;
}

function namesOf(step: Step): readonly string[] {
	const names: string[] = [];
	for (let at: Step | null = step; at !== null; at = at.before)
		names.push(at.name);
	return names;
}

/** `tasklet_init(&obj->task, NAME, …)` */
function registeredAs(
	name: string,
	files: readonly NamedText[],
): Pick<AtomicWay, "runs" | "path"> | null {
	for (const file of files) {
		for (const at of mentionsIn(file, name)) {
			const { text } = file;
			const from = Math.max(
				...[";", "{", "}"].map((mark) => text.lastIndexOf(mark, at)),
			);
			const call = /\b(\w+)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)$/.exec(
				text.slice(from + 1, at),
			);
			const entry = registrars.get(call?.[1] ?? "");
			const before = (call?.[2] ?? "").replace(/\([^()]*\)/g, "");
			if (
				entry?.by === "argument" &&
				entry.index === before.split(",").length - 1
			)
				return { runs: entry.runs, path: file.path };
		}
	}
	return null;
}

interface Caller {
	readonly name: string;
	readonly body: string;
}

function callersOf(
	name: string,
	files: readonly NamedText[],
): readonly Caller[] {
	return files.flatMap((file) =>
		[...mentionsIn(file, name)].flatMap((at) =>
			/^\s*\(/.test(file.text.slice(at + name.length, at + name.length + 8))
				? (functionAround(file.text, at) ?? [])
				: [],
		),
	);
}

/** Where the file has the name outside of comments that begin their line. */
function* mentionsIn(file: NamedText, name: string): Generator<number> {
	if (!file.path.endsWith(".c") || !mayMention(file, name)) return;
	const { text } = file;
	for (
		let at = nextMention(text, name, 0);
		at >= 0;
		at = nextMention(text, name, at + 1)
	)
		if (!/^\s*(\*|\/)/.test(text.slice(text.lastIndexOf("\n", at) + 1, at)))
			yield at;
}

/** The function whose body is around the offset: its braces stand at the beginning of a line. */
function functionAround(text: string, at: number): Caller | null {
	const open = text.lastIndexOf("\n{", at);
	const close = text.indexOf("\n}", open);
	if (open < 0 || close < at) return null;
	const head = text.slice(Math.max(0, open - 400), open);
	const name = /(\w+)\s*\((?:[^(){};]|\([^()]*\))*\)\s*$/.exec(
		head.slice(Math.max(head.lastIndexOf("}"), head.lastIndexOf(";")) + 1),
	)?.[1];
	return name === undefined ? null : { name, body: text.slice(open, close) };
}
