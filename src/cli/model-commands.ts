// The part of the command line that asks the model: explore, schemes, claims, layout.

import { type Command, Option } from "commander";
import type { ClaimsCommandOptions } from "./claims-command.ts";
import type { ExploreCommandOptions } from "./explore-command.ts";
import type { LayoutOptions } from "./layout-command.ts";
import type { SchemesCommandOptions } from "./schemes-command.ts";

export interface ModelActions {
	explore(options: ExploreCommandOptions): void;
	schemes(options: SchemesCommandOptions): void;
	claims(options: ClaimsCommandOptions): void;
	layout(options: LayoutOptions): void;
}

export function addModelCommands(
	program: Command,
	actions: ModelActions,
): void {
	addExplore(program, actions);
	addSchemes(program, actions);
	addClaims(program, actions);
	addLayout(program, actions);
}

function formatOption(...formats: readonly string[]): Option {
	return new Option("--format <format>", "output format")
		.choices(formats)
		.default("text");
}

interface ExploreOptions {
	readonly list?: true;
	readonly scheme?: string;
	readonly policy?: string;
	readonly era?: string;
	readonly html?: string;
	readonly format: "text" | "json";
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
		.option(
			"--html <file>",
			"write a page to watch the schedule on; it explores by itself and needs no network",
		)
		.addOption(formatOption("text", "json"))
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
