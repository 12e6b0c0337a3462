// The command line from outside, with the engine of fake/check-files.ts.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { CheckResult } from "#findings/check-result.ts";
import {
	buildFakePinfold,
	makeFolder,
	type RunOptions,
	runPinfold,
} from "./fake/fake-pinfold.ts";

let bundle = "";
beforeAll(async () => {
	bundle = await buildFakePinfold();
});

const driver = {
	"a.c": "\terr = pin_user_pages(addr);\nLEAK here\n",
	"sub/b.c": "pin_user_pages(x);\n",
	"clean.c": "int pin_user_pages;\n",
};

function pinfold(args: readonly string[], options?: RunOptions) {
	return runPinfold(bundle, args, options);
}

function check(folder: string, ...args: string[]) {
	return pinfold(["check", ...args], { cwd: folder });
}

function json(folder: string, ...args: string[]): CheckResult {
	return JSON.parse(check(folder, "--format", "json", ...args).stdout);
}

/** The lines of a refusal: exit code 2, nothing on stdout, no stack. */
function refusal(args: readonly string[], options?: RunOptions): string[] {
	const { status, stdout, stderr } = pinfold(args, options);
	expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
	expect(stderr).not.toMatch(/^\s+at /m);
	return stderr.trimEnd().split("\n");
}

describe("exit codes", () => {
	test("0 without, 1 with findings", () => {
		expect(check(makeFolder({ "a.c": "int a;" })).status).toBe(0);
		expect(check(makeFolder({ "a.c": "pin_user_pages(" })).status).toBe(0);
		expect(check(makeFolder(driver)).status).toBe(1);
	});

	test("a possible finding counts only with --all", () => {
		const folder = makeFolder({ "a.c": "pin_user_pages PERHAPS" });
		expect(check(folder).status).toBe(0);
		expect(check(folder).stdout).toContain(
			"(1 more that is only possible: --all)",
		);
		expect(check(folder, "--all").status).toBe(1);
		expect(json(folder).findings).toHaveLength(0);
		expect(json(folder, "--all").findings).toHaveLength(1);
	});

	test("an inventory is not a complaint", () => {
		const folder = makeFolder(driver);
		expect(check(folder, "--sites").status).toBe(0);
		expect(pinfold(["sites"], { cwd: folder }).status).toBe(0);
	});
});

describe("output", () => {
	test("text", () => {
		const { stdout, stderr } = check(makeFolder(driver));
		expect(stderr).toBe("");
		expect(stdout).toBe(`a.c:2:1: error[PF101]: pages leak
 2 | LEAK here
   | ^~~~

2 sites in 2 files
     2  case 2  RDMA and other long-term device access
1 finding: 1 error
3 files searched, 3 read, 0 functions analysed
`);
	});

	test("paths can be opened from where the command was given", () => {
		const folder = makeFolder({ "drivers/foo/a.c": "LEAK pin_user_pages" });
		expect(check(folder, "drivers").stdout).toMatch(/^drivers\/foo\/a\.c:1:1:/);
		expect(check(join(folder, "drivers"), "..").stdout).toMatch(
			/^\.\.\/drivers\/foo\/a\.c:1:1:/,
		);
		expect(check("/", folder).stdout.startsWith(`${folder}/drivers/`)).toBe(
			true,
		);
	});

	test("JSON has paths relative to the root, the contract's fields and nothing else on stdout", () => {
		const tree = makeFolder(driver);
		const result = json("/", tree, "--kernel", "6.12");
		expect(result).toMatchObject({
			schema: 1,
			tool: { name: "pinfold" },
			root: tree,
			kernel: "6.12",
			stats: { filesSearched: 3, filesParsed: 3, sites: 2, skipped: {} },
		});
		expect(result.sites.map(({ file }) => file)).toEqual(["a.c", "sub/b.c"]);
		expect(result.stats.elapsedMs).toBeGreaterThan(0);
	});

	test("--sites and sites print the same table", () => {
		const folder = makeFolder(driver);
		const table = `SITE       FUNCTION  API             KIND  FLAGS       CASE  LIFETIME  RELEASES
a.c:1      f         pin_user_pages  pin   FOLL_WRITE  2     call      -
sub/b.c:1  f         pin_user_pages  pin   FOLL_WRITE  2     call      -
`;
		expect(check(folder, "--sites").stdout).toBe(table);
		expect(pinfold(["sites"], { cwd: folder }).stdout).toBe(table);
	});

	test("1 and 4 workers print the same bytes", () => {
		const files = Object.fromEntries(
			Array.from({ length: 40 }, (_, index) => [
				`d${index % 7}/${index}.c`,
				`pin_user_pages(\nLEAK\n${"/* filler */\n".repeat(5000)}`,
			]),
		);
		const folder = makeFolder(files);
		const one = check(folder, "--workers", "1").stdout;
		expect(one).toContain("40 findings");
		expect(check(folder, "--workers", "4").stdout).toBe(one);
	});

	test("colour only where it was asked for", () => {
		const folder = makeFolder(driver);
		const run = (env: Record<string, string>): string =>
			pinfold(["check"], { cwd: folder, env }).stdout;
		expect(run({})).not.toContain("\u001b");
		expect(run({ FORCE_COLOR: "1" })).toContain("\u001b[31m");
		expect(run({ FORCE_COLOR: "1", NO_COLOR: "1" })).not.toContain("\u001b");
	});

	test("a reader that goes away is no bug", async () => {
		const files = { "a.c": "LEAK pin_user_pages(\n".repeat(20_000) };
		const child = spawn(process.execPath, [bundle, "check"], {
			cwd: makeFolder(files),
		});
		let stderr = "";
		child.stderr.on("data", (data) => {
			stderr += data;
		});
		child.stdout.once("data", () => child.stdout.destroy());
		await once(child, "close");
		expect(stderr).toBe("");
	});
});

