import type { DirectiveLine } from "./directive-line.ts";
import type { MacroDefinition } from "./source-file.ts";

/** Reads `#define NAME(params) body`; null where there is no name. */
export function readMacroDefinition(
	line: DirectiveLine,
): MacroDefinition | null {
	const name = /^[A-Za-z_$][\w$]*/.exec(line.rest)?.[0];
	if (name === undefined) return null;
	const after = line.rest.slice(name.length);
	const list = /^\(([^()]*)\)/.exec(after);
	return {
		start: line.start,
		end: line.end,
		name,
		parameters: list === null ? null : splitParameters(list[1] ?? ""),
		body: after.slice(list?.[0].length ?? 0).trim(),
	};
}

function splitParameters(list: string): string[] {
	if (list.trim() === "") return [];
	return list.split(",").map((parameter) => parameter.trim());
}

/** The identifiers of a macro body, literals left out, each once. */
export function identifiersOf(body: string): string[] {
	const bare = /["']/.test(body)
		? body.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, " ")
		: body;
	return [...new Set(bare.match(/(?<![\w$])[A-Za-z_$][\w$]*/g) ?? [])];
}
