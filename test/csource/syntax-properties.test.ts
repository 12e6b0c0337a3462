import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { CParser } from "#csource/parser.ts";
import type { Expression } from "#csource/syntax.ts";
import { functionNamed, loadParser, parseBody, viewOf } from "./parse.ts";
import { printBlock, printExpression } from "./print.ts";

let parser: CParser;
beforeAll(async () => {
	parser = await loadParser();
});

/** An expression to be written with as few parentheses as C allows, and the tree it must be read as. */
interface Sample {
	/** Binding strength: a larger number needs no parentheses inside a smaller one. */
	readonly power: number;
	readonly text: string;
	readonly tree: string;
}

const PRIMARY = 20;
/** Numbers and sizeof: nothing is called, indexed or dereferenced without parentheses. */
const VALUE = 16;
const UNARY = 15;
const CONDITIONAL = 2;
const ASSIGN = 1;

const binaryPowers: Record<string, number> = {
	"||": 3,
	"&&": 4,
	"|": 5,
	"^": 6,
	"&": 7,
	"==": 8,
	"!=": 8,
	"<": 9,
	">=": 9,
	"<<": 10,
	">>": 10,
	"+": 11,
	"-": 11,
	"*": 12,
	"/": 12,
	"%": 12,
};

const wrap = ({ power, text }: Sample, least: number): string =>
	power < least ? `(${text})` : text;

const name = fc.constantFrom("a", "bb", "pages", "n_ret");

const leaf: fc.Arbitrary<Sample> = fc.oneof(
	name.map((text) => ({ power: PRIMARY, text, tree: text })),
	fc
		.constantFrom("1", "0x10", "4UL", "'c'", "NULL")
		.map((text) => ({ power: VALUE, text, tree: text })),
	fc
		.constantFrom("sizeof(struct page *)", "sizeof(*a)")
		.map((text) => ({ power: VALUE, text, tree: `<${text}>` })),
);

const expressions = fc.letrec<{ sample: Sample }>((tie) => {
	const sample = tie("sample");
	const binary = fc
		.tuple(fc.constantFrom(...Object.keys(binaryPowers)), sample, sample)
		.map(([op, left, right]): Sample => {
			const power = binaryPowers[op] ?? 0;
			return {
				power,
				text: `${wrap(left, power)} ${op} ${wrap(right, power + 1)}`,
				tree: `(${left.tree} ${op} ${right.tree})`,
			};
		});
	const unary = fc
		.tuple(fc.constantFrom("!", "~", "-", "*", "&"), sample)
		.map(([op, operand]): Sample => {
			const text = wrap(operand, UNARY);
			const apart = /^[-&+]/.test(text) ? " " : "";
			return {
				power: UNARY,
				text: `${op}${apart}${text}`,
				tree: `(${op}${operand.tree})`,
			};
		});
	const cast = fc
		.tuple(
			fc.constantFrom(
				["u32", "u32"],
				["struct foo __user *", "struct foo*"],
				["unsigned long", "unsigned long"],
				["my_type **", "my_type**"],
			),
			sample,
		)
		.map(
			([[type = "", printed = ""], operand]): Sample => ({
				power: UNARY,
				text: `(${type})${wrap(operand, UNARY)}`,
				tree: `{${printed}}${operand.tree}`,
			}),
		);
	const call = fc.tuple(name, fc.array(sample, { maxLength: 3 })).map(
		([callee, args]): Sample => ({
			power: PRIMARY,
			text: `${callee}(${args.map((arg) => wrap(arg, ASSIGN)).join(", ")})`,
			tree: `${callee}(${args.map((arg) => arg.tree).join(", ")})`,
		}),
	);
	const index = fc.tuple(sample, sample).map(
		([object, at]): Sample => ({
			power: PRIMARY,
			text: `${wrap(object, PRIMARY)}[${at.text}]`,
			tree: `${object.tree}[${at.tree}]`,
		}),
	);
	const member = fc.tuple(sample, fc.constantFrom("->", "."), name).map(
		([object, arrow, field]): Sample => ({
			power: PRIMARY,
			text: `${wrap(object, PRIMARY)}${arrow}${field}`,
			tree: `${object.tree}${arrow}${field}`,
		}),
	);
	const conditional = fc.tuple(sample, sample, sample).map(
		([test, yes, no]): Sample => ({
			power: CONDITIONAL,
			text: `${wrap(test, CONDITIONAL + 1)} ? ${yes.text} : ${wrap(no, CONDITIONAL)}`,
			tree: `(${test.tree} ? ${yes.tree} : ${no.tree})`,
		}),
	);
	const assign = fc.tuple(name, fc.constantFrom("=", "+=", "|="), sample).map(
		([target, op, value]): Sample => ({
			power: ASSIGN,
			text: `${target} ${op} ${wrap(value, ASSIGN)}`,
			tree: `(${target} ${op} ${value.tree})`,
		}),
	);
	return {
		sample: fc.oneof(
			{ maxDepth: 5, depthIdentifier: "expression" },
			leaf,
			binary,
			binary,
			unary,
			cast,
			call,
			index,
			member,
			conditional,
			assign,
		),
	};
}).sample;