describe("refusals", () => {
	test.each([
		[
			"missing path",
			["check", "nope"],
			["pinfold: nope: no such file or directory"],
		],
		[
			"missing paths",
			["check", "no.c", "pe"],
			[
				"pinfold: no.c: no such file or directory",
				"pinfold: pe: no such file or directory",
			],
		],
		[
			"wrong option",
			["check", "--frobnicate"],
			["pinfold: unknown option '--frobnicate' (see pinfold --help)"],
		],
		[
			"wrong command",
			["chekc"],
			[
				"pinfold: there is no command 'chekc': for a file or folder, pinfold check chekc",
			],
		],
		[
			"wrong code",
			["check", "--explain-code", "PF999"],
			[
				"pinfold: no finding has the code 'PF999': pinfold --list-codes shows all",
			],
		],
	])("%s: one line", (_, args, lines) => {
		expect(refusal(args, { cwd: makeFolder() })).toEqual(lines);
	});

	test.each([
		["--kernel", "5.44"],
		["--kernel", "latest"],
		["--format", "xml"],
		["--workers", "0"],
		["--workers", "many"],
	])("%s %s: one line that names the value", (option, value) => {
		const lines = refusal(["check", option, value], { cwd: makeFolder() });
		expect(lines).toHaveLength(1);
		expect(lines[0]).toContain(`'${value}'`);
	});

	test("no command: the help", () => {
		expect(refusal([])[0]).toMatch(/^Usage: pinfold/);
	});
});

