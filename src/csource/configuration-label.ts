import type { State } from "./activation.ts";
import { type Choice, KERNEL_VERSION_MACRO } from "./choices.ts";

/**
 * What a state of a choice means, in words of the kernel: `LINUX_VERSION_CODE >= 5.6`, `CONFIG_COMPAT=n`. `constants` are
 * the numbers that matter, ascending: a border that decides nothing interesting is no part of the meaning.
 */
export function labelsOf(
	choice: Choice,
	state: State,
	constants: readonly number[],
): string[] {
	const { name } = choice;
	if (name.startsWith("CONFIG_"))
		return [state === null ? `${name}=n` : state === 2 ? `${name}=m` : name];
	if (state === null) return [`!defined(${name})`];
	if (constants.length === 0) return [nameLabel(name, state)];
	if (constants.includes(state) && isExact(choice, state))
		return [`${name} == ${numberLabel(name, state)}`];
	const below = constants.filter((constant) => constant <= state).at(-1);
	const above = constants.find((constant) => constant > state);
	return [
		...(below === undefined ? [] : [`${name} >= ${numberLabel(name, below)}`]),
		...(above === undefined ? [] : [`${name} < ${numberLabel(name, above)}`]),
	];
}

/** Whether the file also tells this number from the next one. */
function isExact({ states }: Choice, state: number): boolean {
	return states.includes(state + 1);
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
