// Writes calls of forwarding macros as the calls they stand for: `NV_PIN(addr, n, pages)` with
// `#define NV_PIN(a, n, p) pin_user_pages(a, n, FOLL_WRITE, p)` becomes the call of pin_user_pages() with four arguments.
// Offsets stay those of the macro's use, so that a finding points at what the author wrote.

import type { Rename, RenamedArgument } from "./macro-renames.ts";
import type { Expression, Extent, FunctionSyntax } from "./syntax.ts";

type Call = Expression & { readonly kind: "call" };

export function expandRenames(
	syntax: FunctionSyntax,
	renameOf: (name: string) => Rename | null,
): FunctionSyntax {
	return { ...syntax, body: rewrite(syntax.body, renameOf) };
}

/** Rebuilds what contains a renamed call, and shares everything else. */
function rewrite<Part>(
	part: Part,
	renameOf: (name: string) => Rename | null,
): Part {
	if (Array.isArray(part)) {
		const parts = part.map((item) => rewrite(item, renameOf));
		return parts.some((item, index) => item !== part[index])
			? (parts as Part)
			: part;
	}
	if (typeof part !== "object" || part === null) return part;
	let rebuilt: Record<string, unknown> | null = null;
	// Not Object.entries(): this looks at every node of the function.
	for (const key in part) {
		const value = part[key];
		if (typeof value !== "object") continue;
		const next = rewrite(value, renameOf);
		if (next === value) continue;
		const copy: Record<string, unknown> =
			rebuilt ?? Object.fromEntries(Object.entries(part));
		copy[key] = next;
		rebuilt = copy;
	}
	const whole = (rebuilt ?? part) as Part;
	return isCall(whole) ? (renamed(whole, renameOf) as Part) : whole;
}

function isCall(part: unknown): part is Call {
	return (
		typeof part === "object" &&
		part !== null &&
		"kind" in part &&
		part.kind === "call"
	);
}

function renamed(call: Call, renameOf: (name: string) => Rename | null): Call {
	if (call.callee.kind !== "identifier") return call;
	const rename = renameOf(call.callee.name);
	if (rename === null || rename.args === null) return call;
	const args = rename.args.flatMap((argument) => argumentsOf(call, argument));
	return { ...call, callee: { ...call.callee, name: rename.name }, args };
}

function argumentsOf(
	call: Call,
	argument: RenamedArgument,
): readonly Expression[] {
	switch (argument.kind) {
		case "parameter": {
			const given = call.args[argument.index];
			return given === undefined ? [] : [given];
		}
		case "rest":
			return call.args.slice(argument.index);
		case "text":
			return [fromText(argument.text.trim(), call)];
	}
}

/** Text of a macro's body as an argument: a name or a number is read, anything else stands as it is. */
function fromText(text: string, { start, end }: Extent): Expression {
	if (/^[A-Za-z_]\w*$/.test(text))
		return { kind: "identifier", name: text, start, end };
	if (/^\d+$/.test(text))
		return { kind: "number", text, value: Number(text), start, end };
	return { kind: "unknown", text, start, end };
}
