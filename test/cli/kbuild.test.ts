import { beforeAll, describe, expect, test } from "vitest";
import { splitKbuildArguments } from "#cli/kbuild.ts";
import {
	buildFakePinfold,
	makeFolder,
	type RunOptions,
	runPinfold,
} from "./fake/fake-pinfold.ts";

describe("splitKbuildArguments", () => {
	test("what follows --kbuild is the compiler's but for the file at the end", () => {
		const compiler = ["-D__KERNEL__", "-I", "inc", '-DNAME="a b"', "-O2"];
		expect(
			splitKbuildArguments(["check", "--all", "--kbuild", ...compiler, "x.c"]),
		).toEqual({
			args: ["check", "--all", "--kbuild=advisory", "--", "x.c"],
			kbuild: "advisory",
		});
		expect(
			splitKbuildArguments(["check", "--kbuild=strict", ...compiler, "x.c"]),
		).toEqual({
			args: ["check", "--kbuild=strict", "--", "x.c"],
			kbuild: "strict",
		});
	});

	test("without it nothing changes", () => {
		const args = ["check", "--format", "json", "x.c"];
		expect(splitKbuildArguments(args)).toEqual({ args, kbuild: null });
	});
});

describe("check --kbuild", () => {
	let bundle = "";
	beforeAll(async () => {
		bundle = await buildFakePinfold();
	});
	const flags = ["-Wp,-MMD,.x.o.d", "-nostdinc", "-Ifoo", "-DMODULE", "-c"];

	function build(
		mode: string,
		file: string,
		text: string,
		options?: RunOptions,
	) {
		const cwd = makeFolder({ "x.c": text });
		const args = ["check", mode, ...flags, file];
		return runPinfold(bundle, args, { cwd, ...options });
	}

	test("findings go to stderr and do not stop the build, unless strict", () => {
		const text = "pin_user_pages(\nLEAK\n";
		const run = build("--kbuild", "x.c", text);
		expect(run).toMatchObject({ status: 0, stdout: "" });
		expect(run.stderr).toBe(
			"x.c:2:1: error[PF101]: pages leak\n 2 | LEAK\n   | ^~~~\n",
		);
		const strict = build("--kbuild=strict", "x.c", text);
		expect(strict).toMatchObject({ status: 1, stderr: run.stderr });
	});

	test("a file that takes no pages is silent", () => {
		expect(build("--kbuild=strict", "x.c", "LEAK\n")).toMatchObject({
			status: 0,
			stdout: "",
			stderr: "",
		});
	});

	test.each([
		["a missing file", "gone.c", ""],
		["a bug", "x.c", "pin_user_pages CRASH"],
		["no file", "-c", ""],
	])("%s is said, and stops only a strict build", (_, file, text) => {
		const run = build("--kbuild", file, text);
		expect(run.status).toBe(0);
		expect(run.stderr).toMatch(/^pinfold: /);
		expect(build("--kbuild=strict", file, text).status).toBe(2);
	});

	test("a kernel that the catalogue does not know is no reason to refuse", () => {
		const env = { KERNELVERSION: "7.99.0-rc1" };
		const run = build("--kbuild", "x.c", "pin_user_pages LEAK", { env });
		expect(run.stderr).toMatch(/^x\.c:1:1: error\[PF101\]/);
	});
});
