// What was read of the functions of a file, kept while the file is read again with more of the files around it.

import { expandRenames } from "#csource/expand-renames.ts";
import { type Rename, resolveRename } from "#csource/macro-renames.ts";
import type { CParser } from "#csource/parser.ts";
import type {
	FunctionOutline,
	MacroDefinition,
	SourceView,
} from "#csource/source-file.ts";
import { FlowMemory } from "../graph/function-flow.ts";
import { addressMacrosOf } from "./address-macros.ts";
import { type FunctionModel, modelFunction } from "./function-model.ts";
import type { Vocabulary } from "./vocabulary.ts";

interface Reading {
	/** What the macros it uses forward to, as text. */
	readonly renames: string;
	readonly model: FunctionModel;
}

export class ReadingMemory {
	private readonly flows = new Map<Vocabulary, FlowMemory>();
	private readonly models = new WeakMap<FunctionOutline, Reading[]>();

	/** What functions do with pages in the words of one release: views for several may share the text. */
	flowsIn(vocabulary: Vocabulary): FlowMemory {
		let flows = this.flows.get(vocabulary);
		if (flows === undefined) {
			flows = new FlowMemory();
			this.flows.set(vocabulary, flows);
		}
		return flows;
	}

	/** The function, seen through the forwarding macros of the view. */
	read(
		view: SourceView,
		outline: FunctionOutline,
		parser: CParser,
	): FunctionModel {
		const renames = renamesIn(view.macros, outline);
		const key = renames.size === 0 ? "" : JSON.stringify([...renames]);
		const before = this.models.get(outline) ?? [];
		const same = before.find((reading) => reading.renames === key);
		if (same !== undefined) return same.model;
		const syntax = parser.parseFunction(view, outline);
		const model = modelFunction(
			renames.size === 0
				? syntax
				: expandRenames(syntax, (name) => renames.get(name) ?? null),
		);
		this.models.set(outline, [...before, { renames: key, model }]);
		return model;
	}
}

/** By name; empty where the function uses no macro with parameters. */
function renamesIn(
	macros: readonly MacroDefinition[],
	{ identifiers }: FunctionOutline,
): ReadonlyMap<string, Rename> {
	const renames = new Map<string, Rename>();
	const forwards = macros.some(
		({ name, parameters }) => parameters !== null && identifiers.has(name),
	);
	if (!forwards) return renames;
	const addresses = addressMacrosOf(macros);
	for (const { name } of macros) {
		if (!identifiers.has(name) || addresses.has(name)) continue;
		const rename = resolveRename(macros, name);
		if (rename !== null && rename.args !== null) renames.set(name, rename);
	}
	return renames;
}
