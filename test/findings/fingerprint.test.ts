import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "#findings/finding.ts";
import { fingerprintFindings, normalLine } from "#findings/fingerprint.ts";
import { sampleFinding } from "../report/sample-finding.ts";
import { sampleSite } from "../report/sample-site.ts";

interface Spot {
	/** Indices of lines of the text. */
	readonly at: number;
	readonly acquire: number;
	readonly code: string;
}

interface Variant {
	readonly file: string;
	/** Lines put before each line of the text. */
	readonly inserted: readonly (readonly string[])[];
	readonly indent: string;
	readonly lineEnd: string;
}

const plain: Variant = {
	file: "a.c",
	inserted: [],
	indent: "",
	lineEnd: "\n",
};

/** The fingerprints of findings in a text that was laid out differently. */
function fingerprints(
	text: readonly string[],
	spots: readonly Spot[],
	{ file, inserted, indent, lineEnd }: Variant = plain,
): string[] {
	const lines: string[] = [];
	const lineOf = text.map((line, index) => {
		lines.push(...(inserted[index] ?? []), indent + line);
		return lines.length;
	});
	const written = lines.join(lineEnd).split(/\r?\n/);
	const site = { ...sampleSite, file };
	const sites = spots.map((spot, index) => ({
		...site,
		id: `s${index}`,
		line: lineOf[spot.acquire] ?? 0,
	}));
	const findings = spots.map(
		({ at, code }, index): Finding => ({
			...sampleFinding,
			file,
			code,
			line: lineOf[at] ?? 0,
			site: `s${index}`,
		}),
	);
	return fingerprintFindings(
		findings,
		sites,
		(_, line) => written[line - 1] ?? null,
	);
}

const codeLine = fc.constantFrom(
	"ret = pin_user_pages(addr, nr, FOLL_WRITE, pages);",
	"return ret;",
	"return -EFAULT;",
	"goto out;",
	"}",
	"",
);
const filler = fc.array(
	fc.constantFrom("", "/* a comment */", "#define X 1", "int unrelated;"),
	{ maxLength: 3 },
);
const spotsIn = (lines: number) =>
	fc.uniqueArray(
		fc.record({
			at: fc.nat(lines - 1),
			acquire: fc.nat(lines - 1),
			code: fc.constantFrom("PF101", "PF102"),
		}),
		{ selector: ({ at, code }) => `${at}${code}`, maxLength: 8 },
	);
const textAndSpots = fc
	.array(codeLine, { minLength: 1, maxLength: 12 })
	.chain((text) => fc.tuple(fc.constant(text), spotsIn(text.length)));

describe("fingerprints", () => {
	test("stay the same when lines move, are indented, and the file has another name and line ends", () => {
		const variant = fc.record({
			file: fc.constantFrom("a.c", "drivers/b.c"),
			inserted: fc.array(filler, { maxLength: 12 }),
			indent: fc.constantFrom("", "\t", "    "),
			lineEnd: fc.constantFrom("\n", "\r\n"),
		});
		fc.assert(
			fc.property(textAndSpots, variant, ([text, spots], how) => {
				expect(fingerprints(text, spots, how)).toEqual(
					fingerprints(text, spots),
				);
			}),
		);
	});

	test("no two findings of a file have the same", () => {
		fc.assert(
			fc.property(textAndSpots, ([text, spots]) => {
				const all = fingerprints(text, spots);
				expect(new Set(all).size).toBe(all.length);
				for (const one of all) expect(one).toMatch(/^[0-9a-f]{32}$/);
			}),
		);
	});

	test("do not depend on the order in which findings were made", () => {
		fc.assert(
			fc.property(textAndSpots, ([text, spots]) => {
				const turned = fingerprints(text, [...spots].reverse());
				expect([...turned].reverse()).toEqual(fingerprints(text, spots));
			}),
		);
	});

	test("change with the line, the acquire and the code", () => {
		const spot = { at: 1, acquire: 0, code: "PF101" };
		const of = (text: readonly string[], code = "PF101") =>
			fingerprints(text, [{ ...spot, code }])[0];
		const variants = [
			of(["n = pin(a);", "return n;"]),
			of(["n = pin(b);", "return n;"]),
			of(["n = pin(a);", "return -1;"]),
			of(["n = pin(a);", "return n;"], "PF102"),
		];
		expect(new Set(variants).size).toBe(variants.length);
	});
});

test("a normal line has no comment and no space, unless it has nothing else", () => {
	expect(normalLine("\treturn  n; /* done */ // yes")).toBe("returnn;");
	expect(normalLine("  return n; /* begins here")).toBe("returnn;");
	expect(normalLine(" /* only words */")).toBe("/*onlywords*/");
});
