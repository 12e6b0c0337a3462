// `pinfold layout --config FILE`: what a kernel configuration leaves in page->flags and struct page, and for which
// schemes that is enough.

import { type Era, eraOfRelease, eras } from "#mm/layout/era.ts";
import { fitSchemes } from "#mm/layout/fit-schemes.ts";
import type { KernelConfig } from "#mm/layout/kernel-config.ts";
import { deriveLayout } from "#mm/layout/kernel-layout.ts";
import { parseConfig } from "#mm/layout/parse-config.ts";
import type { Palette } from "#report/palette.ts";
import { layoutJson } from "./layout-json.ts";
import { readConfig } from "./read-config.ts";
import { Refusal } from "./refusal.ts";
import { renderLayout } from "./render-layout.ts";

export interface LayoutOptions {
	/** Path of a .config, plain or packed with gzip. */
	readonly config: string;
	/** A release such as `6.12` or `v5.0`; null: the one that the configuration names in its first comment. */
	readonly kernel: string | null;
	readonly format: "text" | "json";
}

export interface LayoutOutput {
	readonly write: (text: string) => void;
	readonly palette: Palette;
}

/**
 * @returns 0, or 1 when a kernel with this configuration does not compile.
 * @throws Refusal when the file is no configuration, or its release or architecture has no rules here.
 */
export function layoutCommand(
	options: LayoutOptions,
	{ write, palette }: LayoutOutput,
): 0 | 1 {
	const config = parseConfig(readConfig(options.config));
	if (config.options.size === 0)
		throw new Refusal(
			`${options.config}: no line of the form CONFIG_…=y: give a kernel's .config`,
		);
	const layout = deriveLayout(config, findEra(options, config));
	if ("kind" in layout)
		throw new Refusal(`${options.config}: ${layout.reason}`);
	const schemes = fitSchemes(layout);
	write(
		options.format === "json"
			? layoutJson(options.config, layout, schemes)
			: renderLayout(options.config, layout, schemes, palette),
	);
	return layout.budget.problems.length > 0 ? 1 : 0;
}

function findEra(options: LayoutOptions, config: KernelConfig): Era {
	const release = options.kernel ?? config.release;
	const known = eras.map((era) => era.slice(1)).join(", ");
	if (release === null)
		throw new Refusal(
			`${options.config}: names no kernel release: give one of ${known} with --kernel`,
		);
	const era = eraOfRelease(release);
	if (era === null)
		throw new Refusal(
			options.kernel === null
				? `${options.config}: of kernel ${release}, whose rules are not known: give one of ${known} with --kernel`
				: `the rules of kernel ${release} are not known: give one of ${known} with --kernel`,
		);
	return era;
}
