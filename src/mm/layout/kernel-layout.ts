// All that follows from one configuration: the budget of page->flags and the size of struct page.

import {
	type Architecture,
	architectureNames,
	findArchitecture,
} from "./architecture.ts";
import type { Era } from "./era.ts";
import { deriveFlagBudget, type FlagBudget } from "./flag-budget.ts";
import type { KernelConfig } from "./kernel-config.ts";
import { pageSizeOf } from "./page-size.ts";
import { layOutStructPage, type StructPage } from "./struct-page.ts";

export interface KernelLayout {
	readonly era: Era;
	readonly config: KernelConfig;
	readonly architecture: Architecture;
	readonly pageBytes: number;
	readonly budget: FlagBudget;
	readonly structPage: StructPage;
}

/** Why nothing can be said, in one sentence. */
export interface NoLayout {
	readonly kind: "no layout";
	readonly reason: string;
}

export function deriveLayout(
	config: KernelConfig,
	era: Era,
): KernelLayout | NoLayout {
	const architecture = findArchitecture(config);
	if ("unknown" in architecture)
		return {
			kind: "no layout",
			reason:
				architecture.unknown === null
					? `the configuration names no architecture: one of ${architectureNames.join(", ")} is expected`
					: `the rules of CONFIG_${architecture.unknown} are not known: only ${architectureNames.join(", ")}`,
		};
	const budget = deriveFlagBudget(config, era, architecture);
	return {
		era,
		config,
		architecture,
		pageBytes: pageSizeOf(config),
		budget,
		structPage: layOutStructPage(config, era, architecture, budget),
	};
}
