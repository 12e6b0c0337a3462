// The release of the kernel tree that a folder belongs to: by its Makefile, else by the calls that its mm/gup.c defines.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { KernelVersion } from "#catalog/entry.ts";
import {
	compareVersions,
	newestKernel,
	oldestKernel,
	parseKernelVersion,
} from "#catalog/kernel-version.ts";

/** A release of the catalogue's range; null: no kernel tree, or one outside it. */
export async function kernelOfTree(
	folder: string,
): Promise<KernelVersion | null> {
	for (let at = folder; ; at = dirname(at)) {
		const memory = read(join(at, "mm/gup.c"));
		if (memory !== null) return kernelAt(at, memory);
		if (dirname(at) === at) return null;
	}
}

async function kernelAt(
	root: string,
	memory: string,
): Promise<KernelVersion | null> {
	const makefile = read(join(root, "Makefile")) ?? "";
	const number = (name: string): string | undefined =>
		new RegExp(`^${name} = (\\d+)$`, "m").exec(makefile)?.[1];
	const [major, minor] = [number("VERSION"), number("PATCHLEVEL")];
	if (major === undefined || minor === undefined) {
		const { kernelOfDefinitions } = await import(
			"#catalog/kernel-of-definitions.ts"
		);
		return kernelOfDefinitions(definedIn(memory));
	}
	const version = parseKernelVersion(`${major}.${minor}`);
	return version !== null &&
		compareVersions(version, oldestKernel) >= 0 &&
		compareVersions(version, newestKernel) <= 0
		? version
		: null;
}

/** Exported functions of the family, with their numbers of parameters; one defined twice by #if counts once. */
function definedIn(text: string): ReadonlyMap<string, number> {
	const found = new Map<string, number>();
	const definition =
		/^(?:int|long|void) ((?:get|pin|unpin)_user_page\w*)\(([^()]*)\)\s*\{/gm;
	for (const [, name = "", parameters = ""] of text.matchAll(definition))
		found.set(name, parameters.split(",").length);
	return found;
}

function read(path: string): string | null {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return null;
	}
}
