import {
	type Condition,
	definedTest,
	type MacroLookup,
	parseCondition,
} from "./condition.ts";
import { type DirectiveLine, readDirective } from "./directive-line.ts";
import { readMacroDefinition } from "./macro-definition.ts";
import { once } from "./once.ts";
import type { MacroDefinition } from "./source-file.ts";
import type { Directive } from "./tokens.ts";

/** One arm of an #if. It covers the text between its own directive and the next of its group. */
export interface Branch {
	/** Index into Conditionals.lines of the directive that opens it. */
	readonly line: number;
	/** null for #else. */
	readonly condition: Condition | null;
}

/** #if … #elif … #else … #endif. */
export interface ConditionalGroup {
	readonly branches: Branch[];
	/** Index of the #endif, or lines.length where it is missing. */
	close: number;
	/** Position in Conditionals.groups of the group around this one and the branch it stands in; null at file level. */
	readonly parent: BranchPlace | null;
}

/** Positions in Conditionals.groups and ConditionalGroup.branches. */
export interface BranchPlace {
	readonly group: number;
	readonly branch: number;
}

/** The preprocessor lines of a file and how its #if nest. Stray #else and #endif are ignored. */
export interface Conditionals {
	readonly lines: readonly DirectiveLine[];
	readonly groups: readonly ConditionalGroup[];
	/** Macro definitions by line index, in branches of any kind. */
	readonly definitions: ReadonlyMap<number, MacroDefinition>;
	/** Line indices of the #define and #undef lines by the name of their macro. */
	readonly byName: ReadonlyMap<string, readonly number[]>;
	/** By line index: the branch that the text behind the line stands in; null at file level. */
	readonly around: readonly (BranchPlace | null)[];
	/** The macro whose #ifndef encloses the whole file; null where there is none. */
	readonly includeGuard: string | null;
}

export function readConditionals(
	text: string,
	directives: readonly Directive[],
): Conditionals {
	const lines = directives.map((directive) => readDirective(text, directive));
	const definitions = new Map<number, MacroDefinition>();
	lines.forEach((line, index) => {
		if (line.keyword !== "define") return;
		const definition = readMacroDefinition(line);
		if (definition !== null) definitions.set(index, definition);
	});
	const { groups, around } = readGroups(lines, lookupIn(definitions));
	const byName = once(() => linesByName(lines, definitions));
	return {
		lines,
		groups,
		definitions,
		get byName() {
			return byName();
		},
		around,
		includeGuard: findIncludeGuard(lines, groups, definitions),
	};
}

/** Whether every line of the file counts, whatever is configured. */
export function isUnconditional({
	groups,
	includeGuard,
}: Conditionals): boolean {
	return groups.length === 0 || (groups.length === 1 && includeGuard !== null);
}

/** A function-like macro that the file defines in one way only. */
function lookupIn(
	definitions: ReadonlyMap<number, MacroDefinition>,
): MacroLookup {
	const found = once(() => uniqueDefinitions(definitions));
	return (name) => {
		const definition = found().get(name) ?? null;
		if (definition === null || definition.parameters === null) return null;
		return { parameters: definition.parameters, body: definition.body };
	};
}

function uniqueDefinitions(
	definitions: ReadonlyMap<number, MacroDefinition>,
): ReadonlyMap<string, MacroDefinition | null> {
	const found = new Map<string, MacroDefinition | null>();
	for (const definition of definitions.values()) {
		const before = found.get(definition.name);
		const same = before === undefined || before?.body === definition.body;
		found.set(definition.name, same ? definition : null);
	}
	return found;
}

function linesByName(
	lines: readonly DirectiveLine[],
	definitions: ReadonlyMap<number, MacroDefinition>,
): ReadonlyMap<string, readonly number[]> {
	const byName = new Map<string, number[]>();
	lines.forEach(({ keyword, rest }, index) => {
		const name =
			keyword === "undef"
				? (/^[\w$]*/.exec(rest)?.[0] ?? "")
				: definitions.get(index)?.name;
		if (name === undefined) return;
		const found = byName.get(name);
		if (found === undefined) byName.set(name, [index]);
		else found.push(index);
	});
	return byName;
}

function readGroups(
	lines: readonly DirectiveLine[],
	lookup: MacroLookup,
): { groups: ConditionalGroup[]; around: (BranchPlace | null)[] } {
	const groups: ConditionalGroup[] = [];
	const around: (BranchPlace | null)[] = [];
	const open: number[] = [];
	let place: BranchPlace | null = null;
	const placeNow = (): BranchPlace | null => {
		const group = open.at(-1);
		const branches = groups[group ?? -1]?.branches;
		return group === undefined || branches === undefined
			? null
			: { group, branch: branches.length - 1 };
	};
	lines.forEach((line, index) => {
		const current = groups[open.at(-1) ?? -1];
		switch (line.keyword) {
			case "if":
			case "ifdef":
			case "ifndef":
				groups.push({
					branches: [{ line: index, condition: conditionOf(line, lookup) }],
					close: lines.length,
					parent: place,
				});
				open.push(groups.length - 1);
				break;
			case "elif":
			case "elifdef":
			case "elifndef":
			case "else":
				current?.branches.push({
					line: index,
					condition: line.keyword === "else" ? null : conditionOf(line, lookup),
				});
				break;
			case "endif":
				if (current !== undefined) current.close = index;
				open.pop();
				break;
			default:
				around.push(place);
				return;
		}
		place = placeNow();
		around.push(place);
	});
	return { groups, around };
}

function conditionOf(line: DirectiveLine, lookup: MacroLookup): Condition {
	const name = /^[\w$]*/.exec(line.rest)?.[0] ?? "";
	switch (line.keyword) {
		case "ifdef":
		case "elifdef":
			return definedTest(name);
		case "ifndef":
		case "elifndef":
			return { kind: "unary", op: "!", operand: definedTest(name) };
		default:
			return parseCondition(line.rest, lookup);
	}
}

function findIncludeGuard(
	lines: readonly DirectiveLine[],
	groups: readonly ConditionalGroup[],
	definitions: ReadonlyMap<number, MacroDefinition>,
): string | null {
	const group = groups[0];
	const branch = group?.branches[0];
	if (group?.branches.length !== 1 || branch?.condition?.kind !== "unary")
		return null;
	const { operand, op } = branch.condition;
	const name = operand.kind === "defined" && op === "!" ? operand.name : null;
	const define = definitions.get(branch.line + 1);
	const closesFile =
		group.close === lines.length - 1 || group.close >= lines.length;
	return name !== null && define?.name === name && closesFile ? name : null;
}
