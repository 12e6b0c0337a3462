// `pinfold schemes`: which scheme lets which failure happen, all of it explored.

import { type EraName, eraNames } from "#mm/eras/era.ts";
import { policyNamed } from "#mm/policies/policies.ts";
import { schemeNamed } from "#mm/schemes/schemes.ts";
import { matrixOf } from "#scenarios/matrix.ts";
import { matrixHtml } from "#scenarios/text/matrix-html.ts";
import { matrixJson } from "#scenarios/text/matrix-json.ts";
import { matrixText } from "#scenarios/text/matrix-text.ts";
import { Refusal } from "./refusal.ts";

export interface SchemesCommandOptions {
	readonly era: string;
	/** null: each scheme's suitable policy. */
	readonly policy: string | null;
	/** Empty: all. */
	readonly schemes: readonly string[];
	readonly format: "text" | "json" | "html";
}

/** @throws Refusal for an era, policy or scheme that does not exist. */
export function schemesCommand(
	options: SchemesCommandOptions,
	context: { write(text: string): void },
): void {
	const matrix = matrixOf({
		era: eraOf(options.era),
		...(options.policy === null
			? {}
			: { policy: known(() => policyNamed(options.policy ?? "").name) }),
		...(options.schemes.length === 0
			? {}
			: { schemes: options.schemes.map((id) => known(() => schemeNamed(id))) }),
	});
	const text = {
		text: () => matrixText(matrix),
		json: () => `${JSON.stringify(matrixJson(matrix), null, "\t")}\n`,
		html: () => matrixHtml(matrix),
	}[options.format]();
	context.write(text);
}

function eraOf(name: string): EraName {
	const found = eraNames.find((era) => era === name);
	if (found === undefined)
		throw new Refusal(`there is no era '${name}': ${eraNames.join(" ")}`);
	return found;
}

function known<Value>(find: () => Value): Value {
	try {
		return find();
	} catch (error) {
		if (error instanceof Error) throw new Refusal(error.message);
		throw error;
	}
}
