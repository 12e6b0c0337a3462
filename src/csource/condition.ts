// The conditions of #if lines as expressions over what a kernel configuration decides.

export type Condition =
	| { readonly kind: "number"; readonly value: number }
	/** The value of a macro, 0 where it is not defined. */
	| { readonly kind: "name"; readonly name: string }
	| { readonly kind: "defined"; readonly name: string }
	/** IS_ENABLED and IS_REACHABLE ask for y or m, IS_BUILTIN for y, IS_MODULE for m. */
	| {
			readonly kind: "config";
			readonly name: string;
			readonly test: ConfigTest;
	  }
	| {
			readonly kind: "unary";
			readonly op: string;
			readonly operand: Condition;
	  }
	| {
			readonly kind: "binary";
			readonly op: string;
			readonly left: Condition;
			readonly right: Condition;
	  }
	| {
			readonly kind: "choice";
			readonly test: Condition;
			readonly whenTrue: Condition;
			readonly whenFalse: Condition;
	  }
	/** A use of a macro that this file does not define: true or false as a whole. */
	| { readonly kind: "opaque"; readonly text: string };

export type ConfigTest = "enabled" | "builtin" | "module";

/** A function-like macro of the same file: conditions that use it are read as if it were written out. */
export type MacroLookup = (
	name: string,
) => { parameters: readonly string[]; body: string } | null;

const binaryPower: Readonly<Record<string, number>> = {
	"||": 1,
	"&&": 2,
	"|": 3,
	"^": 4,
	"&": 5,
	"==": 6,
	"!=": 6,
	"<": 7,
	">": 7,
	"<=": 7,
	">=": 7,
	"<<": 8,
	">>": 8,
	"+": 9,
	"-": 9,
	"*": 10,
	"/": 10,
	"%": 10,
};

/** Parentheses and expansions nested deeper than this make the condition opaque. */
const DEPTH_LIMIT = 100;

/** A longer condition is opaque as a whole. */
const TOKEN_LIMIT = 2000;

const tokenPattern =
	/[A-Za-z_$][\w$]*|\d[\w.]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|&&|\|\||==|!=|<=|>=|<<|>>|\S/g;

/** KERNEL_VERSION(a,b,c) as linux/version.h makes it since v5.12 ("c" clamped to 255); exact for older kernels too. */
export function kernelVersionCode(a: number, b: number, c: number): number {
	return a * 65536 + b * 256 + Math.min(c, 255);
}

