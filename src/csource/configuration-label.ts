import type { State } from "./activation.ts";
import { type Border, type Choice, KERNEL_VERSION_MACRO } from "./choices.ts";

/**
 * What a state of a choice means, in words of the kernel: `LINUX_VERSION_CODE >= 5.6`, `CONFIG_COMPAT=n`. `borders` are
 * those that matter, ascending: one that decides nothing interesting is no part of the meaning.
 */
export function labelsOf(
	choice: Choice,
	state: State,
	borders: readonly Border[],
): string[] {
	const { name } = choice;
	if (name.startsWith("CONFIG_"))
		return [state === null ? `${name}=n` : state === 2 ? `${name}=m` : name];
	if (state === null) return [`!defined(${name})`];
	if (borders.length === 0) return [nameLabel(name, state)];
	const below = borders.filter(({ from }) => from <= state).at(-1);
	const above = borders.find(({ from }) => from > state);
	if (below !== undefined && above?.from === below.from + 1)
		return [`${name} == ${numberLabel(name, below.from)}`];
	return [
		...(below === undefined ? [] : [lowerBound(name, below)]),
		...(above === undefined ? [] : [upperBound(name, above)]),
	];
}

function lowerBound(name: string, { from, last }: Border): string {
	return last === null
		? `${name} >= ${numberLabel(name, from)}`
		: `${name} > ${numberLabel(name, last)}`;
}

function upperBound(name: string, { from, last }: Border): string {
	return last === null
		? `${name} < ${numberLabel(name, from)}`
		: `${name} <= ${numberLabel(name, last)}`;
}

function nameLabel(name: string, state: number): string {
	if (name.includes("(")) return state === 0 ? `!${name}` : name;
	return state === 0 ? `!${name}` : `defined(${name})`;
}

function numberLabel(name: string, value: number): string {
	if (name === KERNEL_VERSION_MACRO || name.startsWith("SLE")) {
		const [major, minor, patch] = [
			value >> 16,
			(value >> 8) & 255,
			value & 255,
		];
		return patch === 0 ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
	}
	if (name.startsWith("RHEL_")) return `${value >> 8}.${value & 255}`;
	return String(value);
}
