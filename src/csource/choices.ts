import type { State } from "./activation.ts";
import {
	type Condition,
	kernelVersionCode,
	parseCondition,
	visitCondition,
} from "./condition.ts";
import type { Conditionals } from "./conditionals.ts";

/** Something outside the file that its #if lines ask about. */
export interface Choice {
	readonly name: string;
	/** The states that the file can tell apart; the first is the one taken where nothing asks for another. */
	readonly states: readonly State[];
}

/** Always so in kernel C that is compiled, as a module. */
const fixed: ReadonlyMap<string, State> = new Map<string, State>([
	["__KERNEL__", 1],
	["MODULE", 1],
	["__linux__", 1],
	["__GNUC__", 13],
	// As the sizes of types are taken everywhere here.
	["BITS_PER_LONG", 64],
	["__ASSEMBLY__", null],
	["__ASSEMBLER__", null],
	["__cplusplus", null],
	["__CHECKER__", null],
	["__GENKSYMS__", null],
]);

/** Said of other systems, by drivers that serve several: what is read here is compiled for Linux. */
const otherSystem =
	/(^|_)((Free|Net|Open)?BSD|WIN(32|64|DOWS|NT)?|APPLE|DARWIN|SUN(OS)?|SOLARIS)(_|$)/i;

/** Version macros of distributions: a plain kernel has none of them, so that is what is taken first. */
const distribution = /^(RHEL|SLES?|SUSE|UTS_UBUNTU|UBUNTU|CENTOS|DEBIAN)_/;

export const KERNEL_VERSION_MACRO = "LINUX_VERSION_CODE";

/** `6.8`, `v5.15.3` or `6.12.0-rc1` as LINUX_VERSION_CODE; null where it is no version. */
export function versionCodeOf(kernel: string): number | null {
	const match = /^v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(kernel);
	if (match === null) return null;
	const [, major, minor, patch = "0"] = match;
	return kernelVersionCode(Number(major), Number(minor), Number(patch));
}

/** Every choice of a file by name. Macros that the file defines itself are not among them. */
export function choicesOf(
	conditionals: Conditionals,
	kernel: string | null,
): ReadonlyMap<string, Choice> {
	const uses = collectUses(conditionals);
	const guarded = guardedNames(conditionals);
	const version = kernel === null ? null : versionCodeOf(kernel);
	const defined = new Set(
		[...conditionals.definitions.values()].map(({ name }) => name),
	);
	const choices = new Map<string, Choice>();
	for (const [name, use] of uses) {
		if (defined.has(name) && !guarded.has(name)) continue;
		const states =
			name === conditionals.includeGuard
				? [null]
				: fixed.has(name)
					? [fixed.get(name) ?? null]
					: otherSystem.test(name)
						? [null]
						: name === KERNEL_VERSION_MACRO && version !== null
							? [version]
							: statesOf(name, use, guarded.has(name));
		choices.set(name, { name, states });
	}
	return choices;
}

interface Use {
	/** The values on both sides of each border. */
	readonly values: Set<number>;
	asksDefined: boolean;
	asksModule: boolean;
}

function statesOf(name: string, use: Use, guarded: boolean): State[] {
	if (name.startsWith("CONFIG_"))
		return use.asksModule ? [1, null, 2] : [1, null];
	const values: State[] = [...use.values]
		.filter((value) => value >= 0)
		.sort((a, b) => b - a);
	if (values.length === 0) values.push(1);
	if (guarded || distribution.test(name)) return [null, ...values];
	return use.asksDefined ? [...values, null] : values;
}

