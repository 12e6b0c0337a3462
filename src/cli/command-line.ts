// The command line: names and meanings of all options. What they do is in the …-command.ts files.

import { Command, Option } from "commander";
import type { KernelVersion } from "#catalog/entry.ts";
import {
	addConvert,
	addProgress,
	type ConvertActions,
	type ProgressActions,
} from "./change-commands.ts";
import type { CheckCommandOptions } from "./check-command.ts";
import { type Format, formats } from "./formats.ts";
import { type KbuildMode, kbuildModes } from "./kbuild.ts";
import { chooseKernel } from "./kernel-version.ts";
import {
	machineOf,
	type ParsedMachine,
	withMachineOptions,
} from "./machine-options.ts";
import { addModelCommands, type ModelActions } from "./model-commands.ts";
import { Refusal } from "./refusal.ts";
import { version } from "./version.ts";

export interface Actions extends ModelActions, ConvertActions, ProgressActions {
	check(paths: readonly string[], options: CheckCommandOptions): Promise<void>;
	listCodes(): Promise<void>;
	explainCode(code: string): Promise<void>;
	tour(): Promise<void>;
}

/** As commander collects them. */
interface ParsedOptions extends ParsedMachine {
	readonly kernel?: KernelVersion;
	readonly format: Format;
	readonly all?: true;
	readonly explain?: true;
	readonly sites?: true;
	readonly baseline?: string;
	readonly diff?: string;
	readonly kbuild?: KbuildMode;
	readonly writeBaseline?: string;
	readonly html?: string;
	readonly listCodes?: true;
	readonly explainCode?: string;
}

export function createCommandLine(actions: Actions): Command {
	const program = new Command("pinfold")
		.description("Finds and explains page pinning in Linux kernel code.")
		.version(version, "-V, --version")
		.helpOption("-h, --help")
		.helpCommand(false)
		.enablePositionalOptions()
		.allowExcessArguments()
		.showSuggestionAfterError(false)
		.exitOverride()
		.configureOutput({ outputError: () => {} });
	addCheck(program, actions);
	addSites(program, actions);
	addConvert(program, actions);
	addProgress(program, actions);
	program
		.command("tour")
		.summary("try it on the sample drivers of this repository")
		.description("Checks the sample drivers and says what to try next.")
		.action(() => actions.tour());
	addModelCommands(program, actions);
	return withCodeOptions(program).action(async (options: ParsedOptions) => {
		const [word] = program.args;
		if (word !== undefined)
			throw new Refusal(
				`there is no command '${word}': for a file or folder, pinfold check ${word}`,
			);
		if (!(await showCodes(options, actions))) program.help({ error: true });
	});
}

function addCheck(program: Command, actions: Actions): void {
	const command = program
		.command("check")
		.summary("report mistakes with user pages")
		.description(
			"Follows every call that takes hold of user pages to where they are let go, and reports mistakes.\n" +
				"Exit code: 0 clean, 1 findings, 2 nothing could be done.",
		);
	withCodeOptions(withRunOptions(command))
		.option(
			"--explain",
			"say of each finding what comes of it, found with the memory model",
		)
		.option("--sites", "print the inventory of sites alone")
		.option(
			"--diff <base|file>",
			"report only what a change has a part in: a patch, a mailbox, - for stdin, or all since a git revision",
		)
		.option("--baseline <file>", "report only what is not in this file")
		.option(
			"--write-baseline <file>",
			"accept all findings of this run: write them to this file",
		)
		.addOption(
			new Option(
				"--kbuild [mode]",
				'last option, for make C=1 CHECK="pinfold check --kbuild": what follows are the compiler\'s options and the file; strict lets findings fail the build',
			)
				.choices(kbuildModes)
				.preset("advisory"),
		)
		.action(async (paths: string[], options: ParsedOptions) => {
			if (!(await showCodes(options, actions)))
				await actions.check(paths, complete(options));
		});
}

function addSites(program: Command, actions: Actions): void {
	const command = program
		.command("sites")
		.summary("list the calls that take hold of user pages")
		.description(
			"Lists every call that takes hold of user pages: what it takes, case, lifetime, where it is released.",
		);
	withRunOptions(command).action((paths: string[], options: ParsedOptions) =>
		actions.check(paths, { ...complete(options), sites: true }),
	);
}

function withCodeOptions(command: Command): Command {
	return command
		.option("--list-codes", "list every finding that can be reported")
		.option("--explain-code <code>", "what a finding means, such as PF101");
}

/** Whether the options asked for codes and nothing else is to be done. */
async function showCodes(
	options: ParsedOptions,
	actions: Actions,
): Promise<boolean> {
	if (options.explainCode !== undefined)
		await actions.explainCode(options.explainCode);
	else if (options.listCodes) await actions.listCodes();
	else return false;
	return true;
}

function withRunOptions(command: Command): Command {
	return withMachineOptions(
		command
			.argument("[path...]", "kernel tree, folders or files (default: .)")
			.option(
				"--kernel <X.Y>",
				"judge the code as this kernel compiles it (default: every configuration the file distinguishes)",
				chooseKernel,
			)
			.addOption(
				new Option("--format <format>", "output format")
					.choices(formats)
					.default("text"),
			)
			.option(
				"--all",
				"also findings that are only possible, allowed by a comment or in the baseline",
			)
			.option(
				"--html <file>",
				"write a page to look through sites and findings on; it needs no network",
			),
	);
}

function complete(options: ParsedOptions): CheckCommandOptions {
	return {
		kernel: options.kernel ?? null,
		format: options.format,
		all: options.all ?? false,
		explain: options.explain ?? false,
		sites: options.sites ?? false,
		...machineOf(options),
		baseline: options.baseline ?? null,
		diff: options.diff ?? null,
		kbuild: options.kbuild ?? null,
		writeBaseline: options.writeBaseline ?? null,
		html: options.html ?? null,
	};
}
