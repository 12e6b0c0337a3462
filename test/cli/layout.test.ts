// `pinfold layout` as a function: what it prints, returns and refuses.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { type LayoutOptions, layoutCommand } from "#cli/layout-command.ts";
import { Refusal } from "#cli/refusal.ts";
import { plainPalette } from "#report/palette.ts";

const configs = join(
	dirname(dirname(fileURLToPath(import.meta.url))),
	"mm/layout/configs",
);
const maxSmp = join(configs, "v6.12-x86_64-maxsmp.config");
const folder = mkdtempSync(join(tmpdir(), "pinfold-layout-"));

function write(name: string, content: string | Buffer): string {
	const path = join(folder, name);
	writeFileSync(path, content);
	return path;
}

function run(
	config: string,
	options: Partial<LayoutOptions> = {},
): { output: string; exit: number } {
	let output = "";
	const exit = layoutCommand(
		{ config, kernel: null, format: "text", ...options },
		{
			write: (text) => {
				output += text;
			},
			palette: plainPalette,
		},
	);
	return { output, exit };
}

function refusal(config: string, kernel: string | null = null): string {
	try {
		run(config, { kernel });
	} catch (error) {
		if (error instanceof Refusal) return error.message;
		throw error;
	}
	return "";
}

describe("pinfold layout", () => {
	test("prints the budget as one table, then struct page, then schemes", () => {
		const { output, exit } = run(maxSmp);
		expect(exit).toBe(0);
		expect(output).toMatch(
			/^ {2}NR_PAGEFLAGS +24 +19 always \+ .*page-flags\.h:__NR_PAGEFLAGS$/m,
		);
		expect(output).toMatch(/^ {2}free +1 +of 64/m);
		expect(output).toMatch(/^struct page: 64 bytes/m);
		expect(output).toMatch(/^Schemes that do not fit\n {2}S9 /m);
		const starts = output
			.split("\n")
			.filter((line) => /^ {2}[A-Z_]+_WIDTH /.test(line))
			.map((line) => line.search(/(include|kernel|arch)\/\S+$/));
		expect(new Set(starts).size).toBe(1);
	});

	test("JSON holds the same, versioned", () => {
		const document = JSON.parse(run(maxSmp, { format: "json" }).output);
		expect(document).toMatchObject({
			schema: 1,
			tool: { name: "pinfold" },
			era: "v6.12",
			architecture: "x86_64",
			budget: { freeBits: 1, problems: [] },
			structPage: { bytes: 64 },
		});
		expect(document.schemes).toHaveLength(25);
	});

	test("--kernel overrides the release that the file names, and says so", () => {
		const { output } = run(maxSmp, { kernel: "5.0" });
		expect(output).toContain("by the rules of v5.0\nit is of kernel 6.12");
		expect(output).not.toContain("LRU_GEN_WIDTH");
	});

	test("a kernel that does not compile gives 1 and the #error", () => {
		const path = write(
			"no-room",
			"# Linux/arm 6.12.1 Kernel Configuration\nCONFIG_ARM=y\nCONFIG_NODES_SHIFT=13\nCONFIG_SPARSEMEM=y\nCONFIG_SPARSEMEM_VMEMMAP=y\n",
		);
		const { output, exit } = run(path);
		expect(exit).toBe(1);
		expect(output).toContain("does not compile: Vmemmap: No space");
	});

	test("lines of no known form are counted", () => {
		const path = write(
			"odd",
			"# Linux/arm 6.12.1 Kernel Configuration\nCONFIG_ARM=y\nfoo\n",
		);
		expect(run(path).output).toContain("1 of its 3 lines has no known form");
	});

	test("a gzip file and a pipe are read", () => {
		const text = "CONFIG_ARM=y\n# CONFIG_SMP is not set\n";
		const packed = write("config.gz", gzipSync(text));
		expect(run(packed, { kernel: "6.1" }).output).toContain(": arm,");
		const pipe = join(folder, "pipe");
		execFileSync("mkfifo", [pipe]);
		spawn("sh", ["-c", `echo CONFIG_ARM=y > '${pipe}'`], { stdio: "ignore" });
		expect(run(pipe, { kernel: "6.1" }).output).toContain(": arm,");
	});

	test("each bad input is refused in one sentence", () => {
		const xz = write("config.xz", Buffer.from("\xfd7zXZ\0", "latin1"));
		const lines = [
			refusal(join(folder, "absent")),
			refusal(folder),
			refusal("/dev/zero"),
			refusal(write("binary", Buffer.from([1, 0, 2]))),
			refusal(write("broken.gz", Buffer.from([0x1f, 0x8b, 8, 0, 1]))),
			refusal(xz),
			refusal(write("empty", "")),
			refusal(write("c", "int main(void) { return 0; }\n")),
			refusal(write("nameless", "CONFIG_X86_64=y\n")),
			refusal(
				write(
					"other",
					"# Linux/x86 5.10.1 Kernel Configuration\nCONFIG_X86_64=y\n",
				),
			),
			refusal(maxSmp, "6.11"),
			refusal(write("riscv", "CONFIG_RISCV=y\n"), "6.12"),
		];
		expect(lines.map((line) => line.replaceAll(folder, "F"))).toEqual([
			"F/absent: no such file",
			"F: a folder: give the file F/.config",
			"/dev/zero: not a file: give a kernel's .config",
			"F/binary: not a text file: give a kernel's .config",
			"F/broken.gz: a broken or too large gzip file",
			"F/config.xz: packed with xz: give --config <(xzcat F/config.xz), or unpack it first",
			"F/empty: no line of the form CONFIG_…=y: give a kernel's .config",
			"F/c: no line of the form CONFIG_…=y: give a kernel's .config",
			"F/nameless: names no kernel release: give one of 5.0, 5.9, 6.1, 6.12 with --kernel",
			"F/other: of kernel 5.10.1, whose rules are not known: give one of 5.0, 5.9, 6.1, 6.12 with --kernel",
			"the rules of kernel 6.11 are not known: give one of 5.0, 5.9, 6.1, 6.12 with --kernel",
			"F/riscv: the rules of CONFIG_RISCV are not known: only arm, arm64, i386, m68k, powerpc64, s390, x86_64",
		]);
	});
});

test("the example of docs/layout.md is what the command prints", () => {
	const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
	const path = join(checkout, "docs/layout.md");
	const page = readFileSync(path, "utf8");
	const played = page.replace(
		/^```console\n\$ pinfold layout --config (\S+)\n[\s\S]*?```$/gm,
		(_, file: string) => {
			const output = run(join(checkout, file)).output;
			const shown = output.replaceAll(`${checkout}/`, "");
			return `\`\`\`console\n$ pinfold layout --config ${file}\n${shown}\`\`\``;
		},
	);
	if (process.env.BLESS === "1") writeFileSync(path, played);
	else expect(played).toBe(page);
	expect(played).toContain("by the rules of");
});
