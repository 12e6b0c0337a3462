// Which conversions make one patch: those of one driver, and a helper for itself.

import { compareText } from "#base/compare.ts";
import type { Conversion } from "../conversion.ts";

/** Folders at least this deep are one driver's or one file system's; above them each file stands for itself. */
const driverDepth: Readonly<Record<string, number>> = { drivers: 3, arch: 3 };
const otherDepth = 2;

/**
 * Conversions that touch a folder of one driver go together (drivers/infiniband/hw/foo, fs/fuse), any other stays alone
 * (mm/a.c and mm/b.c, drivers/misc/a.c and drivers/misc/b.c). In the order of the first file.
 */
export function groupConversions(
	conversions: readonly Conversion[],
): readonly (readonly Conversion[])[] {
	const groups = new Map<string, Conversion[]>();
	for (const conversion of conversions) {
		const key = keyOf(conversion);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [conversion]);
		else group.push(conversion);
	}
	return [...groups.values()].sort((a, b) =>
		compareText(firstFile(a), firstFile(b)),
	);
}

function firstFile([first]: readonly Conversion[]): string {
	return first?.files[0]?.file ?? "";
}

/** The folder, where all files are in it and it is one driver's; else the files. */
function keyOf({ files }: Conversion): string {
	const folders = new Set(files.map(({ file }) => folderOf(file)));
	const [folder] = folders;
	return folders.size === 1 && folder !== undefined && isOneDriver(folder)
		? folder
		: files.map(({ file }) => file).join("\n");
}

function folderOf(file: string): string {
	return file.split("/").slice(0, -1).join("/");
}

function isOneDriver(folder: string): boolean {
	const parts = folder.split("/");
	return parts.length >= (driverDepth[parts[0] ?? ""] ?? otherDepth);
}
