// The question of a scenario, as a heading.

import { failureTitles } from "#mm/failures/failure.ts";
import { isFailureId } from "#scenarios/condition-expression.ts";
import { formatCondition } from "#scenarios/litmus/format-litmus.ts";
import type { Condition } from "#scenarios/litmus/litmus-test.ts";

export interface ConditionWords {
	/** "F3", or the condition as a litmus file has it. */
	short: string;
	/** "write to a page the file system believes clean"; empty for a condition that says it itself. */
	title: string;
}

export function conditionWords(condition: Condition): ConditionWords {
	if (condition.kind === "failure" && isFailureId(condition.name))
		return { short: condition.name, title: failureTitles[condition.name] };
	if (condition.kind === "deadlock")
		return {
			short: "deadlock",
			title: "somebody waits for ever and nobody can go on",
		};
	return { short: formatCondition(condition), title: "" };
}
