// One function of a unit, ready for analysis, and the unit it belongs to.

import type { SourceView, StructDefinition } from "#csource/source-file.ts";
import type {
	CType,
	Expression,
	Extent,
	FunctionSyntax,
} from "#csource/syntax.ts";
import {
	expressionsOf,
	visitExpression,
	visitStatement,
} from "#csource/walk.ts";

export interface FunctionModel {
	/** Unique in the unit: the name, with the start offset where a name is defined twice. */
	readonly key: string;
	readonly name: string;
	readonly syntax: FunctionSyntax;
	/** Declared types of parameters and locals; a name declared twice in inner scopes keeps its first type. */
	readonly types: ReadonlyMap<string, CType>;
	readonly parameters: readonly string[];
	readonly statics: ReadonlySet<string>;
	/** Every call and every assignment of the body, outermost first, in source order. */
	readonly calls: readonly (Expression & { readonly kind: "call" })[];
	readonly assignments: readonly (Expression & { readonly kind: "assign" })[];
	/** Every `object->field`. */
	readonly members: readonly (Expression & { readonly kind: "member" })[];
}

/** A file under one configuration, with the files it is read together with. */
export interface Unit {
	readonly view: SourceView;
	/** Where the file and its headers stand in the text. */
	readonly seeds: Extent;
	/** Where each file stands. */
	readonly parts: readonly Extent[];
	/** Where headers stand: what they define can be known to files that are not read. */
	readonly headers: readonly Extent[];
	/** Fields that no file but those of the unit can reach, by place. */
	readonly closedFields: ReadonlySet<string>;
	/** By name; the functions that were read. */
	readonly functions: ReadonlyMap<string, FunctionModel>;
	readonly structs: ReadonlyMap<string, StructDefinition>;
	/** Functions stored in a field by a table (`.release = foo`) or an assignment, by the field's name. */
	readonly handlers: ReadonlyMap<string, readonly string[]>;
	/** The name a call really goes to, seen through `#define`. */
	readonly resolve: (name: string) => string;
	/** Looks at the other files of the folder when it is first asked. */
	readonly notifierBeside: () => BesideNotifier | null;
	/** Looks at the other files of the driver for what calls a function of that name where it must not sleep. */
	readonly atomicBeside: (name: string) => AtomicWay | null;
}

/** How a function comes to be called where it must not sleep. */
export interface AtomicWay {
	/** What is registered first, then what each of them calls. */
	readonly names: readonly string[];
	/** In words of a message: `a tasklet`. */
	readonly runs: string;
	/** The file that registers it. */
	readonly path: string;
}

/** Another file of the folder registers a notifier of the page tables. */
export interface BesideNotifier {
	readonly path: string;
	readonly name: string;
}

/** Both stand in one file. */
export function isSameFile({ parts }: Unit, a: Extent, b: Extent): boolean {
	const fileOf = (one: Extent): Extent | undefined =>
		parts.find((part) => part.start <= one.start && one.end <= part.end);
	return fileOf(a) === fileOf(b);
}

/** Stands in the file or its headers; what else is there is the matter of the units of the other files. */
export function isSeed({ seeds }: Unit, { start, end }: Extent): boolean {
	return seeds.start <= start && end <= seeds.end;
}

export function modelFunction(syntax: FunctionSyntax): FunctionModel {
	const types = new Map<string, CType>();
	const statics = new Set<string>();
	for (const parameter of syntax.parameters)
		types.set(parameter.name, parameter.type);
	visitStatement(syntax.body, (statement) => {
		if (statement.kind !== "declaration") return;
		for (const { name, type, isStatic } of statement.declarators) {
			if (!types.has(name)) types.set(name, type);
			if (isStatic) statics.add(name);
		}
	});
	const calls: (Expression & { kind: "call" })[] = [];
	const assignments: (Expression & { kind: "assign" })[] = [];
	const members: (Expression & { kind: "member" })[] = [];
	for (const expression of expressionsOf(syntax.body))
		visitExpression(expression, (part) => {
			if (part.kind === "call") calls.push(part);
			else if (part.kind === "assign") assignments.push(part);
			else if (part.kind === "member") members.push(part);
			return true;
		});
	return {
		key: syntax.name,
		name: syntax.name,
		syntax,
		types,
		parameters: syntax.parameters.map((parameter) => parameter.name),
		statics,
		calls,
		assignments,
		members,
	};
}
