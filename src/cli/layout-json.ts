// The layout as JSON, schema 1.

import type { SchemeFit } from "#mm/layout/fit-schemes.ts";
import type { KernelLayout } from "#mm/layout/kernel-layout.ts";
import { version } from "./version.ts";

export function layoutJson(
	path: string,
	layout: KernelLayout,
	schemes: readonly SchemeFit[],
): string {
	const { era, architecture, config, pageBytes, budget, structPage } = layout;
	const document = {
		schema: 1,
		tool: { name: "pinfold", version },
		config: {
			path,
			release: config.release,
			lines: config.lines,
			badLines: config.badLines,
		},
		era,
		architecture: architecture.name,
		pageBytes,
		budget,
		structPage,
		schemes,
	};
	return `${JSON.stringify(document, null, 2)}\n`;
}
