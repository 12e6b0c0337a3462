// `pinfold claims [ID…]`: the ledger of claims, each decided by exploration or computation.

import { decide } from "#scenarios/claims/decide.ts";
import { ledger } from "#scenarios/claims/ledger.ts";
import { claimsJson } from "#scenarios/text/claims-json.ts";
import { claimsSummary, claimText } from "#scenarios/text/claims-text.ts";
import { Refusal } from "./refusal.ts";

export interface ClaimsCommandOptions {
	/** Empty: all; a single one is shown with its schedule. */
	readonly ids: readonly string[];
	readonly format: "text" | "json";
}

/** @throws Refusal for a claim that does not exist. */
export function claimsCommand(
	options: ClaimsCommandOptions,
	context: { write(text: string): void },
): void {
	const wanted = options.ids.map((id) => id.toUpperCase());
	for (const id of wanted)
		if (!ledger.some((claim) => claim.id === id))
			throw new Refusal(
				`there is no claim '${id}': ${ledger[0]?.id} to ${ledger.at(-1)?.id}`,
			);
	const claims =
		wanted.length === 0
			? ledger
			: ledger.filter((claim) => wanted.includes(claim.id));
	if (options.format === "json") {
		const results = claims.map(decide);
		context.write(`${JSON.stringify(claimsJson(results), null, "\t")}\n`);
		return;
	}
	const results = claims.map((claim) => {
		const result = decide(claim);
		context.write(claimText(result, wanted.length > 0));
		return result;
	});
	context.write(claimsSummary(results));
}
