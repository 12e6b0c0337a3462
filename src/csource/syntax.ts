// The syntax of one C function, as the rest of the source wing sees it. Only csource knows the parser that made it.
//
// Offsets are UTF-16 indices into the text of the file as it was read: the normaliser and the configuration filter
// keep lengths, so an offset in a parsed slice plus the slice's start is an offset in the file.
//
// Who makes nodes writes `start, end,` out. `...extent` makes V8 give each node a shape of its own, and whoever reads nodes
// then asks its runtime for every property: that was an eighth of the time of a check.

/** Where a piece of syntax stands: [start, end) in the file. */
export interface Extent {
	readonly start: number;
	readonly end: number;
}

/** A type as written: `const struct page **` has base `struct page` and pointers 2. */
export interface CType {
	/** Qualifiers and storage class removed, single spaces: `struct page`, `unsigned long`, `u32`, `size_t`. */
	readonly base: string;
	readonly pointers: number;
	/** Number of array dimensions, for declarations such as `struct page *pages[16]`. */
	readonly arrays: number;
}

export type Expression =
	| (Extent & { readonly kind: "identifier"; readonly name: string })
	/** value is null where the literal does not fit a double exactly. */
	| (Extent & {
			readonly kind: "number";
			readonly text: string;
			readonly value: number | null;
	  })
	| (Extent & { readonly kind: "string"; readonly text: string })
	| (Extent & {
			readonly kind: "call";
			readonly callee: Expression;
			readonly args: readonly Expression[];
	  })
	| (Extent & {
			readonly kind: "member";
			readonly object: Expression;
			readonly field: string;
			readonly arrow: boolean;
	  })
	| (Extent & {
			readonly kind: "index";
			readonly object: Expression;
			readonly index: Expression;
	  })
	/** op is one of ! - ~ + */
	| (Extent & {
			readonly kind: "unary";
			readonly op: string;
			readonly operand: Expression;
	  })
	| (Extent & { readonly kind: "dereference"; readonly operand: Expression })
	| (Extent & { readonly kind: "address"; readonly operand: Expression })
	| (Extent & {
			readonly kind: "binary";
			readonly op: string;
			readonly left: Expression;
			readonly right: Expression;
	  })
	/** op is = += -= … */
	| (Extent & {
			readonly kind: "assign";
			readonly op: string;
			readonly target: Expression;
			readonly value: Expression;
	  })
	/** op is ++ or -- */
	| (Extent & {
			readonly kind: "update";
			readonly op: string;
			readonly prefix: boolean;
			readonly operand: Expression;
	  })
	/** whenTrue is null for the GNU form `a ?: b`. */
	| (Extent & {
			readonly kind: "conditional";
			readonly test: Expression;
			readonly whenTrue: Expression | null;
			readonly whenFalse: Expression;
	  })
	| (Extent & {
			readonly kind: "cast";
			readonly type: CType;
			readonly operand: Expression;
	  })
	| (Extent & { readonly kind: "sizeof"; readonly text: string })
	/** A type where the kernel's macros take one: `min_t(unsigned long, a, b)`, `container_of(p, struct foo, m)`. */
	| (Extent & { readonly kind: "type"; readonly type: CType })
	| (Extent & {
			readonly kind: "comma";
			readonly left: Expression;
			readonly right: Expression;
	  })
	| (Extent & {
			readonly kind: "initializer";
			readonly items: readonly InitializerItem[];
	  })
	/** GNU statement expression `({ … })`. */
	| (Extent & { readonly kind: "statement-expression"; readonly body: Block })
	/** What could not be read; never silently dropped. */
	| (Extent & { readonly kind: "unknown"; readonly text: string });

export interface InitializerItem {
	/** `.release = foo` has designator `release`; `[3] = x` and plain items have null. */
	readonly designator: string | null;
	readonly value: Expression;
}

export interface Declarator extends Extent {
	readonly name: string;
	readonly type: CType;
	readonly isStatic: boolean;
	readonly initial: Expression | null;
	/** The function that runs when the variable leaves its scope: `kfree` of `__free(kfree)` (linux/cleanup.h). */
	readonly cleanup?: string;
}

export type Block = Extent & {
	readonly kind: "block";
	readonly body: readonly Statement[];
};

export type Statement =
	| Block
	| (Extent & { readonly kind: "expression"; readonly expression: Expression })
	| (Extent & {
			readonly kind: "declaration";
			readonly declarators: readonly Declarator[];
	  })
	| (Extent & {
			readonly kind: "if";
			readonly test: Expression;
			readonly then: Statement;
			readonly otherwise: Statement | null;
	  })
	| (Extent & {
			readonly kind: "while";
			readonly test: Expression;
			readonly body: Statement;
	  })
	| (Extent & {
			readonly kind: "do";
			readonly body: Statement;
			readonly test: Expression;
	  })
	| (Extent & {
			readonly kind: "for";
			readonly initial: Statement | null;
			readonly test: Expression | null;
			readonly update: Expression | null;
			readonly body: Statement;
	  })
	/**
	 * A macro that is followed by a body: iterators (`for_each_sg(sgl, sg, n, i) { … }`, loops true) and scopes
	 * (`scoped_guard(mutex, &m) { … }`, loops false).
	 */
	| (Extent & {
			readonly kind: "macro-block";
			readonly name: string;
			readonly args: readonly Expression[];
			readonly loops: boolean;
			readonly body: Statement;
	  })
	| (Extent & {
			readonly kind: "switch";
			readonly test: Expression;
			readonly body: Statement;
	  })
	/** value is null for `default`; last is the upper end of the GNU range `case 1 ... 3`. */
	| (Extent & {
			readonly kind: "case";
			readonly value: Expression | null;
			readonly last: Expression | null;
	  })
	/** A label stands alone; what it labels is the next statement of the block. */
	| (Extent & { readonly kind: "label"; readonly name: string })
	/** label is null for a computed goto. */
	| (Extent & { readonly kind: "goto"; readonly label: string | null })
	| (Extent & { readonly kind: "break" })
	| (Extent & { readonly kind: "continue" })
	| (Extent & { readonly kind: "return"; readonly value: Expression | null })
	| (Extent & { readonly kind: "empty" })
	| (Extent & { readonly kind: "unknown"; readonly text: string });

export interface Parameter {
	/** Empty for an unnamed parameter and for `...`. */
	readonly name: string;
	readonly type: CType;
}

/** A part of a function that the parser could not read, even after normalising. */
export interface Damage extends Extent {
	readonly text: string;
}

/** A function definition with its body read. */
export interface FunctionSyntax extends Extent {
	readonly name: string;
	/** Offset of the name. */
	readonly nameStart: number;
	readonly isStatic: boolean;
	readonly returnType: CType;
	readonly parameters: readonly Parameter[];
	readonly body: Block;
	/** Empty for a function that was read without an error. */
	readonly damage: readonly Damage[];
}
