// An explanation for people: the best part first, a screen or two.

import { adviceText } from "#findings/advice.ts";
import type { ExplainedStep, Explanation, Outcome } from "../explanation.ts";
import { isMistake, ownOutcomes } from "../own-outcomes.ts";
import { type StoryOptions, storyText } from "./story-text.ts";
import { plainLabel, turnLine } from "./turns.ts";
import { wrap } from "./wrap.ts";

/** How words are set apart on a terminal. */
export interface Tones {
	readonly strong: (text: string) => string;
	readonly error: (text: string) => string;
}

export interface TextOptions extends StoryOptions {
	readonly tones: Tones;
	/** What the checks say about the site. */
	readonly findings: readonly SpokenFinding[];
}

export interface SpokenFinding {
	readonly code: string;
	readonly line: number;
	/** "a plain reference where a pin is due" */
	readonly title: string;
	/** What comes of it, where no order of steps is involved; else empty. */
	readonly consequence: string;
}

export function explanationText(
	explanation: Explanation,
	options: TextOptions,
): string {
	const told = sortOutcomes(explanation);
	const parts = [
		[options.tones.strong(explanation.title)],
		siteText(explanation),
		[...findingsText(options), ...adviceLines(explanation, options)],
		...ownText(explanation, told, options),
		kernelsText(told, options),
		impossibleText(explanation, told, options),
		afterText(explanation, told, options),
		closing(explanation, told),
	];
	return `${parts
		.filter((part) => part.length > 0)
		.map((part) => part.join("\n"))
		.join("\n\n")}\n`;
}

interface Told {
	/** What this code brings about: a mistake of balance or order, or gone after the change. */
	readonly own: readonly Outcome[];
	/** Possible before and after. */
	readonly kernels: readonly Outcome[];
	readonly impossible: readonly Outcome[];
	readonly undecided: readonly Outcome[];
}

function sortOutcomes(explanation: Explanation): Told {
	const { outcomes } = explanation;
	const own = ownOutcomes(explanation);
	return {
		own,
		kernels: outcomes.filter(
			(outcome) => outcome.reachable === true && !own.includes(outcome),
		),
		impossible: outcomes.filter(
			({ reachable, path }) => reachable === false && path === "as written",
		),
		undecided: outcomes.filter(({ reachable }) => reachable === null),
	};
}

const cases = [
	"outside the cases of pin_user_pages.rst (nothing is written, no device is involved)",
	"case 1 of pin_user_pages.rst, direct I/O",
	"case 2 of pin_user_pages.rst, held for as long as user space likes",
	"case 3 of pin_user_pages.rst, an mmu notifier takes the pages away in time",
	"case 4 of pin_user_pages.rst, only struct page is looked at",
	"case 5 of pin_user_pages.rst, the kernel writes to the contents",
];

function siteText({ site, life, kernel }: Explanation): string[] {
	const evidence = site.caseEvidence
		.slice(0, 3)
		.map(({ line, text }) => `${text} (line ${line})`)
		.join("; ");
	const rows = life.map(
		({ at, says }) => [`${at.line}`, at.text, says] as const,
	);
	const width = Math.min(
		Math.max(0, ...rows.map(([, text]) => text.length)),
		66,
	);
	const numbers = Math.max(0, ...rows.map(([line]) => line.length));
	const followed =
		kernel.version === kernel.era.slice(1) ? "" : ` (${kernel.note})`;
	return [
		...rows.map(
			([line, text, says]) =>
				`  ${line.padStart(numbers)}  ${clip(text, width).padEnd(width)}  ${says}`,
		),
		...(site.kind === "none"
			? wrap(
					"The page array is NULL: the pages are only faulted in. Nothing is held, and nothing has to be released.",
				)
			: []),
		...wrap(
			`This is ${cases[site.case]}${evidence === "" ? "" : `: ${evidence}`}.`,
		),
		...wrap(
			`Explored for Linux ${kernel.version}${followed}; pins: ${kernel.scheme}, policy ${kernel.policy}.`,
		),
	];
}

