import { copyFileSync, readFileSync, statSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bundle } from "../../tools/build.mjs";
import { makeFolder, runPinfold } from "./fake/fake-pinfold.ts";

/** The bundle alone in an empty folder, where no package can be found. */
function installAlone(): string {
	const copy = join(makeFolder(), "pinfold.mjs");
	copyFileSync(bundle, copy);
	return copy;
}

/** Makes Node claim to be another version. */
function claimVersion(version: string): string[] {
	const folder = makeFolder({
		"claim.cjs": `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } });`,
	});
	return ["--require", join(folder, "claim.cjs")];
}

describe("dist/pinfold.mjs", () => {
	test("runs alone: parser included, no ripgrep, no packages", () => {
		const alone = installAlone();
		const folder = makeFolder({
			"file.c": "int f(void)\n{\n\treturn 0;\n}\n",
		});
		for (const args of [["check", "file.c"], ["check"], ["--list-codes"]]) {
			const run = runPinfold(alone, args, {
				cwd: folder,
				env: { PATH: "/nowhere" },
			});
			expect(run).toMatchObject({ status: 0, stderr: "" });
		}
	});

	test("writes pages alone: the viewer is in it", () => {
		const alone = installAlone();
		const folder = makeFolder({
			"one.litmus": `mm one\nResult: Never\nPages: A: file\n\n driver ;\n pin ;\n unpin ;\n\nexists (F16)\n`,
			"file.c": "int f(void)\n{\n\treturn 0;\n}\n",
		});
		for (const args of [
			["explore", "one.litmus"],
			["check", "file.c"],
		]) {
			const run = runPinfold(alone, [...args, "--html", "page.html"], {
				cwd: folder,
				env: { PATH: "/nowhere" },
			});
			expect(run).toMatchObject({ status: 0, stderr: "" });
			expect(readFileSync(join(folder, "page.html"), "utf8")).toMatch(
				/^<!doctype html>[\s\S]*<script id="program">[\s\S]*<\/html>\s*$/,
			);
		}
		const nowhere = ["check", "file.c", "--html", "no/such/folder/page.html"];
		const refused = runPinfold(alone, nowhere, { cwd: folder });
		expect(refused.status).toBe(2);
		expect(refused.stderr).toMatch(/^pinfold: --html: .*no such file/);
	});

	test("needs nothing but Node's own modules", () => {
		const text = readFileSync(bundle, "utf8");
		const asked = [
			...text.matchAll(/(?:^|;)import\b[^"';]*?\bfrom\s*["']([^"']+)["']/gm),
			...text.matchAll(/\brequire\(\\?["']([^"'\\]+)\\?["']\)/g),
		].map((match) => match[1] ?? "");
		const modules = asked.filter((name) => !name.startsWith("./"));
		expect(modules.length).toBeGreaterThan(20);
		expect(
			modules.filter(
				(name) => !builtinModules.includes(name.replace(/^node:/, "")),
			),
		).toEqual([]);
	});

	test("compiles only the parts that a run needs", () => {
		const folder = makeFolder({ "file.c": "int f(void)\n{\n}\n" });
		const watch = makeFolder({
			"watch.cjs": `const vm = require("node:vm");
const { compileFunction } = vm;
vm.compileFunction = (text, names, options) => {
	process.stderr.write(text.length + "\\n");
	return compileFunction(text, names, options);
};
require("node:module").syncBuiltinESMExports();
`,
		});
		const compiled = (...args: readonly string[]): number =>
			runPinfold(bundle, args, {
				cwd: folder,
				node: ["--require", join(watch, "watch.cjs")],
			})
				.stderr.split("\n")
				.reduce((sum, length) => sum + Number(length), 0);
		const small = compiled("--version");
		expect(small).toBeGreaterThan(50_000);
		expect(small).toBeLessThan(250_000);
		expect(compiled("claims")).toBeGreaterThan(2 * small);
		expect(statSync(bundle).size).toBeGreaterThan(1_000_000);
	});

	test("knows its version and carries the licences of what it contains", () => {
		const { version } = JSON.parse(readFileSync("package.json", "utf8"));
		expect(runPinfold(bundle, ["--version"]).stdout).toBe(`${version}\n`);
		const text = readFileSync(bundle, "utf8");
		for (const name of [
			"commander",
			"picocolors",
			"web-tree-sitter",
			"tree-sitter-c",
			"preact",
		])
			expect(text).toMatch(
				new RegExp(
					`This file contains ${name} \\d[\\s\\S]{0,400}(MIT|ISC|Copyright)`,
				),
			);
	});

	test("is small enough to mail: below 2 MB", () => {
		expect(statSync(bundle).size).toBeLessThan(2_000_000);
	});

	test.each(["18.20.4", "16.20.2"])(
		"Node %s gets one clear sentence",
		(version) => {
			const run = runPinfold(bundle, ["check"], {
				node: claimVersion(version),
			});
			expect(run).toMatchObject({
				status: 2,
				stdout: "",
				stderr: `pinfold: needs Node.js 20 or newer, this is ${version}\n`,
			});
		},
	);

	test.each(["20.0.0", "22.1.0", "100.0.0"])(
		"Node %s is new enough",
		(version) => {
			const run = runPinfold(bundle, ["--list-codes"], {
				node: claimVersion(version),
			});
			expect(run.status).toBe(0);
		},
	);
});
