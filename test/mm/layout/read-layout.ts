import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Era } from "#mm/layout/era.ts";
import type { KernelConfig } from "#mm/layout/kernel-config.ts";
import { deriveLayout, type KernelLayout } from "#mm/layout/kernel-layout.ts";
import { parseConfig } from "#mm/layout/parse-config.ts";

const configs = join(dirname(fileURLToPath(import.meta.url)), "configs");

export function readConfig(name: string): KernelConfig {
	return parseConfig(readFileSync(join(configs, `${name}.config`), "utf8"));
}

/** A configuration from options such as `X86_64 NR_CPUS=512`; an option without a value is y. */
export function configOf(options: string): KernelConfig {
	return parseConfig(
		options
			.trim()
			.split(/\s+/)
			.map((option) => `CONFIG_${option}${option.includes("=") ? "" : "=y"}`)
			.join("\n"),
	);
}

/** @throws when the rules are not known for its architecture. */
export function layoutOf(config: KernelConfig, era: Era): KernelLayout {
	const layout = deriveLayout(config, era);
	if ("kind" in layout) throw new Error(layout.reason);
	return layout;
}
