// `pinfold convert --series DIR`: the mails of a conversion, written to a folder of their own.

import { mkdirSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { ConversionResult } from "#convert/conversion.ts";
import {
	composeSeries,
	type SeriesFile,
} from "#convert/series/compose-series.ts";
import { relocate } from "#convert/series/relocate.ts";
import { unifiedDiff } from "#convert/unified-diff.ts";
import { Refusal } from "../refusal.ts";
import { refuseChanges, repositoryTop, subjectsOf } from "./git.ts";
import { readMaintainedTree } from "./read-maintained-tree.ts";
import { readSender } from "./read-sender.ts";

/**
 * To be asked before the work begins.
 * @throws Refusal for a folder with something in it, and for a tree with changes: the patches would be on top of them
 */
export function refuseSeries(folder: string, root: string): void {
	let names: readonly string[] = [];
	try {
		names = readdirSync(folder);
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : null;
		if (code === "ENOTDIR")
			throw new Refusal(`--series ${folder}: this is a file, not a folder`);
		if (code !== "ENOENT")
			throw new Refusal(`--series ${folder}: not readable (${code})`);
	}
	if (names.length > 0)
		throw new Refusal(
			`--series ${folder}: the folder has files in it; name a new one`,
		);
	refuseChanges("--series", root);
}

/**
 * Writes nothing where nothing is converted.
 * @returns the names of the files
 * @throws Refusal for a folder that cannot be written, and for text that no mail can carry
 */
export function writeSeries(
	folder: string,
	result: ConversionResult,
	root: string,
): readonly string[] {
	refuseForeignText(result);
	const files = composeFor(result, root);
	if (files.length === 0) return [];
	try {
		mkdirSync(folder, { recursive: true });
		for (const { name, text } of files)
			writeFileSync(join(folder, name), text, { flag: "wx" });
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new Refusal(`--series: ${why}`);
	}
	return files.map(({ name }) => name);
}

function composeFor(
	result: ConversionResult,
	named: string,
): readonly SeriesFile[] {
	// git and MAINTAINERS are asked for the same place, also where a link was named.
	const root = realpathSync(named);
	const top = repositoryTop(root);
	const maintained = readMaintainedTree(root);
	const repository = top ?? maintained?.folder ?? root;
	return composeSeries(relocate(result, pathsBetween(repository, root)), {
		sender: readSender(root),
		maintained: maintained?.tree ?? null,
		subjectsOf: (files) => (top === null ? [] : subjectsOf(top, files)),
		inTree: pathsBetween(maintained?.folder ?? repository, repository),
	});
}

/** Turns paths relative to one folder into paths relative to another, above it or below. */
function pathsBetween(to: string, from: string): (file: string) => string {
	return (file) => relative(to, join(from, file)).split(sep).join("/");
}

/** A mail is UTF-8. A file in another encoding only matters where a patch shows a line of it that is not ASCII. */
function refuseForeignText({ conversions }: ConversionResult): void {
	for (const { file, encoding, ...texts } of conversions.flatMap(
		({ files, mends }) => [...files, ...mends.flatMap((mend) => mend.files)],
	))
		if (
			encoding !== "utf8" &&
			!/^[\t\r\n -~]*$/.test(unifiedDiff([{ file, encoding, ...texts }]))
		)
			throw new Refusal(
				`--series: ${file} is not UTF-8 where it changes; convert it alone with --dry-run`,
			);
}
