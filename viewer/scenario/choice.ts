// What the reader may choose, and the litmus test that it makes of the page's text.

import { eraNames } from "#mm/eras/era.ts";
import { eras } from "#mm/eras/eras.ts";
import type { FailureId } from "#mm/failures/failure.ts";
import { policies } from "#mm/policies/policies.ts";
import { schemeNamed, schemes } from "#mm/schemes/schemes.ts";
import type {
	ScenarioPage,
	ScenarioVariant,
} from "#report/viewer/scenario-page.ts";
import { isFailureId } from "#scenarios/condition-expression.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import { parseLitmus } from "#scenarios/litmus/parse-litmus.ts";

export interface Choice {
	/** Id of a form of the page. */
	form: string;
	/** Id of a question of the page. */
	question: string;
	/** A failure of the catalogue, asked instead about the same actors. */
	instead: FailureId | "";
	era: string;
	scheme: string;
	policy: string;
}

/** What is explored. */
export interface Asked {
	test: LitmusTest;
	/** The failure is that the closing condition cannot be met any more. */
	stuck: boolean;
}

/** The variant of a form and question; of the form's first question where that one is not asked about it. */
export function variantOf(
	page: ScenarioPage,
	{ form, question }: Pick<Choice, "form" | "question">,
): ScenarioVariant {
	const ofForm = page.variants.filter((one) => one.form === form);
	return (
		ofForm.find((one) => one.question === question) ??
		ofForm[0] ??
		page.variants[0]
	);
}

/** What the page shows before anybody has chosen. */
export function startingChoice(page: ScenarioPage): Choice {
	return startingWith(page, page.variants[0]);
}

/** A variant as its litmus text, or the command line, has it. */
function startingWith(page: ScenarioPage, variant: ScenarioVariant): Choice {
	const { setting } = parseLitmus(variant.litmus);
	return {
		form: variant.form,
		question: variant.question,
		instead: "",
		era: page.chosen.era ?? setting.era,
		scheme: page.chosen.scheme ?? setting.scheme,
		policy: page.chosen.policy ?? setting.policy,
	};
}

/** Leaves out of a choice what does not exist here: links may be old, or typed. */
export function validChoice(
	page: ScenarioPage,
	wanted: Partial<Record<keyof Choice, string>>,
): Choice {
	const known = (word: string | undefined, names: readonly string[]) =>
		word !== undefined && names.includes(word) ? word : undefined;
	const first = startingChoice(page);
	const variant = variantOf(page, {
		form: wanted.form ?? first.form,
		question: wanted.question ?? first.question,
	});
	const start = startingWith(page, variant);
	const { instead = "" } = wanted;
	return {
		...start,
		instead: isFailureId(instead) ? instead : "",
		era: known(wanted.era, eraNames) ?? start.era,
		scheme:
			known(
				wanted.scheme,
				schemes.map(({ id }) => id),
			) ?? start.scheme,
		policy:
			known(
				wanted.policy,
				policies.map(({ name }) => name),
			) ?? start.policy,
	};
}

/** Kernel, scheme and policy are as the variant has them. */
export function isAsGiven(page: ScenarioPage, choice: Choice): boolean {
	const own = startingWith(page, variantOf(page, choice));
	return (
		own.era === choice.era &&
		own.scheme === choice.scheme &&
		own.policy === choice.policy
	);
}

/**
 * Another form or question. Kernel, scheme and policy stay if the reader has chosen them, else they are what the variant
 * brings along.
 */
export function withVariant(
	page: ScenarioPage,
	choice: Choice,
	wanted: Partial<Pick<Choice, "form" | "question">>,
): Choice {
	const variant = variantOf(page, { ...choice, ...wanted });
	const { form, question } = variant;
	return isAsGiven(page, choice)
		? startingWith(page, variant)
		: { ...choice, form, question, instead: "" };
}

/** A scheme brings the policy its proposers had in mind. */
export function withScheme(choice: Choice, scheme: string): Choice {
	return { ...choice, scheme, policy: schemeNamed(scheme).suitablePolicy };
}

/** A kernel brings the scheme and policy it really has. */
export function withEra(choice: Choice, era: string): Choice {
	const name = eraNames.find((one) => one === era);
	if (name === undefined) return choice;
	const { scheme, policy } = eras[name];
	return { ...choice, era, scheme, policy };
}

/** @throws LitmusError for a page that was not made by Pinfold. */
export function askedBy(page: ScenarioPage, choice: Choice): Asked {
	const variant = variantOf(page, choice);
	const test = parseLitmus(variant.litmus);
	const era = eraNames.find((name) => name === choice.era) ?? test.setting.era;
	return {
		stuck: variant.stuck && choice.instead === "",
		test: {
			...test,
			states: null,
			setting: {
				...test.setting,
				era,
				scheme: choice.scheme,
				policy: choice.policy,
			},
			exists:
				choice.instead === ""
					? test.exists
					: { kind: "failure", name: choice.instead },
		},
	};
}
