// `pinfold explain FILE:LINE`: what can happen to the pages that this call takes, step by step.

import { isMatterOfOrder } from "#explain/lives-of-findings.ts";
import { explanationText } from "#explain/text/explanation-text.ts";
import { findCode } from "#findings/codes.ts";
import { explainPage } from "./explain-page.ts";
import { explainPlace, type PlaceOptions } from "./explain-place.ts";
import { keptExplorations } from "./kept-explorations.ts";
import { openCache } from "./open-cache.ts";
import { writeOut } from "./output.ts";
import { Refusal } from "./refusal.ts";
import { terminalPalette } from "./terminal-palette.ts";
import { writePage } from "./write-page.ts";

export interface ExplainCommandOptions extends PlaceOptions {
	readonly place: string;
	readonly format: "text" | "json";
	/** Print the scenario of this failure as a litmus file; "" for the first. Null: explain. */
	readonly litmus: string | null;
	/** File for the page; null: none. */
	readonly html: string | null;
	/** Folder of the cache, null for none. */
	readonly cacheFolder: string | null;
}

/** @throws Refusal where there is nothing to explain. */
export async function explainCommand(
	options: ExplainCommandOptions,
	script: URL,
): Promise<void> {
	const { cacheFolder } = options;
	const { explanation, findings, showPath, sourceLine } = await explainPlace(
		options.place,
		options,
		keptExplorations(
			cacheFolder === null ? null : openCache(cacheFolder, script),
		),
	);
	if (options.litmus !== null) {
		writeOut(litmusOf(explanation.outcomes, options.litmus));
		return;
	}
	const told = findings.map(({ code, line }) => ({
		code,
		line,
		title: findCode(code)?.title ?? "",
		consequence: isMatterOfOrder(code)
			? ""
			: (findCode(code)?.explanation.split("\n\n")[1] ?? ""),
	}));
	if (options.html !== null) {
		const page = explainPage(explanation, {
			command: `pinfold explain ${options.place} --html`,
			sourceLine,
			findings: told.map(
				({ code, line, title }) => `${code} at line ${line}: ${title}`,
			),
		});
		if (page === null)
			throw new Refusal("--html: nothing was explored for this site");
		writePage(options.html, "scenario", page.title, page);
	}
	if (options.format === "json") {
		writeOut(`${JSON.stringify(explanation, null, 2)}\n`);
		return;
	}
	writeOut(
		explanationText(explanation, {
			tones: terminalPalette(),
			all: options.all,
			showPath,
			findings: told,
		}),
	);
}

function litmusOf(
	outcomes: readonly {
		readonly failure: string;
		readonly litmus: string;
		readonly reachable: boolean | null;
	}[],
	wanted: string,
): string {
	const fitting = outcomes.filter(
		({ failure }) => wanted === "" || failure === wanted.toUpperCase(),
	);
	const chosen =
		fitting.find(({ reachable }) => reachable === true) ?? fitting[0];
	if (chosen === undefined) {
		const known = [...new Set(outcomes.map(({ failure }) => failure))];
		throw new Refusal(
			known.length === 0
				? "nothing was explored for this site"
				: `${wanted} was not asked for this site: ${known.join(" ")}`,
		);
	}
	return chosen.litmus;
}
