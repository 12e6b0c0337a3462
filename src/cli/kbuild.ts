// `make C=1 CHECK="pinfold check --kbuild"`: kbuild runs CHECK on each file that it compiles, with the compiler's options
// and the file behind it.
//
// Source   scripts/Makefile.build: cmd_checksrc = $(CHECK) $(CHECKFLAGS) $(c_flags) $< (v6.12); Makefile exports
//          KERNELVERSION.

import type { KernelVersion } from "#catalog/entry.ts";
import { chooseKernel } from "./kernel-version.ts";
import { Refusal } from "./refusal.ts";

/** advisory: the exit code is always 0, because kbuild stops at any other; strict: as without kbuild. */
export const kbuildModes = ["advisory", "strict"] as const;
export type KbuildMode = (typeof kbuildModes)[number];

export interface CommandArguments {
	readonly args: readonly string[];
	readonly kbuild: KbuildMode | null;
}

/**
 * Pinfold's own options stand before --kbuild. All that follows is the compiler's: only the file, which is last, is used.
 * Its -D options are not: configurations are those that the file distinguishes.
 */
export function splitKbuildArguments(
	args: readonly string[],
): CommandArguments {
	const at = args.findIndex((arg) => /^--kbuild(=|$)/.test(arg));
	if (at < 0) return { args, kbuild: null };
	const mode = args[at] === "--kbuild=strict" ? "strict" : "advisory";
	const file = args.slice(at + 1).at(-1);
	const named = file === undefined || file.startsWith("-") ? [] : [file];
	const option = args[at] === "--kbuild" ? "--kbuild=advisory" : args[at];
	return {
		args: [...args.slice(0, at), option ?? "", "--", ...named],
		kbuild: mode,
	};
}

/** The release that make is building; null where it is none that the catalogue knows. */
export function kernelOfBuild(): KernelVersion | null {
	const { KERNELVERSION: text } = process.env;
	if (text === undefined) return null;
	try {
		return chooseKernel(text);
	} catch (error) {
		if (error instanceof Refusal) return null;
		throw error;
	}
}
