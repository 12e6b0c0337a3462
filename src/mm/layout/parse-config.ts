import type { KernelConfig } from "./kernel-config.ts";

const set = /^CONFIG_(\w+)=(y|m|n|-?\d+|0[xX][\da-fA-F]+|"(?:[^"\\]|\\.)*")$/;
const notSet = /^# CONFIG_(\w+) is not set$/;
const title = /^# Linux\/\S+ (\d+\.\d+\S*) Kernel Configuration$/;

/**
 * Reads the text of a .config. Never fails: a line of no known form is counted and left out, as kconfig does with a
 * warning. An option that is set twice has the later value, as in conf_read_simple().
 */
export function parseConfig(text: string): KernelConfig {
	const options = new Map<string, string>();
	const badLines: number[] = [];
	let release: string | null = null;
	const lines = text.split("\n");
	if (lines.at(-1) === "") lines.pop();
	for (const [index, raw] of lines.entries()) {
		const line = raw.trimEnd();
		const [, option, value] = set.exec(line) ?? notSet.exec(line) ?? [];
		if (option !== undefined) options.set(option, value ?? "n");
		else if (line.startsWith("#")) release ??= title.exec(line)?.[1] ?? null;
		else if (line !== "") badLines.push(index + 1);
	}
	return { options, release, badLines, lines: lines.length };
}
