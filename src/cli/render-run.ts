// A run in the format that was asked for, with the paths that belong to it.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CheckResult } from "#findings/check-result.ts";
import type { RenderContext } from "#report/render-context.ts";
import { renderFinding } from "#report/render-finding.ts";
import { renderGithub } from "#report/render-github.ts";
import { renderJson } from "#report/render-json.ts";
import { renderSarif, type SarifContext } from "#report/render-sarif.ts";
import { renderSites } from "#report/render-sites.ts";
import { renderText } from "#report/render-text.ts";
import type { CheckRun } from "./check-run.ts";
import type { Format } from "./formats.ts";
import { pathsInRepository, repositoryOf } from "./repository.ts";
import { terminalPalette } from "./terminal-palette.ts";

export interface RenderOptions {
	readonly format: Format;
	/** The inventory alone; in the formats text and json. */
	readonly sites: boolean;
}

export function renderRun(run: CheckRun, options: RenderOptions): string {
	const { result, inputs } = run;
	if (options.sites) return renderInventory(run, options.format);
	switch (options.format) {
		case "json":
			return renderJson(result);
		case "sarif":
			return renderSarif(result, sarifContext(run));
		case "github":
			return renderGithub(
				result,
				pathsInRepository(inputs.root, repositoryOf(inputs.root)),
			);
		case "text":
			return renderText(result, textContext(run));
	}
}

/** The findings as text, one below the other. */
export function renderFindings(run: CheckRun): string {
	const context = textContext(run);
	return run.result.findings
		.map((finding) => renderFinding(finding, context))
		.join("");
}

function renderInventory({ result, inputs }: CheckRun, format: Format): string {
	if (format === "json") return renderJson(withoutFindings(result));
	return (
		renderSites(result.sites, (file) => join(inputs.shownRoot, file)) ||
		"no call that takes hold of user pages found\n"
	);
}

function textContext({ inputs, sourceLine }: CheckRun): RenderContext {
	return {
		palette: terminalPalette(),
		showPath: (file) => join(inputs.shownRoot, file),
		sourceLine,
	};
}

function sarifContext({ inputs, failures }: CheckRun): SarifContext {
	const repository = repositoryOf(inputs.root);
	return {
		pathInRepository: pathsInRepository(inputs.root, repository),
		repositoryUri: pathToFileURL(join(repository, "/")).href,
		failures: failures.map(({ file }) => `Pinfold failed on ${file}`),
	};
}

function withoutFindings(result: CheckResult): CheckResult {
	return {
		...result,
		findings: [],
		stats: { ...result.stats, hiddenFindings: 0 },
	};
}
