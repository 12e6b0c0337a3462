// Series for whole kernels: git am takes them, checkpatch.pl finds no error in them, and they go to whom get_maintainer.pl says.

import { execFileSync, spawnSync } from "node:child_process";
import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { findCandidates } from "#cli/find-candidates.ts";
import { sortInputPaths } from "#cli/input-paths.ts";
import { locateRipgrep } from "#cli/locate-ripgrep.ts";
import { needles } from "#cli/needles.ts";
import { readMaintainedTree } from "#cli/series/read-maintained-tree.ts";
import { parseMailbox } from "#convert/series/mailbox.ts";
import { recipientsOf } from "#convert/series/recipients.ts";
import { bundle } from "../../tools/build.mjs";
import { makeFolder, runPinfold } from "../cli/fake/fake-pinfold.ts";
import { kernelTree } from "./kernel-tree.ts";

const newest = kernelTree("v6.12");

async function candidatesOf(tree: string): Promise<readonly string[]> {
	const { candidates } = await findCandidates(sortInputPaths([tree]), {
		needles: needles(),
		ripgrep: await locateRipgrep(),
		signal: new AbortController().signal,
	});
	return candidates;
}

function git(folder: string, ...args: readonly string[]): string {
	return execFileSync("git", args, { cwd: folder, encoding: "utf8" });
}

/** A repository with the files of a tree that a conversion may touch, and those that say what tree it is. */
async function repositoryOf(tree: string): Promise<string> {
	const folder = makeFolder();
	const own = ["Makefile", "MAINTAINERS", ".mailmap", "mm/gup.c"];
	for (const file of [...(await candidatesOf(tree)), ...own]) {
		if (!existsSync(join(tree, file))) continue;
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		cpSync(join(tree, file), join(folder, file));
	}
	git(folder, "init", "-q");
	git(folder, "config", "user.name", "Zoë D. Quux");
	git(folder, "config", "user.email", "zoe@example.org");
	git(folder, "add", "-A");
	git(folder, "commit", "-q", "-m", "Import of the tree");
	return folder;
}

describe.each(["v6.1", "v6.12"] as const)(
	"the series of %s for 6.12",
	(release) => {
		const series = join(makeFolder(), "series");
		const mails = (): string[] =>
			readdirSync(series)
				.filter((name) => name.endsWith(".patch"))
				.map((name) => join(series, name));

		test("git am takes all of it, and converting again finds nothing", async () => {
			const folder = await repositoryOf(kernelTree(release));
			const convert = (...args: string[]) =>
				runPinfold(bundle, ["convert", "--to", "6.12", ...args, folder], {
					timeout: 300_000,
				});
			expect(convert("--series", series).status).toBe(0);
			expect(mails().length).toBeGreaterThan(0);
			git(folder, "am", "-q", ...mails());
			expect(git(folder, "rev-list", "--count", "HEAD").trim()).toBe(
				String(mails().length + 1),
			);
			expect(convert("--dry-run").stdout).toBe("");
		});

		test("checkpatch.pl --strict reports no error", () => {
			for (const mail of mails()) {
				const { stdout } = spawnSync(
					"perl",
					[
						join(newest, "scripts/checkpatch.pl"),
						...["--strict", "--no-tree", mail],
					],
					{ encoding: "utf8" },
				);
				expect(stdout).toMatch(/total: 0 errors/);
			}
		});

		test("no line that a patch adds is broken worse than it was", () => {
			for (const mail of mails())
				for (const line of readFileSync(mail, "utf8").split("\n"))
					if (/^\+(?!\+\+ )/.test(line)) expect(line).not.toMatch(/[ \t]$/);
		});
	},
);

test("recipients are those of get_maintainer.pl, for files all over the tree", async () => {
	const maintained = readMaintainedTree(newest);
	if (maintained === null) throw new Error("no MAINTAINERS");
	const candidates = await candidatesOf(newest);
	const step = Math.floor(candidates.length / 30);
	const files = candidates.filter((_, index) => index % step === 0);
	expect(files.length).toBeGreaterThanOrEqual(30);
	for (const file of files) {
		const { stdout } = spawnSync(
			"perl",
			[
				"scripts/get_maintainer.pl",
				...["--no-git", "--no-git-fallback", "--no-rolestats", "-f", file],
			],
			{ cwd: newest, encoding: "utf8" },
		);
		const { to, cc } = recipientsOf([file], "", maintained.tree);
		// A list that is written with a name comes out of the script as the first word of it: not compared.
		const unreadable = stdout
			.split("\n")
			.filter((line) => line !== "" && !line.includes("@"));
		const theirs = stdout
			.split("\n")
			.flatMap((line) => parseMailbox(line) ?? []);
		const named = [...to, ...cc].filter(
			({ name }) => !unreadable.includes(name.split(" ")[0] ?? ""),
		);
		expect(named.map(({ address }) => address).sort(), file).toEqual(
			theirs.map(({ address }) => address).sort(),
		);
	}
});
