// What the page of an explanation shows: every question about every form of the code, with the C lines behind the steps.

import type { Explanation, Outcome } from "#explain/explanation.ts";
import { adviceText } from "#findings/advice.ts";
import type { LineReader } from "#findings/fingerprint.ts";
import { pinCases } from "#report/pin-cases.ts";
import { excerptsOf } from "#report/viewer/excerpts-of.ts";
import type {
	OperationPlace,
	PageForm,
	PageQuestion,
	ScenarioPage,
	ScenarioVariant,
} from "#report/viewer/scenario-page.ts";
import { version } from "./version.ts";

/** Lines of C shown before and after one that a step stands for. */
const around = 6;

export interface ExplainPageContext {
	/** As it was typed, without the name of the page's file. */
	readonly command: string;
	readonly sourceLine: LineReader;
	/** What the checks say about the site, a sentence each. */
	readonly findings: readonly string[];
}

/** Null where nothing was explored: there is nothing to watch. */
export function explainPage(
	explanation: Explanation,
	{ command, sourceLine, findings }: ExplainPageContext,
): ScenarioPage | null {
	const { title, life, assumptions, unknown } = explanation;
	const outcomes = [...explanation.outcomes, ...explanation.afterConversion];
	const [form, ...forms] = formsOf(outcomes);
	const [question, ...questions] = questionsOf(outcomes);
	const [variant, ...variants] = variantsOf(outcomes);
	if (!form || !question || !variant) return null;
	return {
		title,
		paragraphs: sentencesOf(explanation),
		findings,
		life: life.map(({ at, says }) => ({ ...at, says })),
		assumptions: [
			...assumptions,
			...unknown.map((text) => `Not known: ${text}`),
		],
		command,
		version,
		forms: [form, ...forms],
		questions: [question, ...questions],
		variants: [variant, ...variants],
		chosen: {},
		excerpts: excerptsOf(
			[variant, ...variants]
				.flatMap(({ places }) => places)
				.map(({ file, line }) => ({ file, line, around })),
			sourceLine,
		),
	};
}

function sentencesOf({ site, advice, kernel }: Explanation): string[] {
	const where =
		site.case === 0
			? "It is none of the cases of pin_user_pages.rst"
			: `It is case ${site.case} of pin_user_pages.rst, ${pinCases[site.case]}`;
	return [
		`${where}. Explored for Linux ${kernel.version} (${kernel.scheme}, policy ${kernel.policy}).`,
		...(advice === null
			? []
			: [
					advice.followed
						? `The call and its release fit: ${advice.reason}.`
						: `It should be ${adviceText(advice)}: ${advice.reason}.`,
				]),
	];
}

function idOf(text: string): string {
	return text
		.toLowerCase()
		.replaceAll("'", "-prime")
		.replaceAll(/[^a-z0-9]+/g, "-")
		.replaceAll(/^-|-$/g, "");
}

function formsOf(outcomes: readonly Outcome[]): PageForm[] {
	return [...new Set(outcomes.map(({ path }) => path))].map((path) => ({
		id: idOf(path),
		name: /^PF\d/.test(path) ? `on the path of ${path}` : path,
	}));
}

function questionsOf(outcomes: readonly Outcome[]): PageQuestion[] {
	const known = new Map<string, PageQuestion>();
	for (const { failure, name, consequence } of outcomes)
		if (!known.has(name))
			known.set(name, { id: idOf(name), failure, name, consequence });
	return [...known.values()];
}

/** Those that can happen first: the page opens with the first. */
function variantsOf(outcomes: readonly Outcome[]): ScenarioVariant[] {
	const rank = ({ reachable }: Outcome): number => (reachable === true ? 0 : 1);
	return outcomes
		.toSorted((a, b) => rank(a) - rank(b))
		.map((outcome) => ({
			form: idOf(outcome.path),
			question: idOf(outcome.name),
			litmus: outcome.litmus,
			stuck: outcome.stuck,
			answer: { reachable: outcome.reachable, states: outcome.states },
			places: placesOf(outcome),
		}));
}

function placesOf({ stepSources }: Outcome): OperationPlace[] {
	return Object.entries(stepSources).flatMap(([actor, lines]) =>
		lines.flatMap((line, operation) =>
			line === null
				? []
				: [{ actor, operation, file: line.file, line: line.line }],
		),
	);
}
