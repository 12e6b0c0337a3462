// Puts the new call where the old statements stood, with the comments that were among them.

import type { Statement } from "#csource/syntax.ts";
import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { columnAfter, indentAt, layOutCall } from "../layout.ts";
import type { TargetApi } from "../target-api.ts";
import type {
	ReleaseContext,
	ReleaseEdit,
	Replacement,
} from "./replacement.ts";

export function write(
	context: ReleaseContext,
	release: ReleaseCall,
	replacement: Replacement,
	path: readonly Statement[],
): ReleaseEdit {
	const { view } = context.unit.unit;
	const { name, model } = release;
	const { start, end } = replacement;
	const called = calledName(context.target, replacement);
	const comments = commentsIn(view.original, view.text, start, end);
	const indent = indentAt(view.original, start);
	const lead = comments.map((comment) => `${comment}\n${indent}`).join("");
	const text = `${lead}${statementText(context, release, replacement, indent)}`;
	const braces = text.includes("\n")
		? null
		: bracesAround(view.original, replacement, path);
	return {
		kind: "edits",
		edits: [
			{
				start: braces?.start ?? start,
				end: braces?.end ?? end,
				text: braces === null ? text : `\n${indent}${text}`,
				what:
					start === release.call.start
						? `${name}() becomes ${called}()`
						: replacement.dirty === null
							? `a loop of ${name}() becomes ${called}()`
							: `marking dirty and ${name}() become ${called}()`,
				function: model.name,
				release: release.call.start,
				...(replacement.absorbs ? { absorbs: true as const } : {}),
			},
		],
	};
}

function calledName(target: TargetApi, replacement: Replacement): string {
	return replacement.call === "range"
		? (target.range ?? target.many)
		: target[replacement.call];
}

function statementText(
	context: ReleaseContext,
	release: ReleaseCall,
	{ call, args, dirty, condition, guarded = false }: Replacement,
	indent: string,
): string {
	const { target } = context;
	const count = args[1];
	const tests = [
		...(condition === null ? [] : [condition]),
		...((guarded || context.guarded.has(release.call.start)) &&
		count !== undefined
			? [`${count} > 0`]
			: []),
	];
	const inner = tests.length === 0 ? indent : `${indent}\t`;
	const plain = (
		name: string,
		given: readonly string[],
		place: string,
	): string => layOutCall(name, given, columnAfter(place), ";");
	const body = ((): string => {
		if (call === "one") return plain(target.one, args, inner);
		if (call === "range")
			return plain(target.range ?? "", [...args, dirty ?? "false"], inner);
		if (call === "many") return plain(target.many, args, inner);
		const when = dirty ?? "true";
		if (target.dirtyTakesFlag)
			return plain(target.dirty, [...args, when], inner);
		if (when === "true") return plain(target.dirty, args, inner);
		if (when === "false") return plain(target.many, args, inner);
		return `if (${when})\n${inner}\t${plain(target.dirty, args, `${inner}\t`)}\n${inner}else\n${inner}\t${plain(target.many, args, `${inner}\t`)}`;
	})();
	return tests.length === 0
		? body
		: `if (${tests.join(" && ")})\n${inner}${body}`;
}

/** Comments of what goes away stay, before what takes its place. */
function commentsIn(
	original: string,
	blanked: string,
	start: number,
	end: number,
): readonly string[] {
	const comments: string[] = [];
	const pattern = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
	pattern.lastIndex = start;
	for (
		let match = pattern.exec(original);
		match !== null && match.index < end;
		match = pattern.exec(original)
	)
		if (blanked.slice(match.index, match.index + 2).trim() === "")
			comments.push(
				reindented(
					match[0],
					indentAt(original, match.index),
					indentAt(original, start),
				),
			);
	return comments;
}

function reindented(comment: string, from: string, to: string): string {
	return comment
		.split("\n")
		.map((line, index) =>
			index > 0 && line.startsWith(from) ? to + line.slice(from.length) : line,
		)
		.join("\n");
}

/** `{ … }` around what becomes one line goes with it, as checkpatch.pl asks; null where it must stay. */
function bracesAround(
	original: string,
	{ start, end }: Replacement,
	path: readonly Statement[],
): { readonly start: number; readonly end: number } | null {
	const at = path.findLastIndex(
		(statement) =>
			statement.start <= start &&
			end <= statement.end &&
			statement.kind === "block",
	);
	const block = path[at];
	const owner = path[at - 1];
	if (block?.kind !== "block" || owner === undefined) return null;
	const isAlone = block.body.every(
		(statement) =>
			statement.kind === "empty" ||
			(start <= statement.start && statement.end <= end),
	);
	const owns =
		(owner.kind === "if" && owner.otherwise === null && owner.then === block) ||
		((owner.kind === "for" || owner.kind === "while") && owner.body === block);
	if (!isAlone || !owns) return null;
	const around =
		original.slice(block.start + 1, start) + original.slice(end, block.end - 1);
	if (around.trim() !== "") return null;
	const before = original.slice(0, block.start).trimEnd().length;
	return { start: before, end: block.end };
}
