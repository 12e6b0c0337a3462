// Steps that stand for a place in the kernel.

import { not, type Operand } from "#explore/language/expression.ts";
import {
	choose,
	from,
	type Part,
	type Statement,
	type Step,
	step,
	when,
} from "#explore/language/statement.ts";
import type { EraName } from "../eras/era.ts";
import {
	formatReference,
	parseReference,
	type References,
	referenceIn,
} from "./reference.ts";

/** Makes the steps of one era. */
export interface KernelSteps {
	/** One step, labelled with what the kernel calls there. */
	step(references: References, ...parts: Part[]): Step;
	/** One step that tests the state and goes one of two ways. */
	branch(
		references: References,
		condition: Operand,
		then: readonly Statement[],
		otherwise?: readonly Statement[],
		...parts: Part[]
	): Statement;
}

export function kernelSteps(
	era: EraName,
	used: (text: string) => void = () => {},
): KernelSteps {
	const labelled = (references: References, suffix: string, parts: Part[]) => {
		const text = referenceIn(references, era);
		used(text);
		const reference = parseReference(text);
		const note = [reference.note, suffix].filter((part) => part !== "");
		const label = [reference.text, ...note].join(": ");
		return step(label, from(formatReference(reference, era)), ...parts);
	};
	return {
		step: (references, ...parts) => labelled(references, "", parts),
		branch: (references, condition, then, otherwise = [], ...parts) =>
			choose(
				[labelled(references, "yes", [when(condition), ...parts]), ...then],
				[
					labelled(references, "no", [when(not(condition)), ...parts]),
					...otherwise,
				],
			),
	};
}
