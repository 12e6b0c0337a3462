// Runs transcripts/*.md and README.md. A fence ```c NAME is a file; in a fence ```console each `$ ` line is a command run in a folder
// with the files so far, the lines below it what it prints (stdout and stderr), `[exit N]` its exit code unless 0. In a
// fence ```console checkout the folder is the repository, which is $CHECKOUT in all of them. `npm run bless` writes the output anew: read the diff.

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { makeFolder } from "./cli/fake/fake-pinfold.ts";

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const documents = [
	"README.md",
	...readdirSync(join(checkout, "transcripts")).map(
		(name) => `transcripts/${name}`,
	),
];
const bless = process.env.BLESS === "1";

/** A folder with `pinfold` in it, so that a command reads as a user types it. */
const commands = makeFolder();
writeFileSync(
	join(commands, "pinfold"),
	`#!/bin/sh\nexec "${process.execPath}" "${join(checkout, "dist/pinfold.mjs")}" "$@"\n`,
	{ mode: 0o755 },
);

const cache = makeFolder();

test.each(documents)(
	"%s",
	(name) => {
		const path = join(checkout, name);
		const written = readFileSync(path, "utf8");
		const played = play(written);
		if (bless) writeFileSync(path, played);
		else expect(played).toBe(written);
	},
	120_000,
);

/** The document with the output of its commands as it is now. */
function play(document: string): string {
	const folder = makeFolder();
	return document.replace(
		/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm,
		(fence, language: string, label: string, body: string) => {
			if (language === "console")
				return `\`\`\`console${label && ` ${label}`}\n${playCommands(body, label === "checkout" ? checkout : folder)}\`\`\``;
			if (label === "") return fence;
			mkdirSync(dirname(join(folder, label)), { recursive: true });
			writeFileSync(join(folder, label), body);
			return fence;
		},
	);
}

function playCommands(body: string, cwd: string): string {
	const typed = body.split("\n").filter((line) => line.startsWith("$ "));
	return typed.map((line) => `${line}\n${run(line.slice(2), cwd)}`).join("");
}

function run(command: string, cwd: string): string {
	const { status, stdout } = spawnSync("sh", ["-c", `exec 2>&1\n${command}`], {
		cwd,
		encoding: "utf8",
		env: {
			...process.env,
			PATH: `${commands}:${process.env.PATH}`,
			CHECKOUT: checkout,
			GIT_CONFIG_GLOBAL: "/dev/null",
			XDG_CACHE_HOME: cache,
		},
		timeout: 60_000,
	});
	const text = stdout
		.replaceAll(cwd, "FOLDER")
		.replace(/"elapsedMs": \d+/g, '"elapsedMs": N');
	const ended = text === "" || text.endsWith("\n") ? text : `${text}\n`;
	return status === 0 ? ended : `${ended}[exit ${status}]\n`;
}
