// Debian's kernels as an oracle: their configurations, and what gcc makes of their own headers with one of them.

import { execFileSync, spawnSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface DebianConfig {
	/** Such as config.amd64_none_cloud-amd64. */
	readonly name: string;
	readonly text: string;
}

/** From linux-config-X.Y; empty when the package is not installed. */
export function debianConfigs(release: string): DebianConfig[] {
	const folder = `/usr/src/linux-config-${release}`;
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.endsWith(".xz"))
		.map((name) => ({
			name: name.replace(/\.xz$/, ""),
			text: execFileSync("xz", ["-dc", join(folder, name)], {
				encoding: "utf8",
				maxBuffer: 2 ** 26,
			}),
		}));
}

export interface DebianHeaders {
	/** With include/generated/ of one flavour. */
	readonly flavour: string;
	/** What all flavours share. */
	readonly common: string;
}

/** From linux-headers-X.Y…-amd64; null when it or gcc is not installed. */
export function debianHeaders(release: string): DebianHeaders | null {
	if (spawnSync("gcc", ["--version"]).status !== 0) return null;
	const source = "/usr/src";
	const pattern = new RegExp(
		`^linux-headers-${release.replace(".", "\\.")}\\.\\d.*-amd64$`,
	);
	const flavour = existsSync(source)
		? readdirSync(source).find(
				(name) => pattern.test(name) && !/-(cloud|rt)-/.test(name),
			)
		: undefined;
	if (flavour === undefined) return null;
	const common = join(source, flavour.replace(/-amd64$/, "-common"));
	return existsSync(common) ? { flavour: join(source, flavour), common } : null;
}

/** `#define NAME number` lines of include/generated/bounds.h. */
export function generatedBounds({
	flavour,
}: DebianHeaders): Record<string, number> {
	const text = readFileSync(
		join(flavour, "include/generated/bounds.h"),
		"utf8",
	);
	return numbersIn(text, /^#define (\w+) (\d+)/gm);
}

/** What the compiler says about one configuration; the names are those of the macros. */
export function compileLayout(
	headers: DebianHeaders,
	tree: string,
	configText: string,
): Record<string, number> {
	const folder = mkdtempSync(join(tmpdir(), "pinfold-headers-"));
	const generated = join(folder, "generated");
	mkdirSync(generated);
	writeFileSync(join(generated, "autoconf.h"), autoconf(configText));
	const bounds = numbersIn(
		assemble(headers, folder, join(tree, "kernel/bounds.c")),
		/->(\w+) \$?(-?\d+)/g,
	);
	writeFileSync(
		join(generated, "bounds.h"),
		Object.entries(bounds)
			.map(([name, value]) => `#define ${name} ${value}\n`)
			.join(""),
	);
	const probe = join(folder, "probe.c");
	writeFileSync(probe, probeSource);
	return {
		...bounds,
		...numbersIn(assemble(headers, folder, probe), /->(\w+) \$?(-?\d+)/g),
	};
}

const widths = [
	"BITS_PER_LONG",
	"ZONES_WIDTH",
	"NODES_WIDTH",
	"SECTIONS_WIDTH",
	"LAST_CPUPID_WIDTH",
	"KASAN_TAG_WIDTH",
	"LRU_REFS_WIDTH",
];

const probeSource = `#include <linux/mm_types.h>
#include <linux/mmzone.h>
#include <linux/page-flags-layout.h>
#define SAY(name, value) asm volatile("\\n.ascii \\"->" #name " %c0\\"" : : "i" ((long)(value)))
void probe(void)
{
${widths.map((name) => `\tSAY(${name}, ${name});`).join("\n")}
	SAY(struct_page, sizeof(struct page));
}
`;

/** As kconfig writes include/generated/autoconf.h: a module defines another name. */
function autoconf(configText: string): string {
	return [...configText.matchAll(/^CONFIG_(\w+)=(.*)$/gm)]
		.map(([, option, value]) => {
			if (value === "m") return `#define CONFIG_${option}_MODULE 1\n`;
			return `#define CONFIG_${option} ${value === "y" ? "1" : value}\n`;
		})
		.join("");
}

function assemble(
	{ flavour, common }: DebianHeaders,
	folder: string,
	file: string,
): string {
	const own = execFileSync("gcc", ["-print-file-name=include"], {
		encoding: "utf8",
	}).trim();
	const includes = [
		folder,
		`${common}/arch/x86/include`,
		`${flavour}/arch/x86/include/generated`,
		`${common}/include`,
		`${flavour}/include`,
		`${common}/arch/x86/include/uapi`,
		`${flavour}/arch/x86/include/generated/uapi`,
		`${common}/include/uapi`,
		`${flavour}/include/generated/uapi`,
	].flatMap((path) => ["-I", path]);
	return execFileSync(
		"gcc",
		[
			..."-nostdinc -D__KERNEL__ -std=gnu11 -O2 -w -m64 -mno-sse -mcmodel=kernel -fno-PIE -ffreestanding -fshort-wchar".split(
				" ",
			),
			'-DKBUILD_MODNAME="p"',
			'-DKBUILD_BASENAME="p"',
			"-isystem",
			own,
			...includes,
			"-include",
			`${common}/include/linux/kconfig.h`,
			"-include",
			`${common}/include/linux/compiler_types.h`,
			"-S",
			"-o",
			"-",
			file,
		],
		{ encoding: "utf8", maxBuffer: 2 ** 26 },
	);
}

function numbersIn(text: string, pattern: RegExp): Record<string, number> {
	return Object.fromEntries(
		[...text.matchAll(pattern)].map(([, name = "", value]) => [
			name,
			Number(value),
		]),
	);
}
