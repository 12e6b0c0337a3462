// What the reader may choose, and the litmus test that it makes of the page's text.

import { eraNames } from "#mm/eras/era.ts";
import { eras } from "#mm/eras/eras.ts";
import type { FailureId } from "#mm/failures/failure.ts";
import { policies } from "#mm/policies/policies.ts";
import { schemeNamed, schemes } from "#mm/schemes/schemes.ts";
import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import { isFailureId } from "#scenarios/condition-expression.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import { parseLitmus } from "#scenarios/litmus/parse-litmus.ts";

export interface Choice {
	/** Id of a variant. */
	variant: string;
	era: string;
	scheme: string;
	policy: string;
	/** The condition of the litmus text, or a failure of the catalogue. */
	question: "file" | FailureId;
}

/** The litmus test of a variant, as its text has it. @throws LitmusError */
export function testOfVariant(page: ScenarioPage, id: string): LitmusTest {
	const variant =
		page.variants.find((one) => one.id === id) ?? page.variants[0];
	return parseLitmus(variant.litmus);
}

/** What the page shows before anybody has chosen. */
export function startingChoice(page: ScenarioPage): Choice {
	const variant = page.variants[0];
	const { setting } = testOfVariant(page, variant.id);
	return {
		variant: variant.id,
		era: page.chosen.era ?? setting.era,
		scheme: page.chosen.scheme ?? setting.scheme,
		policy: page.chosen.policy ?? setting.policy,
		question: "file",
	};
}

/** Leaves out of a choice what does not exist here: links may be old, or typed. */
export function validChoice(
	page: ScenarioPage,
	wanted: Partial<Record<keyof Choice, string>>,
): Choice {
	const start = startingChoice(page);
	const known = (word: string | undefined, names: readonly string[]) =>
		word !== undefined && names.includes(word) ? word : undefined;
	const question = wanted.question;
	return {
		variant:
			known(
				wanted.variant,
				page.variants.map(({ id }) => id),
			) ?? start.variant,
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
		question:
			question !== undefined && isFailureId(question) ? question : "file",
	};
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

export function testOfChoice(page: ScenarioPage, choice: Choice): LitmusTest {
	const test = testOfVariant(page, choice.variant);
	const era = eraNames.find((name) => name === choice.era) ?? test.setting.era;
	return {
		...test,
		states: null,
		setting: {
			...test.setting,
			era,
			scheme: choice.scheme,
			policy: choice.policy,
		},
		exists:
			choice.question === "file"
				? test.exists
				: { kind: "failure", name: choice.question },
	};
}
