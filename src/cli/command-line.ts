// The command line: names and meanings of all options. What they do is in the …-command.ts files.

import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import type { KernelVersion } from "#catalog/entry.ts";
import type { CheckCommandOptions } from "./check-command.ts";
import { parseKernelVersion } from "./kernel-version.ts";
import { version } from "./version.ts";

export interface Actions {
	check(paths: readonly string[], options: CheckCommandOptions): Promise<void>;
}

/** As commander collects them. */
interface ParsedOptions {
	readonly kernel?: KernelVersion;
	readonly format: "text" | "json";
	readonly all?: true;
	readonly sites?: true;
	readonly workers: number;
	readonly quiet?: true;
}

export function createCommandLine(actions: Actions): Command {
	const program = new Command("pinfold")
		.description("Finds and explains page pinning in Linux kernel code.")
		.version(version, "-V, --version")
		.helpOption("-h, --help")
		.showSuggestionAfterError(false)
		.exitOverride()
		.configureOutput({ outputError: () => {} });

	withCommonOptions(
		program
			.command("check")
			.summary("report mistakes with user pages")
			.description(
				"Follows every call that takes hold of user pages to where they are let go, and reports mistakes.",
			),
	)
		.option("--sites", "print the inventory of sites alone")
		.action((paths: string[], options: ParsedOptions) =>
			actions.check(paths, complete(options)),
		);

	withCommonOptions(
		program
			.command("sites")
			.summary("list the calls that take hold of user pages")
			.description(
				"Lists every call that takes hold of user pages: what it takes, case, lifetime, where it is released.",
			),
	).action((paths: string[], options: ParsedOptions) =>
		actions.check(paths, { ...complete(options), sites: true }),
	);
	return program;
}

function withCommonOptions(command: Command): Command {
	return command
		.argument("[path...]", "kernel tree, folders or files (default: .)")
		.option(
			"--kernel <X.Y>",
			"judge the code as this kernel compiles it (default: every configuration the file distinguishes)",
			parseKernelVersion,
		)
		.addOption(
			new Option("--format <format>", "output format")
				.choices(["text", "json"])
				.default("text"),
		)
		.option("--all", "also findings that are only possible")
		.option(
			"--workers <N>",
			"number of threads",
			parseWorkers,
			defaultWorkers(),
		)
		.option("--quiet", "no progress, no list of files not looked at");
}

function complete(options: ParsedOptions): CheckCommandOptions {
	return {
		kernel: options.kernel ?? null,
		format: options.format,
		all: options.all ?? false,
		sites: options.sites ?? false,
		workers: options.workers,
		quiet: options.quiet ?? false,
	};
}

function parseWorkers(text: string): number {
	const workers = Number(text);
	if (!Number.isInteger(workers) || workers < 1 || workers > 64)
		throw new InvalidArgumentError("give a number from 1 to 64");
	return workers;
}

function defaultWorkers(): number {
	return Math.min(2, availableParallelism());
}
