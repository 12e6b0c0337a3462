// The part of the command line that is about the change of code: progress.

import { type Command, Option } from "commander";
import type { KernelVersion } from "#catalog/entry.ts";
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
