// An explanation for people: the best part first, a screen or two.

import type { Explanation, Outcome } from "../explanation.ts";
import { storyText } from "./story-text.ts";
import { turnLine } from "./turns.ts";

/** How words are set apart on a terminal. */
export interface Tones {
	readonly strong: (text: string) => string;
	readonly error: (text: string) => string;
	readonly note: (text: string) => string;
}

export interface TextOptions {
	readonly tones: Tones;
	/** Every step of every schedule. */
	readonly all: boolean;
	/** A file as the user knows it. */
	readonly showPath: (file: string) => string;
	/** What the checks say about the site: `PF401 a device works on …`. */
	readonly findings: readonly string[];
}

export function explanationText(
	explanation: Explanation,
	options: TextOptions,
): string {
	const { tones } = options;
	const parts = [
		[tones.strong(explanation.title)],
		siteText(explanation),
		...(options.findings.length === 0 ? [] : [options.findings]),
		adviceText(explanation, tones),
		...outcomeParts(explanation, options),
		closing(explanation),
	];
	return `${parts
		.filter((part) => part.length > 0)
		.map((part) => part.join("\n"))
		.join("\n\n")}\n`;
}

const cases = [
	"outside the cases of pin_user_pages.rst: nothing is written and no device is involved",
	"case 1 of pin_user_pages.rst: direct I/O",
	"case 2 of pin_user_pages.rst: long-term, user space decides how long",
	"case 3 of pin_user_pages.rst: an mmu notifier takes the pages away in time",
	"case 4 of pin_user_pages.rst: only struct page is looked at",
	"case 5 of pin_user_pages.rst: the kernel writes to the contents",
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
		72,
	);
	const numbers = Math.max(0, ...rows.map(([line]) => line.length));
	return [
		...rows.map(
			([line, text, says]) =>
				`  ${line.padStart(numbers)}  ${clip(text, width).padEnd(width)}  ${says}`,
		),
		...(site.kind === "none"
			? [
					"It only faults the pages in (the page array is NULL): nothing is held, and nothing has to be released.",
				]
			: []),
		`This is ${cases[site.case]}${evidence === "" ? "" : `: ${evidence}`}.`,
		`Explored for Linux ${kernel.version}: ${kernel.note}; pins are tracked by ${kernel.scheme}, policy ${kernel.policy}.`,
	];
}

