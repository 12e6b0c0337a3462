import { describe, expect, test } from "vitest";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import { plainPalette } from "#report/palette.ts";
import type { RenderContext } from "#report/render-context.ts";
import { renderFinding } from "#report/render-finding.ts";

const source = [
	"static int foo_map(struct foo *f)",
	"{",
	"\tn = pin_user_pages_fast(f->addr, f->nr, FOLL_WRITE, f->pages);",
	"\tif (n < f->nr)",
	"\t\treturn -EFAULT;",
];

const context: RenderContext = {
	palette: plainPalette,
	showPath: (file) => `drivers/${file}`,
	sourceLine: (_, line) => source[line - 1] ?? null,
};

const leak: ReportedFinding = {
	code: "PF102",
	class: "leak",
	severity: "error",
	confidence: "certain",
	file: "foo.c",
	function: "foo_map",
	line: 3,
	column: 6,
	message: "pages of a partial pin leak",
	notes: [
		{ file: "foo.c", line: 4, message: "taken when n is 1 to f->nr - 1" },
		{ file: "foo.c", line: 5, message: "returned here" },
	],
	site: null,
	configurations: [],
	fix: null,
	fingerprint: "0123456789abcdef0123456789abcdef",
	suppression: null,
	baseline: null,
};

describe("renderFinding", () => {
	test("message, source line with carets below the word, notes", () => {
		expect(
			renderFinding(leak, context),
		).toBe(`drivers/foo.c:3:6: error[PF102]: pages of a partial pin leak
 3 | \tn = pin_user_pages_fast(f->addr, f->nr, FOLL_WRITE, f->pages);
   | \t    ^~~~~~~~~~~~~~~~~~~
drivers/foo.c:4: note: taken when n is 1 to f->nr - 1
drivers/foo.c:5: note: returned here
`);
	});

	test("every line that is not source starts with file:line for vim and emacs", () => {
		const places = renderFinding(leak, context)
			.trimEnd()
			.split("\n")
			.filter((line) => !/^ +\d* \| /.test(line));
		expect(places).toHaveLength(3);
		for (const line of places)
			expect(line).toMatch(/^[^\s:]+:\d+:(\d+:)? (error\[PF\d+\]|note): \S/);
	});

	test("doubt and configurations are said", () => {
		const text = renderFinding(
			{
				...leak,
				confidence: "likely",
				severity: "warning",
				configurations: ["kernel < 5.6", "CONFIG_COMPAT"],
			},
			context,
		);
		expect(text).toContain(
			"warning[PF102]: pages of a partial pin leak [likely]\n",
		);
		expect(text).toContain(
			"drivers/foo.c:3: note: only where kernel < 5.6, or CONFIG_COMPAT\n",
		);
	});

	test("a file that is gone, a column past the end, an operator: no excerpt, or one caret", () => {
		const gone = { ...context, sourceLine: () => null };
		expect(renderFinding(leak, gone).split("\n")).toHaveLength(4);
		expect(
			renderFinding({ ...leak, column: 500 }, context).split("\n"),
		).toHaveLength(4);
		expect(renderFinding({ ...leak, column: 4 }, context)).toContain(
			"   | \t  ^\n",
		);
	});

	test("of a line of a megabyte the beginning is shown, if the place is in it", () => {
		const long = `\tfoo();${"x".repeat(1_000_000)}`;
		const wide = { ...context, sourceLine: () => long };
		const [, line] = renderFinding({ ...leak, column: 2 }, wide).split("\n");
		expect(line).toMatch(/^ 3 \| \tfoo\(\);x{100,200}…$/);
		const far = renderFinding({ ...leak, column: 900_000 }, wide);
		expect(far.split("\n")).toHaveLength(4);
	});

	test("carets stand below wide margins too", () => {
		const late = { ...context, sourceLine: () => "\tfoo();" };
		const [, line, carets] = renderFinding(
			{ ...leak, line: 12_345, column: 2 },
			late,
		).split("\n");
		expect(line).toBe(" 12345 | \tfoo();");
		expect(carets).toBe("       | \t^~~");
	});
});
