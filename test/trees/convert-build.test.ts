// Drivers of linux-source-6.12, edited back to the API before pins, converted, and compiled against Debian's headers: the
// same acquire and release calls come out as the kernel's developers wrote, and the compiler takes them.

import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { makeFolder, runPinfold } from "../cli/fake/fake-pinfold.ts";
import { editBack } from "./edit-back.ts";
import { kernelTree } from "./kernel-tree.ts";

const bundle = fileURLToPath(
	new URL("../../dist/pinfold.mjs", import.meta.url),
);
const sample = fileURLToPath(
	new URL("../../samples/radio-ring.c", import.meta.url),
);
const sources = "/usr/src";
const headers = existsSync(sources)
	? (readdirSync(sources).find((name) =>
			/^linux-headers-6\.12\..*-amd64$/.test(name),
		) ?? null)
	: null;

if (headers === null)
	console.log(
		`converted drivers are not compiled: no linux-headers-6.12*-amd64 in ${sources} (apt-get install linux-headers-6.12-amd64)`,
	);

const drivers = [
	"drivers/fpga/dfl-afu-dma-region.c",
	"drivers/misc/genwqe/card_utils.c",
	"drivers/scsi/st.c",
	"drivers/platform/goldfish/goldfish_pipe.c",
	"drivers/media/pci/ivtv/ivtv-udma.c",
];

interface Converted {
	readonly patches: readonly {
		readonly files: readonly { readonly file: string }[];
		readonly proof: readonly {
			readonly kind: string;
			readonly outcome: string;
			readonly detail: string;
		}[];
	}[];
}

function convert(folder: string, ...more: readonly string[]): Converted {
	const { stdout, stderr, status } = runPinfold(
		bundle,
		["convert", ...more, "--format", "json", "--to", "6.12", "--from", "6.12"],
		{ cwd: folder, timeout: 300_000 },
	);
	expect(stderr).toBe("");
	expect(status).toBe(0);
	return JSON.parse(stdout) as Converted;
}

/** Calls of the family by name, sorted. */
function callsIn(text: string): readonly string[] {
	return [
		...text
			.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"/g, " ")
			.matchAll(
				/\b((?:get|pin|unpin|put)_user_pages?\w*|put_page|release_pages)\s*\(/g,
			),
	]
		.map(([, name = ""]) => name)
		.sort();
}

describe.each(drivers)("%s, edited back", (driver) => {
	const tree = kernelTree("v6.12");
	const original = readFileSync(join(tree, driver), "utf8");
	const folder = makeFolder();
	mkdirSync(join(folder, dirname(driver)), { recursive: true });
	cpSync(join(tree, dirname(driver)), join(folder, dirname(driver)), {
		recursive: true,
	});
	writeFileSync(join(folder, driver), editBack(original));

	test("comes to the calls of its developers again", () => {
		expect(callsIn(editBack(original))).not.toEqual(callsIn(original));
		const diff = runPinfold(
			bundle,
			["convert", driver, "--dry-run", "--to", "6.12", "--from", "6.12"],
			{ cwd: folder, timeout: 300_000 },
		).stdout;
		expect(callsIn(patched(editBack(original), diff))).toEqual(
			callsIn(original),
		);
	});

	test.skipIf(headers === null)("compiles", () => {
		const { patches } = convert(
			folder,
			driver,
			"--build",
			join(sources, headers ?? ""),
		);
		expect(patches.length).toBe(1);
		expect(
			patches[0]?.proof.map(({ kind, outcome }) => [kind, outcome]),
		).toEqual([
			["check", "holds"],
			["convert-again", "holds"],
			["build", "holds"],
		]);
	});
});

test.skipIf(headers === null)("a sample driver compiles", () => {
	const folder = makeFolder();
	cpSync(sample, join(folder, "radio-ring.c"));
	const { patches } = convert(
		folder,
		"radio-ring.c",
		"--build",
		join(sources, headers ?? ""),
	);
	expect(patches[0]?.proof.at(-1)).toMatchObject({
		kind: "build",
		outcome: "holds",
	});
});

/** The new side of a unified diff of one file. */
function patched(before: string, diff: string): string {
	const old = before.split("\n");
	const result: string[] = [];
	let at = 0;
	for (const line of diff.split("\n").slice(2)) {
		const hunk = /^@@ -(\d+)/.exec(line);
		if (hunk !== null) {
			const start = Number(hunk[1]) - 1;
			result.push(...old.slice(at, start));
			at = start;
		} else if (line.startsWith("+")) result.push(line.slice(1));
		else if (line.startsWith("-")) at++;
		else if (line.startsWith(" ")) {
			result.push(line.slice(1));
			at++;
		}
	}
	return [...result, ...old.slice(at)].join("\n");
}
