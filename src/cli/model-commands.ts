// The part of the command line that asks the model: explore, schemes, claims, layout.

import { type Command, Option } from "commander";
import type { KernelVersion } from "#catalog/entry.ts";
import { type ExportName, exportNames } from "#explore/export/export-names.ts";
import { locateCache } from "./cache/locate-cache.ts";
import type { ClaimsCommandOptions } from "./claims-command.ts";
import type { ExplainCommandOptions } from "./explain-command.ts";
import type { ExploreCommandOptions } from "./explore-command.ts";
import { chooseKernel } from "./kernel-version.ts";
import type { LayoutOptions } from "./layout-command.ts";
import type { SchemesCommandOptions } from "./schemes-command.ts";

export interface ModelActions {
	explore(options: ExploreCommandOptions): Promise<void>;
	schemes(options: SchemesCommandOptions): Promise<void>;
	claims(options: ClaimsCommandOptions): Promise<void>;
	layout(options: LayoutOptions): Promise<void>;
	explain(options: ExplainCommandOptions): Promise<void>;
}

export function addModelCommands(
	program: Command,
	actions: ModelActions,
): void {
	addExplain(program, actions);
	addExplore(program, actions);
	addSchemes(program, actions);
	addClaims(program, actions);
	addLayout(program, actions);
}

function htmlOption(): Option {
	return new Option(
		"--html <file>",
		"write a page to watch the schedule on; it explores by itself and needs no network",
	);
}

function formatOption(...formats: readonly string[]): Option {
	return new Option("--format <format>", "output format")
		.choices(formats)
		.default("text");
}

interface ExplainOptions {
	/** False with --no-cache. */
	readonly cache: boolean;
	readonly cacheDir?: string;
	readonly kernel?: KernelVersion;
	readonly scheme?: string;
	readonly policy?: string;
	readonly all?: true;
	readonly litmus?: string | true;
	readonly html?: string;
	readonly format: "text" | "json";
}

function addExplain(program: Command, actions: ModelActions): void {
	program
		.command("explain")
		.summary("what can happen to the pages of one call, step by step")
		.description(
			"Turns what the code at FILE:LINE does with user pages into actors of the memory model, and shows the simplest\n" +
				"interleaving with writeback, reclaim, truncate, fork … that breaks something, or that there is none.",
		)
		.argument("<file:line>", "a call that takes user pages, or a line about it")
		.option(
			"--kernel <X.Y>",
			"as this kernel compiles and runs it (default: that of the tree, else the newest)",
			chooseKernel,
		)
		.option("--scheme <S>", "how that kernel would remember a pin, such as S0")
		.option("--policy <P>", "what it would do on meeting a pinned page")
		.option(
			"--all",
			"every step of every schedule; also findings that are only possible",
		)
		.option(
			"--litmus [failure]",
			"print the scenario of a failure (such as F3) as a litmus file for pinfold explore",
		)
		.addOption(htmlOption())
		.option("--no-cache", "neither use nor keep explorations of earlier runs")
		.option("--cache-dir <folder>", "where to keep them")
		.addOption(formatOption("text", "json"))
		.action((place: string, options: ExplainOptions) =>
			actions.explain({
				place,
				cacheFolder: options.cache ? (options.cacheDir ?? locateCache()) : null,
				kernel: options.kernel ?? null,
				scheme: options.scheme ?? null,
				policy: options.policy ?? null,
				all: options.all ?? false,
				litmus:
					options.litmus === undefined
						? null
						: options.litmus === true
							? ""
							: options.litmus,
				html: options.html ?? null,
				format: options.format,
			}),
		);
}

interface ExploreOptions {
	readonly list?: true;
	readonly scheme?: string;
	readonly policy?: string;
	readonly era?: string;
	readonly html?: string;
	readonly format: "text" | "json" | ExportName;
}

function addExplore(program: Command, actions: ModelActions): void {
	program
		.command("explore")
		.summary("run a litmus file of the memory model through every interleaving")
		.description(
			"Says whether any interleaving of a litmus file reaches its condition, and shows the simplest that does.\n" +
				"Exit code: 0 as the file says, 1 otherwise, 2 nothing could be done.",
		)
		.argument("[file]", "a .litmus file")
		.option("--list", "list the litmus files of this checkout")
		.option(
			"--scheme <S>",
			"how the kernel remembers a pin, instead of what the file says",
		)
		.option("--policy <P>", "what it does on meeting a pinned page")
		.option("--era <E>", "kernel the routines are of: v5.0, v5.9, v6.1, v6.12")
		.addOption(htmlOption())
		.addOption(formatOption("text", "json", ...exportNames))
		.action((file: string | undefined, options: ExploreOptions) =>
			actions.explore({
				file: file ?? null,
				list: options.list ?? false,
				scheme: options.scheme ?? null,
				policy: options.policy ?? null,
				era: options.era ?? null,
				html: options.html ?? null,
				format: options.format,
			}),
		);
}

interface SchemesOptions {
	readonly era: string;
	readonly policy?: string;
	readonly format: "text" | "json" | "html";
}

function addSchemes(program: Command, actions: ModelActions): void {
	program
		.command("schemes")
		.summary("which way of tracking pins lets which failure happen")
		.description(
			"Explores every failure under every scheme of the debate and prints the matrix with its costs.",
		)
		.argument("[scheme...]", "schemes such as S0 S14 (default: all)")
		.option(
			"--era <E>",
			"kernel the routines are of: v5.0, v5.9, v6.1, v6.12",
			"v6.12",
		)
		.option(
			"--policy <P>",
			"one policy for all (default: what suits each scheme)",
		)
		.addOption(formatOption("text", "json", "html"))
		.action((schemes: string[], options: SchemesOptions) =>
			actions.schemes({ ...options, schemes, policy: options.policy ?? null }),
		);
}

function addClaims(program: Command, actions: ModelActions): void {
	program
		.command("claims")
		.summary("the ledger of claims, each decided by exploration or computation")
		.description(
			"Runs the claims of the debate: confirmed, refuted or not modelled, with the schedule behind it.",
		)
		.argument("[id...]", "claims such as C01 (default: all)")
		.addOption(formatOption("text", "json"))
		.action((ids: string[], options: { format: "text" | "json" }) =>
			actions.claims({ ...options, ids }),
		);
}

function addLayout(program: Command, actions: ModelActions): void {
	program
		.command("layout")
		.summary("page-flag and struct-page budget of a kernel configuration")
		.description(
			"Says what a kernel .config leaves in page->flags and struct page, and which pin-tracking schemes fit.",
		)
		.requiredOption("--config <file>", "a kernel .config, plain or gzip")
		.option(
			"--kernel <X.Y>",
			"release whose rules count (default: the one the file names)",
		)
		.addOption(formatOption("text", "json"))
		.action(
			(options: { config: string; kernel?: string; format: "text" | "json" }) =>
				actions.layout({ ...options, kernel: options.kernel ?? null }),
		);
}