function clip(text: string, width: number): string {
	return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function adviceText({ advice, site }: Explanation, tones: Tones): string[] {
	if (advice === null || site.kind === "none") return [];
	const flags =
		advice.flags.length === 0 ? "" : ` with ${advice.flags.join(" | ")}`;
	const text = `${advice.call}()${flags}, released with ${advice.release}`;
	return [
		advice.followed
			? `The call fits: ${text}; ${advice.reason}.`
			: `${tones.strong("It should be")} ${text}: ${advice.reason}.`,
	];
}

function outcomeParts(
	explanation: Explanation,
	options: TextOptions,
): string[][] {
	const { tones } = options;
	const { outcomes, afterConversion } = explanation;
	const possible = outcomes.filter(({ reachable }) => reachable === true);
	const impossible = outcomes.filter(({ reachable }) => reachable === false);
	const open = outcomes.filter(({ reachable }) => reachable === null);
	const staysAfter = (outcome: Outcome): boolean =>
		afterConversion.length === 0 ||
		afterConversion.some(
			(other) => other.name === outcome.name && other.reachable === true,
		);
	const own = possible.filter(
		(outcome) => !staysAfter(outcome) || isDriversOwn(outcome),
	);
	const kernels = possible.filter((outcome) => !own.includes(outcome));
	const parts: string[][] = [];
	if (own.length > 0)
		parts.push([
			tones.strong(
				`What goes wrong as the code is${afterConversion.length > 0 ? ", and not after that change" : ""}`,
			),
		]);
	own.forEach((outcome, index) => {
		parts.push(outcomeText(outcome, index + 1, options, index === 0));
	});
	if (kernels.length > 0)
		parts.push([
			tones.strong(
				own.length === 0 && outcomes.length > 0
					? "Nothing goes wrong that this code could prevent. What the kernel itself does not prevent:"
					: "What the kernel itself does not prevent, before or after:",
			),
			...kernels.flatMap((outcome, index) =>
				own.length === 0 && index === 0
					? [
							`  ${nameOf(outcome)}`,
							...indented(storyText(outcome, storyOptions(options))),
						]
					: [`  ${nameOf(outcome)}`, `      ${turnLine(outcome.steps)}`],
			),
		]);
	else if (own.length === 0 && outcomes.length > 0)
		parts.push([tones.strong("Nothing goes wrong.")]);
	if (impossible.length > 0)
		parts.push([
			tones.strong("What cannot happen, all interleavings checked:"),
			...impossible.map(
				({ name, failure, states, path }) =>
					`  ${name} (${failure}${path === "as written" ? "" : `, ${path}`}): ${states.toLocaleString("en-US")} states`,
			),
		]);
	if (open.length > 0)
		parts.push([
			tones.strong("Not decided, too many states:"),
			...open.map((outcome) => `  ${nameOf(outcome)}`),
		]);
	if (afterConversion.length > 0)
		parts.push(afterText(explanation, own, tones));
	return parts;
}

/** A mistake of balance or order: no kernel prevents it, and it is the driver's all the same. */
function isDriversOwn({ failure, path, stuck }: Outcome): boolean {
	return (
		failure === "F16" || failure === "F23" || (stuck && path !== "as written")
	);
}

function nameOf({ name, failure, path }: Outcome): string {
	return `${name} (${failure}${path === "as written" ? "" : `, on the path of ${path}`})`;
}

function storyOptions(options: TextOptions) {
	return { all: options.all, file: options.showPath };
}

function indented(lines: readonly string[]): string[] {
	return lines.map((line) => `  ${line}`);
}

function outcomeText(
	outcome: Outcome,
	number: number,
	options: TextOptions,
	atLength: boolean,
): string[] {
	const { tones } = options;
	const head = `${number}. ${tones.error(nameOf(outcome))}`;
	if (!atLength && !options.all)
		return [
			head,
			`   ${turnLine(outcome.steps)}${outcome.stuck ? ", without end" : ""}`,
			`   So ${outcome.consequence}.`,
		];
	const decisive = outcome.decisive.flatMap(({ earlier, later }) => {
		const [first, second] = [earlier, later].map(
			(step) => outcome.steps[step - 1],
		);
		return first === undefined || second === undefined
			? []
			: [
					`   The order is the bug: ${first.actor}'s ${first.label} before ${second.actor}'s ${second.label}, in every run that fails.`,
				];
	});
	return [
		head,
		...storyText(outcome, storyOptions(options)),
		...(outcome.stuck
			? [
					"   From here on it can never succeed: the last lap is all that is left.",
				]
			: []),
		`   So ${outcome.consequence}.`,
		...decisive.slice(0, 1),
	];
}

function afterText(
	{ afterConversion, advice }: Explanation,
	own: readonly Outcome[],
	tones: Tones,
): string[] {
	const gone = own.filter((outcome) =>
		afterConversion.some(
			(other) => other.name === outcome.name && other.reachable === false,
		),
	);
	const names = [...new Set(gone.map(({ name }) => name))];
	const states = afterConversion
		.filter(({ reachable }) => reachable === false)
		.reduce((sum, one) => sum + one.states, 0);
	if (names.length === 0) return [];
	return [
		tones.strong(
			`After the change (${advice?.call ?? ""}()) none of ${names.length === 1 ? "that" : `these ${names.length}`} can happen: ${states.toLocaleString("en-US")} states, all interleavings checked.`,
		),
	];
}

function closing({
	assumptions,
	unknown,
	outcomes,
	site,
}: Explanation): string[] {
	const first = outcomes.find(({ reachable }) => reachable === true);
	return [
		...assumptions.map((text) => `Assumed: ${text}`),
		...unknown.map((text) => `Not known: ${text}`),
		...(first === undefined
			? []
			: [
					`To replay: pinfold explain ${site.file}:${site.line} --litmus ${first.failure} > it.litmus && pinfold explore it.litmus`,
				]),
	];
}