describe("expressions", () => {
	test("are read with the precedence of C, whatever stands in parentheses", () => {
		fc.assert(
			fc.property(expressions, (sample) => {
				const { body, damage } = parseBody(
					parser,
					`\tx = ${wrap(sample, ASSIGN)};`,
				);
				expect(damage).toEqual([]);
				expect(printBlock(body)).toBe(`(x = ${sample.tree});`);
			}),
			{ numRuns: 400 },
		);
	});

	test("every identifier and call stands where its extent says", () => {
		fc.assert(
			fc.property(expressions, fc.nat(3), (sample, lines) => {
				const text = `${"\n/* é */ ".repeat(lines)}int f(void)\n{\n\tg(${sample.text}); // end\n\treturn a;\n}\n`;
				const view = viewOf(text);
				const syntax = parser.parseFunction(view, functionNamed(view, "f"));
				let names = 0;
				visit(syntax.body, (part) => {
					if (part.kind === "identifier") {
						names++;
						expect(view.original.slice(part.start, part.end)).toBe(part.name);
					}
					if (part.kind === "member")
						expect(view.original.slice(part.start, part.end)).toMatch(
							new RegExp(`${part.field}$`),
						);
				});
				expect(names).toBeGreaterThan(0);
			}),
			{ numRuns: 200 },
		);
	});

	test("blank lines, comments and other names do not change what is read", () => {
		fc.assert(
			fc.property(expressions, (sample) => {
				const plain = parseBody(parser, `g(${sample.text});`);
				const airy = parseBody(
					parser,
					`/* a */ g(\n\n${sample.text.replaceAll(" ", " \n\t/* b */ ")}\n) ;`,
				);
				const bare = (text: string) => text.replace(/<[^>]*>/g, "<>");
				expect(bare(printBlock(airy.body))).toBe(bare(printBlock(plain.body)));
			}),
			{ numRuns: 150 },
		);
	});
});

/** Calls visit for every expression below a value. */
function visit(value: unknown, report: (part: Expression) => void): void {
	if (Array.isArray(value)) for (const part of value) visit(part, report);
	else if (typeof value === "object" && value !== null) {
		if ("kind" in value) report(value as Expression);
		for (const part of Object.values(value)) visit(part, report);
	}
}

test("the printer shows what differs", () => {
	const [a, b] = ["a - (b - c)", "a - b - c"].map((text) => {
		const [statement] = parseBody(parser, `${text};`).body.body;
		return statement?.kind === "expression"
			? printExpression(statement.expression)
			: "";
	});
	expect(a).not.toBe(b);
});
