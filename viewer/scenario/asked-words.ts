// What is asked, in words.

import { failureTitles } from "#mm/failures/failure.ts";
import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import { isFailureId } from "#scenarios/condition-expression.ts";
import { formatCondition } from "#scenarios/litmus/format-litmus.ts";
import type { Condition } from "#scenarios/litmus/litmus-test.ts";
import { type Choice, variantOf } from "./choice.ts";

export interface AskedWords {
	/** "F3", or the condition as a litmus file has it. */
	short: string;
	/** "write to a page the file system believes clean"; empty for a condition that says it itself. */
	title: string;
	/** What a user of the machine sees of it; may be empty. */
	consequence: string;
}

export function askedWords(
	page: ScenarioPage,
	choice: Choice,
	exists: Condition,
): AskedWords {
	const { question } = variantOf(page, choice);
	const told = page.questions.find(({ id }) => id === question);
	return choice.instead === "" && told !== undefined && told.name !== ""
		? { short: told.failure, title: told.name, consequence: told.consequence }
		: conditionWords(exists);
}

export function conditionWords(condition: Condition): AskedWords {
	const consequence = "";
	if (condition.kind === "failure" && isFailureId(condition.name))
		return {
			short: condition.name,
			title: failureTitles[condition.name],
			consequence,
		};
	if (condition.kind === "deadlock")
		return {
			short: "deadlock",
			title: "somebody waits for ever and nobody can go on",
			consequence,
		};
	return { short: formatCondition(condition), title: "", consequence };
}
