// Reads those functions of a file that can matter to its acquire calls. Others are never parsed.

import { resolveRename } from "#csource/macro-renames.ts";
import type { CParser } from "#csource/parser.ts";
import type { FunctionOutline, SourceView } from "#csource/source-file.ts";
import type { Expression } from "#csource/syntax.ts";
import { expressionsOf, visitExpression } from "#csource/walk.ts";
import {
	type FunctionModel,
	modelFunction,
	type Unit,
} from "./function-model.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** How far callers of a function that acquires, and functions it calls, are read. */
const callerDepth = 3;
const calleeDepth = 2;

/** null where no function of the view acquires. */
export function loadUnit(
	view: SourceView,
	vocabulary: Vocabulary,
	parser: CParser,
): Unit | null {
	const resolve = renamerOf(view);
	const selected = selectFunctions(view, vocabulary, resolve);
	if (selected.length === 0) return null;
	const functions = new Map<string, FunctionModel>();
	for (const outline of selected)
		if (!functions.has(outline.name))
			functions.set(
				outline.name,
				modelFunction(parser.parseFunction(view, outline)),
			);
	return {
		view,
		functions,
		structs: new Map(
			view.structs.map((definition) => [definition.tag, definition]),
		),
		handlers: handlersOf(view, functions),
		resolve,
	};
}

function renamerOf(view: SourceView): (name: string) => string {
	const known = new Map<string, string>();
	return (name) => {
		let target = known.get(name);
		if (target === undefined) {
			target = resolveRename(view.macros, name)?.name ?? name;
			known.set(name, target);
		}
		return target;
	};
}

function selectFunctions(
	view: SourceView,
	vocabulary: Vocabulary,
	resolve: (name: string) => string,
): readonly FunctionOutline[] {
	const uses = (
		outline: FunctionOutline,
		test: (name: string) => boolean,
	): boolean => {
		for (const name of outline.identifiers)
			if (test(resolve(name))) return true;
		return false;
	};
	const acquiring = view.functions.filter((outline) =>
		uses(outline, (name) => vocabulary.acquire(name) !== null),
	);
	if (acquiring.length === 0) return [];
	const selected = new Set<FunctionOutline>(acquiring);
	for (const outline of view.functions)
		if (
			uses(
				outline,
				(name) => (vocabulary.release(name) ?? vocabulary.dirty(name)) !== null,
			)
		)
			selected.add(outline);
	const callers = closure(acquiring, callerDepth, (names) =>
		view.functions.filter((outline) =>
			names.some((name) => outline.identifiers.has(name)),
		),
	);
	for (const outline of callers) selected.add(outline);
	const byName = new Map(
		view.functions.map((outline) => [outline.name, outline]),
	);
	const callees = closure([...selected], calleeDepth, (_names, from) =>
		from.flatMap((outline) =>
			[...outline.identifiers].flatMap((name) => byName.get(name) ?? []),
		),
	);
	for (const outline of callees) selected.add(outline);
	return view.functions.filter((outline) => selected.has(outline));
}

function closure(
	start: readonly FunctionOutline[],
	depth: number,
	next: (
		names: readonly string[],
		from: readonly FunctionOutline[],
	) => readonly FunctionOutline[],
): ReadonlySet<FunctionOutline> {
	const reached = new Set(start);
	let frontier = start;
	for (let level = 0; level < depth && frontier.length > 0; level++) {
		const found = next(
			frontier.map((outline) => outline.name),
			frontier,
		);
		frontier = found.filter((outline) => !reached.has(outline));
		for (const outline of frontier) reached.add(outline);
	}
	return reached;
}

/** Functions stored in a field: by the tables of the file, and by assignments in the functions that were read. */
function handlersOf(
	view: SourceView,
	functions: ReadonlyMap<string, FunctionModel>,
): ReadonlyMap<string, readonly string[]> {
	const handlers = new Map<string, string[]>();
	const add = (field: string, value: Expression): void => {
		if (value.kind !== "identifier" || !functions.has(value.name)) return;
		const known = handlers.get(field) ?? [];
		if (!known.includes(value.name)) known.push(value.name);
		handlers.set(field, known);
	};
	for (const table of view.tables)
		for (const { designator, value } of table.items)
			if (designator !== null) add(designator, value);
	for (const model of functions.values())
		for (const expression of expressionsOf(model.syntax.body))
			visitExpression(expression, (part) => {
				if (part.kind === "assign" && part.target.kind === "member")
					add(part.target.field, part.value);
				return true;
			});
	return handlers;
}
