import { describe, expect, test } from "vitest";
import { resolveRename } from "#csource/macro-renames.ts";
import { viewOf } from "./parse.ts";

function resolve(text: string, name: string) {
	return resolveRename(viewOf(text).macros, name);
}

const parameter = (index: number) => ({ kind: "parameter", index });

describe("macros that rename a call", () => {
	test("an object-like macro keeps the arguments", () => {
		expect(resolve("#define pin_it pin_user_pages_fast\n", "pin_it")).toEqual({
			name: "pin_user_pages_fast",
			args: null,
		});
	});

	test("a function-like macro maps its arguments", () => {
		expect(
			resolve(
				`#define NV_PIN_USER_PAGES(start, nr, flags, pages, vmas) \\
	pin_user_pages(start, nr, flags, pages)
`,
				"NV_PIN_USER_PAGES",
			),
		).toEqual({
			name: "pin_user_pages",
			args: [parameter(0), parameter(1), parameter(2), parameter(3)],
		});
	});

	test("arguments that the macro adds are kept as text, casts and parentheses change nothing", () => {
		expect(
			resolve(
				"#define grab(addr, n, p) get_user_pages(current, current->mm, (unsigned long)(addr), (n), 1, 0, p, NULL)\n",
				"grab",
			),
		).toEqual({
			name: "get_user_pages",
			args: [
				{ kind: "text", text: "current" },
				{ kind: "text", text: "current->mm" },
				parameter(0),
				parameter(1),
				{ kind: "text", text: "1" },
				{ kind: "text", text: "0" },
				parameter(2),
				{ kind: "text", text: "NULL" },
			],
		});
	});

	test("chains are followed to the end", () => {
		expect(
			resolve(
				`#define a(x, y) b(y, x)
#define b(...) c(0, ##__VA_ARGS__)
#define c put_page
`,
				"a",
			),
		).toEqual({
			name: "put_page",
			args: [{ kind: "text", text: "0" }, parameter(1), parameter(0)],
		});
	});

	test.each([
		["do { put_page(p); } while (0)"],
		["({ put_page(p); })"],
		["(put_page(p))"],
		["((void)put_page(p))"],
		["{ put_page(p); }"],
	])("%s forwards", (body) => {
		expect(resolve(`#define drop(p) ${body}\n`, "drop")).toEqual({
			name: "put_page",
			args: [parameter(0)],
		});
	});

	test.each([
		["do { lock(); put_page(p); } while (0)"],
		["put_page(p) + 1"],
		["if (p) put_page(p)"],
		["do { put_page(p); } while (next(p))"],
		["0"],
		[""],
	])("%s does not merely forward", (body) => {
		expect(resolve(`#define drop(p) ${body}\n`, "drop")).toBeNull();
	});

	test("a ring of macros has no end", () => {
		expect(resolve("#define a b\n#define b a\n", "a")).toBeNull();
	});

	test("a macro over the function of its own name is that function with other arguments", () => {
		expect(
			resolve(
				"#define get_user_pages(a, n) get_user_pages(current, a, n)\n",
				"get_user_pages",
			),
		).toEqual({
			name: "get_user_pages",
			args: [{ kind: "text", text: "current" }, parameter(0), parameter(1)],
		});
	});

	test("a name that is no macro stands for itself", () => {
		expect(resolve("int x;\n", "put_page")).toBeNull();
	});
});