function collectUses({
	groups,
	definitions,
}: Conditionals): ReadonlyMap<string, Use> {
	const uses = new Map<string, Use>();
	const bodies = new Map<string, string>();
	for (const { name, parameters, body } of definitions.values())
		if (parameters === null && body !== "") bodies.set(name, body);
	const expanded = new Set<string>();
	const useOf = (name: string): Use => {
		let use = uses.get(name);
		if (use === undefined) {
			use = {
				values: new Set(),
				asksDefined: false,
				asksModule: false,
			};
			uses.set(name, use);
		}
		return use;
	};
	const collect = (condition: Condition): void => {
		visitCondition(condition, (part) => {
			switch (part.kind) {
				case "defined":
					useOf(part.name).asksDefined = true;
					break;
				case "config":
					if (part.test !== "enabled")
						useOf(part.name).asksModule ||= part.test === "module";
					else useOf(part.name);
					break;
				case "opaque":
					useOf(part.text).values.add(1).add(0);
					break;
				case "binary":
					collectComparison(part, useOf);
					break;
				case "name": {
					const body = bodies.get(part.name);
					if (body !== undefined && !expanded.has(part.name)) {
						expanded.add(part.name);
						collect(parseCondition(body));
					}
					const use = useOf(part.name);
					if (use.values.size === 0) use.values.add(1).add(0);
				}
			}
		});
	};
	for (const group of groups)
		for (const { condition } of group.branches)
			if (condition !== null) collect(condition);
	return uses;
}

function collectComparison(
	part: Condition & { kind: "binary" },
	useOf: (name: string) => Use,
): void {
	const comparison = readComparison(part);
	if (comparison === null) return;
	const { name, number } = comparison;
	const use = useOf(name);
	use.values.add(number).add(number - 1);
	if (isAfter(part, comparison) || part.op === "==" || part.op === "!=")
		use.values.add(number + 1);
}

/** `NAME >= 5` or, reversed, `5 <= NAME`. */
function readComparison({ op, left, right }: Condition & { kind: "binary" }): {
	name: string;
	number: number;
	reversed: boolean;
} | null {
	if (!/^[<>=!]=?$/.test(op)) return null;
	if (left.kind === "name" && right.kind === "number")
		return { name: left.name, number: right.value, reversed: false };
	if (left.kind === "number" && right.kind === "name")
		return { name: right.name, number: left.value, reversed: true };
	return null;
}

/** Between two numbers a condition can change: the upper one, and the number that the file has written there. */
export interface Border {
	readonly from: number;
	/** The last number below the border where the file names that one: `<= 5`. Else the file names `from`: `< 6`. */
	readonly last: number | null;
}

/** Where these conditions can change with the value of a name, ascending. */
export function bordersOf(
	conditions: Iterable<Condition>,
	name: string,
): Border[] {
	const borders = new Map<number, Border>();
	const add = (from: number, last: number | null): void => {
		if (borders.get(from)?.last !== null) borders.set(from, { from, last });
	};
	for (const condition of conditions)
		visitCondition(condition, (part) => {
			if (part.kind !== "binary") return;
			const comparison = readComparison(part);
			if (comparison?.name !== name) return;
			const { number } = comparison;
			if (!isAfter(part, comparison)) add(number, null);
			if (isAfter(part, comparison) || part.op === "==" || part.op === "!=")
				add(number + 1, number);
		});
	return [...borders.values()].sort((a, b) => a.from - b.from);
}

/** The condition changes behind the number, not before it: `NAME <= 5`, `5 < NAME`. */
function isAfter(
	{ op }: { readonly op: string },
	{ reversed }: { readonly reversed: boolean },
): boolean {
	if (op === "==" || op === "!=") return false;
	return (op === ">=" || op === "<") === reversed;
}

/** Macros that the file defines only where they are not defined yet. */
function guardedNames({
	groups,
	definitions,
}: Conditionals): ReadonlySet<string> {
	const guarded = new Set<string>();
	for (const group of groups) {
		for (const branch of group.branches) {
			const next = definitions.get(branch.line + 1)?.name;
			if (next === undefined || branch.condition === null) continue;
			visitCondition(branch.condition, (part) => {
				if (
					part.kind === "unary" &&
					part.op === "!" &&
					part.operand.kind === "defined" &&
					part.operand.name === next
				)
					guarded.add(next);
			});
		}
	}
	return guarded;
}
