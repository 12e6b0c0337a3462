import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { viewsOf } from "#csource/views.ts";

const interesting = (name: string) => /user_pages/.test(name);

function views(text: string, kernel: string | null = null, limit?: number) {
	return viewsOf("driver.c", text, {
		kernel,
		interesting,
		...(limit === undefined ? {} : { limit }),
	});
}

/** Where a view has something else than the file or a blank in its place; -1 where nowhere. */
function firstChange(text: string, view: string): number {
	for (let at = 0; at < text.length; at++) {
		const allowed = text[at] === "\n" ? "\n" : " ";
		if (view[at] !== text[at] && view[at] !== allowed) return at;
	}
	return -1;
}

function configurations(text: string, kernel: string | null = null) {
	return views(text, kernel).map((view) => view.configuration);
}

/** The calls that each view shows. */
function calls(text: string, kernel: string | null = null): string[][] {
	return views(text, kernel).map((view) =>
		[...view.text.matchAll(/\b\w*user_pages\w*\([^)]*\)/g)].map(
			(match) => match[0],
		),
	);
}

const versions = `#include <linux/version.h>
static int grab(struct ctx *c)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
	return pin_user_pages(c->start, c->n, FOLL_WRITE, c->pages);
#elif (LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0))
	return pin_user_pages(c->start, c->n, FOLL_WRITE, c->pages, NULL);
#else
	return get_user_pages(c->start, c->n, FOLL_WRITE, c->pages, NULL);
#endif
}
`;

