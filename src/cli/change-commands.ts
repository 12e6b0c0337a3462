// The part of the command line that is about the change of code: convert, progress.

import { type Command, Option } from "commander";
import type { KernelVersion } from "#catalog/entry.ts";
import type { ConvertCommandOptions } from "./convert-command.ts";
import { chooseKernel } from "./kernel-version.ts";
import {
	machineOf,
	type ParsedMachine,
	withMachineOptions,
} from "./machine-options.ts";
import type { ProgressCommandOptions } from "./progress-command.ts";

export interface ProgressActions {
	progress(
		paths: readonly string[],
		options: ProgressCommandOptions,
	): Promise<void>;
}

export interface ConvertActions {
	convert(
		paths: readonly string[],
		options: ConvertCommandOptions,
	): Promise<void>;
}

/** As commander collects them. */
interface ParsedConvert {
	readonly kernel?: KernelVersion;
	readonly from?: KernelVersion;
	readonly to: KernelVersion;
	readonly dryRun?: true;
	readonly apply?: true;
	readonly mend?: true;
	readonly series?: string;
	readonly format: ConvertCommandOptions["format"];
	readonly quiet?: true;
	readonly build?: string;
	readonly model?: true;
}

export function addConvert(program: Command, actions: ConvertActions): void {
	program
		.command("convert")
		.summary("convert sites to the API that pins, with a reason for each")
		.description(
			"Says for every call that takes hold of user pages whether it should pin them, and converts those that should,\n" +
				"with exactly the releases that belong to them.\n" +
				"Exit code: 0 done, 2 nothing could be done.",
		)
		.argument("[path...]", "kernel tree, folders or files (default: .)")
		.requiredOption(
			"--to <X.Y>",
			"kernel whose calls the code is to use",
			chooseKernel,
		)
		.option(
			"--from <X.Y>",
			"kernel the code is written for (default: that of the tree)",
			chooseKernel,
		)
		.option("--kernel <X.Y>", "the same as --from", chooseKernel)
		.option("--dry-run", "print the diff alone")
		.addOption(
			new Option(
				"--apply",
				"write the files; not in a dirty git tree",
			).conflicts("dryRun"),
		)
		.addOption(
			new Option(
				"--series <dir>",
				"write a series of mails for git am to a new folder, one for each driver",
			).conflicts(["dryRun", "apply"]),
		)
		.option(
			"--mend",
			"with --dry-run and --apply: also mend what is wrong at converted sites; in a series these are patches of their own",
		)
		.addOption(
			new Option("--format <format>", "output format")
				.choices(["text", "json"])
				.default("text"),
		)
		.option("--model", "ask the model what can go wrong, before and after")
		.option("--build <dir>", "compile the result against these kernel headers")
		.option("--quiet", "no progress")
		.action((paths: string[], options: ParsedConvert) =>
			actions.convert(paths, {
				from: options.from ?? options.kernel ?? null,
				to: options.to,
				action: actionOf(options),
				mend: options.mend ?? false,
				series: options.series ?? null,
				format: options.format,
				quiet: options.quiet ?? false,
				model: options.model ?? false,
				build: options.build ?? null,
			}),
		);
}

function actionOf(options: ParsedConvert): ConvertCommandOptions["action"] {
	if (options.apply) return "apply";
	if (options.series !== undefined) return "series";
	return options.dryRun ? "diff" : "report";
}

/** As commander collects them. */
interface ParsedProgress extends ParsedMachine {
	readonly kernel?: KernelVersion;
	readonly format: ProgressCommandOptions["format"];
	readonly html?: string;
}

export function addProgress(program: Command, actions: ProgressActions): void {
	const command = program
		.command("progress")
		.summary(
			"how far trees have come from get_user_pages() to pin_user_pages()",
		)
		.description(
			"Counts the calls that take hold of user pages by how far they have come, for each tree and subsystem.\n" +
				"One path: with every site that is no pin. Several: side by side, each for its own kernel.",
		)
		.argument("<path...>", "kernel trees, or folders of them")
		.option(
			"--kernel <X.Y>",
			"read the code as this kernel compiles it (default: the kernel of each tree)",
			chooseKernel,
		)
		.addOption(
			new Option("--format <format>", "output format")
				.choices(["text", "json", "html"])
				.default("text"),
		)
		.option("--html <file>", "also write the page to this file");
	withMachineOptions(command).action(
		(paths: string[], options: ParsedProgress) =>
			actions.progress(paths, {
				...machineOf(options),
				kernel: options.kernel ?? null,
				format: options.format,
				html: options.html ?? null,
			}),
	);
}