describe("bad input", () => {
	test("an empty tree says so and is clean", () => {
		const { status, stdout } = check(makeFolder());
		expect(status).toBe(0);
		expect(stdout).toContain("no call that takes hold of user pages found");
	});

	test("a missing path beside one that is there is said, counted, and no reason to stop", () => {
		const run = check(makeFolder(driver), "a.c", "gone.c");
		expect(run.status).toBe(1);
		expect(run.stderr).toBe("pinfold: gone.c: no such file or directory\n");
		expect(run.stdout).toContain(
			"not looked at: 1 no such file or directory\n",
		);
	});

	test("a binary file named .c, in a folder and alone", () => {
		const folder = makeFolder({
			...driver,
			"blob.c": Buffer.from("pin_user_pages\0LEAK"),
		});
		const run = check(folder);
		expect(run.status).toBe(1);
		expect(run.stderr).toBe("pinfold: blob.c: binary\n");
		expect(run.stdout).toContain("not looked at: 1 binary\n");
		expect(json(folder).stats.skipped).toEqual({ binary: 1 });
		expect(refusal(["check", "blob.c"], { cwd: folder })).toEqual([
			"pinfold: blob.c: binary",
		]);
	});

	test("a generated header of 60 MB is passed over and counted", () => {
		const line =
			"#define REG_0x0 pin_user_pages 0x00000000000000000000000000\n";
		const big = makeFolder({ ...driver, "big.h": line.repeat(1_000_000) });
		const run = check(big);
		expect(run.status).toBe(1);
		expect(run.stdout).toContain("not looked at: 1 larger than 8 MiB\n");
		expect(refusal(["check", "big.h"], { cwd: big })).toEqual([
			"pinfold: big.h: larger than 8 MiB",
		]);
	});

	test("a symlink loop is not walked", () => {
		const folder = makeFolder(driver);
		symlinkSync("..", join(folder, "sub", "up"));
		symlinkSync("self", join(folder, "self"));
		expect(check(folder).stdout).toContain("3 files searched");
		expect(refusal(["check", "self"], { cwd: folder })).toEqual([
			"pinfold: self: not readable (ELOOP)",
		]);
	});

	test("/proc/self/mem opens and cannot be read, even by root", () => {
		expect(refusal(["check", "/proc/self/mem"])).toEqual([
			"pinfold: /proc/self/mem: not readable (EIO)",
		]);
	});

	test.each([
		["ripgrep", {}],
		["Node", { PINFOLD_RIPGREP: "none" }],
	])("an unreadable file and folder, found by %s", (_, env) => {
		const folder = makeFolder({
			...driver,
			"secret.c": "pin_user_pages(",
			"locked/d.c": "",
		});
		chmodSync(join(folder, "secret.c"), 0);
		chmodSync(join(folder, "locked"), 0);
		// Root may read everything: become nobody.
		const uid = process.getuid?.() === 0 ? { uid: 65_534 } : {};
		const run = pinfold(["check"], { cwd: folder, env, ...uid });
		expect(run.stderr.split("\n").sort()).toEqual([
			"",
			"pinfold: locked: not readable (EACCES)",
			"pinfold: secret.c: not readable (EACCES)",
		]);
		expect(run.status).toBe(1);
		expect(run.stdout).toContain("not looked at: 2 not readable\n");
		expect(
			refusal(["check", "secret.c"], { cwd: folder, env, ...uid }),
		).toEqual(["pinfold: secret.c: not readable (EACCES)"]);
	});

	test("many files passed over are summed up, --quiet names none", () => {
		const folder = makeFolder(driver);
		for (let index = 0; index < 15; index += 1)
			mkdirSync(join(folder, `${index}.c`));
		const blobs = Object.fromEntries(
			Array.from({ length: 15 }, (_, index) => [
				`blob${index}.c`,
				"pin_user_pages\0",
			]),
		);
		const many = makeFolder(blobs);
		const lines = check(many).stderr.trimEnd().split("\n");
		expect(lines).toHaveLength(11);
		expect(lines.at(-1)).toBe("pinfold: 5 more files not looked at");
		expect(check(many, "--quiet").stderr).toBe("");
		expect(check(folder).stdout).toContain("3 files searched");
	});
});

describe("bugs and interruption", () => {
	test("a bug is reported with its file, the rest is judged, exit code 2", () => {
		const folder = makeFolder({ ...driver, "bad.c": "pin_user_pages CRASH" });
		const run = check(folder);
		expect(run.status).toBe(2);
		expect(run.stdout).toContain("a.c:2:1: error[PF101]");
		expect(run.stdout).toContain("not looked at: 1 Pinfold failed on it\n");
		expect(run.stderr).toMatch(
			/^pinfold: bug: failed on bad\.c; please report this with the file\npinfold \S+, node v\d+/,
		);
	});

	test("a file that uses up a worker's memory costs that file alone", () => {
		const folder = makeFolder({
			...driver,
			"bad.c": "pin_user_pages EATS",
			"other.c": "pin_user_pages LEAK",
		});
		const run = check(folder);
		expect(run.status).toBe(2);
		expect(run.stdout).toContain("a.c:2:1: error[PF101]");
		expect(run.stdout).toContain("other.c:1:1: error[PF101]");
		expect(run.stdout).toContain("not looked at: 1 Pinfold failed on it\n");
		expect(run.stderr).toMatch(
			/^pinfold: bug: failed on bad\.c; [^\n]+\n[^\n]+\n[^\n]+out of memory\n$/,
		);
	}, 60_000);

	test.each(["1", "2"])(
		"Ctrl-C ends it in one line while %s worker(s) are busy",
		async (workers) => {
			const child = spawn(
				process.execPath,
				[bundle, "check", "--workers", workers],
				{ cwd: makeFolder({ "a.c": "pin_user_pages HANG" }) },
			);
			let stderr = "";
			child.stderr.on("data", (data) => {
				stderr += data;
			});
			setTimeout(() => child.kill("SIGINT"), 700);
			const [status] = await once(child, "close");
			expect({ status, stderr }).toEqual({
				status: 130,
				stderr: "pinfold: interrupted\n",
			});
		},
	);
});