/** Reads the condition of an #if line. What cannot be read becomes one opaque condition. */
export function parseCondition(
	text: string,
	lookup: MacroLookup = () => null,
	depth = 0,
): Condition {
	const tokens = text.match(tokenPattern) ?? [];
	const whole: Condition = {
		kind: "opaque",
		text: text.replace(/\s+/g, " ").trim(),
	};
	let at = 0;
	let failed = depth > DEPTH_LIMIT || tokens.length > TOKEN_LIMIT;
	const fail = (): Condition => {
		failed = true;
		return whole;
	};

	function binary(power: number, level: number): Condition {
		if (level > DEPTH_LIMIT) return fail();
		let left = unary(level + 1);
		for (;;) {
			const op = tokens[at] ?? "";
			if (op === "?" && power === 0) {
				at++;
				const whenTrue = binary(0, level + 1);
				if (tokens[at++] !== ":") return fail();
				left = {
					kind: "choice",
					test: left,
					whenTrue,
					whenFalse: binary(0, level + 1),
				};
				continue;
			}
			const own = binaryPower[op];
			if (own === undefined || own <= power || failed) return left;
			at++;
			left = { kind: "binary", op, left, right: binary(own, level + 1) };
		}
	}

	function unary(level: number): Condition {
		if (level > DEPTH_LIMIT) return fail();
		const token = tokens[at++];
		if (token === undefined) return fail();
		if (token === "!" || token === "-" || token === "~" || token === "+")
			return { kind: "unary", op: token, operand: unary(level + 1) };
		if (token === "(") {
			const inner = binary(0, level + 1);
			return tokens[at++] === ")" ? inner : fail();
		}
		if (/^\d/.test(token)) {
			const value = Number(token.replace(/[uUlL]+$/, ""));
			const octal = /^0[0-7]+$/.test(token) ? Number.parseInt(token, 8) : value;
			return Number.isNaN(octal) ? fail() : { kind: "number", value: octal };
		}
		return /^[A-Za-z_$]/.test(token) ? named(token, level) : fail();
	}

	function named(name: string, level: number): Condition {
		if (name === "defined") {
			const parenthesised = tokens[at] === "(";
			if (parenthesised) at++;
			const macro = tokens[at++] ?? "";
			if (parenthesised && tokens[at++] !== ")") return fail();
			return definedTest(macro);
		}
		if (tokens[at] !== "(") return { kind: "name", name };
		const args = readArguments();
		if (args === null) return fail();
		return call(name, args, level);
	}

	/** The arguments as text; the cursor stands on the opening parenthesis. */
	function readArguments(): string[] | null {
		const args: string[] = [];
		let nesting = 0;
		let current: string[] = [];
		for (; at < tokens.length; at++) {
			const token = tokens[at] as string;
			if (token === "(" && nesting++ === 0) continue;
			if (token === ")" && --nesting === 0) {
				at++;
				args.push(current.join(" "));
				return args;
			}
			if (token === "," && nesting === 1) {
				args.push(current.join(" "));
				current = [];
			} else current.push(token);
		}
		return null;
	}

	function call(name: string, args: string[], level: number): Condition {
		const [first = "", second = "", third = ""] = args;
		const numbers = args.map(Number);
		if (name === "KERNEL_VERSION" && !numbers.some(Number.isNaN))
			return {
				kind: "number",
				value: kernelVersionCode(
					numbers[0] ?? 0,
					numbers[1] ?? 0,
					numbers[2] ?? 0,
				),
			};
		if (/^(RHEL|SLE|SLES)_(RELEASE_)?VERSION$/.test(name)) {
			const [major, minor, patch] = [first, second, third || "0"].map(Number);
			const value =
				name === "RHEL_RELEASE_VERSION"
					? (major ?? 0) * 256 + (minor ?? 0)
					: kernelVersionCode(major ?? 0, minor ?? 0, patch ?? 0);
			if (!Number.isNaN(value)) return { kind: "number", value };
		}
		if (name === "IS_ENABLED" || name === "IS_REACHABLE")
			return { kind: "config", name: first, test: "enabled" };
		if (name === "IS_BUILTIN")
			return { kind: "config", name: first, test: "builtin" };
		if (name === "IS_MODULE")
			return { kind: "config", name: first, test: "module" };
		const macro = lookup(name);
		if (macro === null)
			return { kind: "opaque", text: `${name}(${args.join(", ")})` };
		const body = macro.body.replace(/[A-Za-z_$][\w$]*/g, (word) => {
			const index = macro.parameters.indexOf(word);
			return index < 0 ? word : (args[index] ?? "");
		});
		return parseCondition(body, lookup, depth + level + 10);
	}

	const condition = failed ? whole : binary(0, 0);
	return failed || at < tokens.length ? whole : condition;
}

/** `defined(CONFIG_X_MODULE)` asks whether CONFIG_X is m. */
export function definedTest(name: string): Condition {
	const option = /^(CONFIG_\w+)_MODULE$/.exec(name)?.[1];
	if (option !== undefined)
		return { kind: "config", name: option, test: "module" };
	return name.startsWith("CONFIG_")
		? { kind: "config", name, test: "builtin" }
		: { kind: "defined", name };
}

/** Calls visit for the condition and every part of it. */
export function visitCondition(
	condition: Condition,
	visit: (part: Condition) => void,
): void {
	visit(condition);
	switch (condition.kind) {
		case "unary":
			visitCondition(condition.operand, visit);
			break;
		case "binary":
			visitCondition(condition.left, visit);
			visitCondition(condition.right, visit);
			break;
		case "choice":
			visitCondition(condition.test, visit);
			visitCondition(condition.whenTrue, visit);
			visitCondition(condition.whenFalse, visit);
	}
}