function findingsText({ findings }: TextOptions): string[] {
	return findings.flatMap(({ code, line, title, consequence }) => [
		`${code} at line ${line}: ${title}`,
		...wrap(consequence, "  "),
	]);
}

function clip(text: string, width: number): string {
	return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function adviceLines(
	{ advice, site }: Explanation,
	{ tones, findings }: TextOptions,
): string[] {
	if (advice === null || site.kind === "none") return [];
	const fits =
		advice.call === site.api &&
		advice.flags.every((flag) => site.flags.includes(flag));
	const says = advice.followed
		? `The call and its release fit: ${adviceText(advice)}: ${advice.reason}.${findings.length > 0 ? " What has to change is the path." : ""}`
		: fits
			? `The call fits; the release should be ${advice.release}: ${advice.reason}.`
			: `It should be ${adviceText(advice)}: ${advice.reason}.`;
	const lines = wrap(says);
	return advice.followed ? lines : lines.map(tones.strong);
}

function ownText(
	{ afterConversion, onlyIfWritten }: Explanation,
	{ own }: Told,
	options: TextOptions,
): string[][] {
	if (own.length === 0) return [];
	const mistake = own.some(isMistake);
	const when =
		onlyIfWritten && !mistake
			? "if the pages are written (the code does not say on every path)"
			: "as the code is";
	const title =
		afterConversion.length > 0
			? `What goes wrong ${when}, and not after that change:`
			: `What goes wrong ${when}:`;
	return [[options.tones.strong(title)], ...runsText(byName(own), options)];
}

/** So many are told with what comes of them; the rest is the run alone. */
const consequencesTold = 4;

function runsText(
	outcomes: readonly Outcome[],
	options: TextOptions,
): string[][] {
	return outcomes.map((outcome, index) =>
		index < consequencesTold || options.all
			? outcomeText(outcome, `${index + 1}.`, options, index === 0)
			: runText(outcome, `${index + 1}.`, options),
	);
}

function runText(
	outcome: Outcome,
	number: string,
	{ tones }: TextOptions,
): string[] {
	return [
		`${number} ${tones.error(nameOf(outcome))}`,
		...wrap(turnLine(outcome.steps), "   ", "     "),
	];
}

/** The same on several paths of one kind is told once, with all the lines. */
function byName(outcomes: readonly Outcome[]): readonly Outcome[] {
	const merged = new Map<string, Outcome>();
	for (const outcome of outcomes) {
		const { failure, name, finding, path } = outcome;
		const usual = path === "as written";
		const key = usual ? `${failure} ${name}` : `${failure} ${name} ${finding}`;
		const known = merged.get(key);
		merged.set(
			key,
			known === undefined
				? outcome
				: { ...known, path: `${known.path} and ${path.replace(/^.*, /, "")}` },
		);
	}
	return [...merged.values()];
}

function outcomeText(
	outcome: Outcome,
	number: string,
	options: TextOptions,
	atLength: boolean,
): string[] {
	const head = `${number} ${options.tones.error(nameOf(outcome))}`;
	const so = wrap(`So ${outcome.consequence}.`, "   ");
	if (!atLength && !options.all)
		return [...runText(outcome, number, options), ...so];
	const decisive = tellingOrder(outcome).flatMap(([first, second]) =>
		wrap(
			`In every run that fails, ${plainLabel(first.label)} (${first.actor}) comes before ${plainLabel(second.label)} (${second.actor}): that order is the bug.`,
			"   ",
		),
	);
	return [
		head,
		...storyText(outcome, options),
		...(outcome.ending === "" ? [] : wrap(outcome.ending, "   ")),
		...so,
		...decisive,
	];
}

/** Of the orders that every failing run has: one with the touch of the contents in it, if there is one; the last. */
function tellingOrder({
	decisive,
	steps,
}: Outcome): (readonly [ExplainedStep, ExplainedStep])[] {
	const pairs = decisive.flatMap(({ earlier, later }) => {
		const [first, second] = [steps[earlier - 1], steps[later - 1]];
		return first === undefined || second === undefined
			? []
			: [[first, second] as const];
	});
	const touching = pairs.filter((pair) =>
		pair.some(({ operationText }) => /_(write|read)\b/.test(operationText)),
	);
	return (touching.length > 0 ? touching : pairs).slice(-1);
}

function nameOf({ name, failure, path }: Outcome): string {
	return `${name} (${failure}${path === "as written" ? "" : `; on the path of ${path}`})`;
}

function kernelsText({ own, kernels }: Told, options: TextOptions): string[] {
	const [first] = kernels;
	if (first === undefined) return [];
	if (own.length > 0)
		return [
			options.tones.strong(
				"What this kernel does not prevent, whichever call is used:",
			),
			...kernels.flatMap((outcome) => runText(outcome, "-", options)),
		];
	return [
		options.tones.strong(
			options.findings.length > 0
				? "By the order of steps only this goes wrong, which this kernel does not prevent, whichever call is used:"
				: "Nothing goes wrong by a mistake of this code. What this kernel does not prevent, whichever call is used:",
		),
		...runsText(kernels, options).flat(),
	];
}

function impossibleText(
	{ outcomes }: Explanation,
	{ own, kernels, impossible, undecided }: Told,
	{ tones, findings }: TextOptions,
): string[] {
	const nothing =
		outcomes.length > 0 && own.length + kernels.length + undecided.length === 0;
	const list = impossible
		.map(
			({ name, failure, states }) =>
				`${name} (${failure}: ${states.toLocaleString("en-US")})`,
		)
		.join("; ");
	return [
		...(nothing
			? [
					tones.strong(
						findings.length > 0
							? "By the order of steps nothing else goes wrong."
							: "Nothing goes wrong.",
					),
				]
			: []),
		...(impossible.length === 0
			? []
			: wrap(
					`What cannot happen in any interleaving (states checked): ${list}.`,
				)),
		...(undecided.length === 0
			? []
			: wrap(
					`Not decided, too many states: ${undecided.map(nameOf).join("; ")}.`,
				)),
	];
}

function afterText(
	{ afterConversion, afterRefusals, advice, site }: Explanation,
	{ own }: Told,
	{ tones }: TextOptions,
): string[] {
	const gone = afterConversion.filter(
		({ name, reachable }) =>
			reachable === false && own.some((other) => other.name === name),
	);
	if (gone.length === 0) return [];
	const states = gone.reduce((sum, one) => sum + one.states, 0);
	const what =
		gone.length === 1
			? `"${gone[0]?.name}" cannot`
			: `none of these ${gone.length} can`;
	return [
		...wrap(
			`After the change${advice === null || advice.call === site.api ? "" : `, with ${advice.call}()`}, ${what} happen: ${states.toLocaleString("en-US")} states, all interleavings checked.`,
		).map(tones.strong),
		...afterRefusals.flatMap((text) => wrap(text)),
	];
}

function closing(
	{ assumptions, unknown, outcomes, title }: Explanation,
	{ own, kernels }: Told,
): string[] {
	const first = own[0] ?? kernels[0];
	const place = title.replace(/: .*/, "");
	return [
		...(unknown.length === 0
			? []
			: unknown.flatMap((text) => wrap(`Not known: ${text}`, "", "  "))),
		...(outcomes.length === 0
			? []
			: assumptions.flatMap((text) => wrap(`Assumed: ${text}`, "", "  "))),
		...(first === undefined
			? []
			: [
					`Replay: pinfold explain ${place} --litmus ${quoted(first.failure)} > it.litmus && pinfold explore it.litmus`,
				]),
	];
}

/** For a shell: F1' has a quote in it. */
function quoted(failure: string): string {
	return failure.includes("'") ? `"${failure}"` : failure;
}