describe("views of a file", () => {
	test("a file without a choice has one view without a configuration", () => {
		expect(configurations("int get_user_pages_x(void)\n{\n}\n")).toEqual([[]]);
	});

	test("a border is told by the number that the file names", () => {
		expect(
			configurations(`int grab(struct ctx *c)
{
#if LINUX_VERSION_CODE <= KERNEL_VERSION(4, 5, 7)
	return get_user_pages_a(c);
#elif LINUX_VERSION_CODE < KERNEL_VERSION(4, 9, 0)
	return get_user_pages_b(c);
#else
	return get_user_pages_c(c);
#endif
}
`),
		).toEqual([
			["LINUX_VERSION_CODE >= 4.9"],
			["LINUX_VERSION_CODE <= 4.5.7"],
			["LINUX_VERSION_CODE > 4.5.7", "LINUX_VERSION_CODE < 4.9"],
		]);
	});

	test("a choice that decides nothing beside the others is left out", () => {
		expect(
			configurations(`int grab(struct ctx *c)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 9, 0) || defined(CONFIG_PPC)
	return get_user_pages_a(c);
#else
	return get_user_pages_b(c);
#endif
}
`),
		).toEqual([
			["LINUX_VERSION_CODE >= 4.9"],
			["LINUX_VERSION_CODE < 4.9", "CONFIG_PPC=n"],
		]);
	});

	test("choices that touch nothing interesting make no view", () => {
		expect(
			configurations(`#ifdef CONFIG_PM
static int suspend(void) { return 0; }
#else
static int suspend(void) { return 1; }
#endif
static int f(void) { return get_user_pages(); }
`),
		).toEqual([[]]);
	});

	test("every version that the file tells apart is shown, the newest first", () => {
		expect(configurations(versions)).toEqual([
			["LINUX_VERSION_CODE >= 6.5"],
			["LINUX_VERSION_CODE >= 5.6", "LINUX_VERSION_CODE < 6.5"],
			["LINUX_VERSION_CODE < 5.6"],
		]);
		expect(calls(versions)).toEqual([
			["pin_user_pages(c->start, c->n, FOLL_WRITE, c->pages)"],
			["pin_user_pages(c->start, c->n, FOLL_WRITE, c->pages, NULL)"],
			["get_user_pages(c->start, c->n, FOLL_WRITE, c->pages, NULL)"],
		]);
	});

	test.each([
		["6.8", "pin_user_pages(c->start, c->n, FOLL_WRITE, c->pages)"],
		["6.5", "pin_user_pages(c->start, c->n, FOLL_WRITE, c->pages)"],
		["v5.15.3", "pin_user_pages(c->start, c->n, FOLL_WRITE, c->pages, NULL)"],
		["4.19", "get_user_pages(c->start, c->n, FOLL_WRITE, c->pages, NULL)"],
	])("kernel %s decides the version", (kernel, call) => {
		expect(configurations(versions, kernel)).toEqual([[]]);
		expect(calls(versions, kernel)).toEqual([[call]]);
	});

	test("a reversed comparison and a negated one mean the same", () => {
		expect(
			configurations(`#if KERNEL_VERSION(5, 6, 0) <= LINUX_VERSION_CODE
int a = pin_user_pages(1);
#endif
#if !(LINUX_VERSION_CODE > KERNEL_VERSION(5, 5, 255))
int b = get_user_pages(1);
#endif
`).map((labels) => labels.length),
		).toHaveLength(2);
	});

	test("options are y first, then n", () => {
		const text = `int f(void)
{
	long n = get_user_pages(1);
#ifdef CONFIG_COMPAT
	if (n < 0)
		return n;
#endif
	return 0;
}
`;
		expect(configurations(text)).toEqual([
			["CONFIG_COMPAT"],
			["CONFIG_COMPAT=n"],
		]);
		expect(views(text).map((view) => view.text.includes("if (n < 0)"))).toEqual(
			[true, false],
		);
	});

	test("IS_ENABLED, IS_BUILTIN and defined(CONFIG_X_MODULE) are about one option", () => {
		const text = `#if IS_BUILTIN(CONFIG_DRM)
int a = get_user_pages(1);
#elif defined(CONFIG_DRM_MODULE)
int b = get_user_pages(2);
#elif IS_ENABLED(CONFIG_DRM)
int c = get_user_pages(3);
#else
int d = get_user_pages(4);
#endif
`;
		expect(calls(text)).toEqual([
			["get_user_pages(1)"],
			["get_user_pages(2)"],
			["get_user_pages(4)"],
		]);
		expect(configurations(text)).toEqual([
			["CONFIG_DRM"],
			["CONFIG_DRM=m"],
			["CONFIG_DRM=n"],
		]);
	});

	test("#if 0 is never shown", () => {
		expect(
			calls("#if 0\nget_user_pages(1);\n#else\nget_user_pages(2);\n#endif\n"),
		).toEqual([["get_user_pages(2)"]]);
	});

	test("a branch that contradicts the one around it is never shown", () => {
		expect(
			calls(`#ifdef CONFIG_A
#ifndef CONFIG_A
get_user_pages(1);
#endif
get_user_pages(2);
#endif
`),
		).toEqual([["get_user_pages(2)"]]);
	});

	test("a distribution macro is taken as undefined first", () => {
		const text = `#if defined(RHEL_RELEASE_CODE) && RHEL_RELEASE_CODE >= RHEL_RELEASE_VERSION(8, 3)
int a = pin_user_pages(1);
#else
int a = get_user_pages(1);
#endif
`;
		expect(configurations(text)).toEqual([
			["!defined(RHEL_RELEASE_CODE)"],
			["RHEL_RELEASE_CODE >= 8.3"],
		]);
	});

	test("a macro that the file derives from the version follows it", () => {
		const text = `#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)
#define HAVE_PIN 1
#endif
#define OLD (LINUX_VERSION_CODE < KERNEL_VERSION(4, 9, 0))
#ifdef HAVE_PIN
int a = pin_user_pages(1);
#elif OLD
int a = get_user_pages(current, 1);
#else
int a = get_user_pages(1);
#endif
`;
		expect(calls(text)).toEqual([
			["pin_user_pages(1)"],
			["get_user_pages(current, 1)"],
			["get_user_pages(1)"],
		]);
		expect(configurations(text)[1]).toEqual(["LINUX_VERSION_CODE < 4.9"]);
	});

	test("macros that refer to each other in a ring end", () => {
		expect(
			calls(
				"#define A B\n#define B A\n#if A\nget_user_pages(1);\n#else\nget_user_pages(2);\n#endif\n",
			),
		).toEqual([["get_user_pages(2)"]]);
	});

	test("a macro that the file undefines first is not free", () => {
		expect(
			calls(
				"#undef C\n#ifdef C\nget_user_pages(1);\n#else\nget_user_pages(2);\n#endif\n",
			),
		).toEqual([["get_user_pages(2)"]]);
	});

	test("a function-like macro over the version is expanded", () => {
		const text = `#define AT_LEAST(a, b) (LINUX_VERSION_CODE >= KERNEL_VERSION(a, b, 0))
#if AT_LEAST(5, 6)
int a = pin_user_pages(1);
#else
int a = get_user_pages(1);
#endif
`;
		expect(configurations(text)).toEqual([
			["LINUX_VERSION_CODE >= 5.6"],
			["LINUX_VERSION_CODE < 5.6"],
		]);
	});

	test("a macro that renames the API makes its branches and its users interesting", () => {
		const text = `#ifdef HAVE_PIN
#define my_pin(a) pin_user_pages(a)
#else
#define my_pin(a) 0
#endif
int f(void)
{
	int n = my_pin(1);
#ifdef CONFIG_B
	n++;
#endif
	return n;
}
`;
		const found = views(text);
		expect(found.map((view) => view.macros.map((macro) => macro.body))).toEqual(
			[["pin_user_pages(a)"], ["0"]],
		);
		expect(found.map((view) => view.text.includes("n++"))).toEqual([
			true,
			false,
		]);
	});

	test("an include guard is no choice", () => {
		expect(
			configurations(`#ifndef DRIVER_H
#define DRIVER_H
#ifdef CONFIG_A
int a = get_user_pages(1);
#else
int a = pin_user_pages(1);
#endif
#endif /* DRIVER_H */
`),
		).toEqual([["CONFIG_A"], ["CONFIG_A=n"]]);
	});

	test("the bound on views is reported", () => {
		const branches = Array.from(
			{ length: 12 },
			(_, index) =>
				`#${index === 0 ? "if" : "elif"} LINUX_VERSION_CODE >= KERNEL_VERSION(6, ${20 - index}, 0)\nint a = get_user_pages(${index});\n`,
		);
		const found = views(`${branches.join("")}#endif\n`, null, 5);
		expect(found).toHaveLength(5);
		expect(found.map((view) => view.hiddenBranches)).toEqual([7, 0, 0, 0, 0]);
	});

	test("a function that no choice changes is one object in all views", () => {
		const found = views(`${versions}\nint same(void)\n{\n\treturn 0;\n}\n`);
		const same = found.map((view) =>
			view.functions.find(({ name }) => name === "same"),
		);
		expect(new Set(same).size).toBe(1);
		expect(new Set(found.map((view) => view.functions[0])).size).toBe(3);
	});

	test("CRLF and letters beyond ASCII stay where they are", () => {
		const text = versions
			.replaceAll("\n", "\r\n")
			.replace("#include", "/* ü€ \r\n */ #include");
		for (const view of views(text)) {
			expect(view.text).toHaveLength(text.length);
			expect(view.text.match(/\r\n/g)).toHaveLength(
				text.match(/\r\n/g)?.length ?? 0,
			);
		}
		expect(views(text)).toHaveLength(3);
	});

	test("views of any text keep its length and its lines", () => {
		const line = fc.constantFrom(
			"#if A",
			"#ifdef CONFIG_B",
			"#ifndef C",
			"#elif LINUX_VERSION_CODE < KERNEL_VERSION(5, 0, 0)",
			"#else",
			"#endif",
			"#if (((",
			"#define C get_user_pages",
			"#define D(x) \\",
			"#undef C",
			"get_user_pages(1); /* comment",
			"*/ int f(void) {",
			"}",
			'"string',
			"C(1);\r",
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
				const text = lines.join("\n");
				const found = views(text);
				expect(found.length).toBeGreaterThan(0);
				expect(found.length).toBeLessThanOrEqual(8);
				const seen = new Set<string>();
				for (const view of found) {
					expect(view.text).toHaveLength(text.length);
					// One expectation for a text: one for each character took longer than a test may on a busy machine.
					expect(firstChange(text, view.text)).toBe(-1);
					seen.add(view.configuration.join());
				}
				expect(seen.size).toBe(found.length);
			}),
			{ numRuns: 500 },
		);
	});
});
