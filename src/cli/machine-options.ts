// Options of every command that reads code: threads, cache, silence.

import os from "node:os";
import { type Command, Option } from "commander";
import { locateCache } from "./cache/locate-cache.ts";
import { Refusal } from "./refusal.ts";

/** As commander collects them. */
export interface ParsedMachine {
	readonly workers: number;
	readonly quiet?: true;
	/** False with --no-cache. */
	readonly cache: boolean;
	readonly cacheDir?: string;
}

export interface MachineOptions {
	readonly workers: number;
	readonly quiet: boolean;
	/** Null for none. */
	readonly cacheFolder: string | null;
}

export function withMachineOptions(command: Command): Command {
	return command
		.addOption(
			new Option("--workers <N>", "number of threads")
				.argParser(parseWorkers)
				.default(defaultWorkers(), "one per core, at most 2"),
		)
		.option("--quiet", "no progress, no list of files not looked at")
		.option("--no-cache", "neither use nor keep results of earlier runs")
		.option(
			"--cache-dir <folder>",
			"where to keep them (default: ~/.cache/pinfold, or in $XDG_CACHE_HOME)",
		);
}

export function machineOf(options: ParsedMachine): MachineOptions {
	return {
		workers: options.workers,
		quiet: options.quiet ?? false,
		cacheFolder: options.cache ? (options.cacheDir ?? locateCache()) : null,
	};
}

function parseWorkers(text: string): number {
	const workers = Number(text);
	if (!Number.isInteger(workers) || workers < 1 || workers > 64)
		throw new Refusal(`--workers '${text}': give a number from 1 to 64`);
	return workers;
}

function defaultWorkers(): number {
	return Math.min(2, os.availableParallelism());
}
