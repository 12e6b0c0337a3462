import { describe, expect, test } from "vitest";
import { viewOf } from "./parse.ts";

/** Name and first and last word of each function, in file order. */
function functions(text: string) {
	return viewOf(text).functions.map(({ name, start, end }) => {
		const words = text.slice(start, end).split(/\s+/);
		return [name, words[0], words.at(-1)];
	});
}

describe("functions of a file", () => {
	test.each([
		["int f(void)\n{\n}\n", "f"],
		["static inline struct page **f(int a,\n\t\tint b)\n{\n}\n", "f"],
		["static int __init f(void) { }\n", "f"],
		["int __printf(1, 2) f(const char *fmt, ...)\n{\n}\n", "f"],
		["static __always_inline enum state\n__f(struct event *e)\n{\n}\n", "__f"],
		[
			"void f(struct a *x)\n\t__acquires(&x->lock)\n\t__releases(&x->mm)\n{\n}\n",
			"f",
		],
		["void __f(int x) __unlisted(x)\n{\n}\n", "__f"],
		["__attribute__((noinline)) int f(int (*cb)(int))\n{\n}\n", "f"],
		["void (*f(int a))(int)\n{\n}\n", "f"],
		["int (f)(int a)\n{\n}\n", "f"],
		["int f(a, b)\n\tint a;\n\tchar *b;\n{\n}\n", "f"],
		[
			"SYSCALL_DEFINE3(mincore, unsigned long, start, size_t, len)\n{\n}\n",
			"mincore",
		],
		["SYSCALL_DEFINE0(sync)\n{\n}\n", "sync"],
		["BPF_CALL_2(bpf_grab, u64, a, u32, b)\n{\n}\n", "bpf_grab"],
		["TEST_F(pages, pinned)\n{\n}\n", "pinned"],
		["static int FNAME(walk)(struct walker *w, u64 a)\n{\n}\n", "walk"],
		["EXPORT_SYMBOL(g)\nint f(void)\n{\n}\n", "f"],
		["struct page *f(void) {\n\tstruct a x = { .b = { 1 } };\n}\n", "f"],
	])("%s", (text, name) => {
		const found = functions(text);
		expect(found.map(([first]) => first)).toEqual([name]);
	});

	test("an extent goes from the first word of the return type to the closing brace", () => {
		const text = `MODULE_LICENSE("GPL");
/* about f */
static const struct foo *
f(void)
{
	if (x) {
	}
}

#define m(x) { x }
int g(void) { return "}"[0] + '}'; }
`;
		expect(functions(text)).toEqual([
			["f", "static", "}"],
			["g", "int", "}"],
		]);
		const [f] = viewOf(text).functions;
		expect(text.slice(f?.nameStart, (f?.nameStart ?? 0) + 1)).toBe("f");
		expect(text[f?.bodyStart ?? 0]).toBe("{");
		expect(f?.isStatic).toBe(true);
	});

	test.each([
		["struct foo { int a; };"],
		["static struct foo x = { .a = f(1), };"],
		["int x[] = { 1, 2 };"],
		["enum e { A, B };"],
		["typedef struct { int a; } foo_t;"],
		["int f(int a, struct { int b; } *c);"],
		["DEFINE_MUTEX(x);"],
		["FIXTURE_VARIANT_ADD(fixture, name) { .a = 1, };"],
		['__setup("x", f);'],
	])("%s defines no function", (text) => {
		expect(functions(`${text}\n`)).toEqual([]);
	});

	test('extern "C" is looked into', () => {
		expect(functions('extern "C" {\nint f(void) { }\n}\n')).toEqual([
			["f", "int", "}"],
		]);
	});

	test("a file cut off in a function keeps what there is of it", () => {
		const text = "int f(void)\n{\n}\nint g(void)\n{\n\tif (x) {\n\t\ty();\n";
		expect(functions(text).map(([name]) => name)).toEqual(["f", "g"]);
		expect(viewOf(text).functions[1]?.end).toBe(text.trimEnd().length);
	});

	test("a missing brace costs one function, not the rest of the file", () => {
		const text = `int f(void)
{
	if (x) {
}

int g(void)
{
}
`;
		expect(functions(text).map(([name]) => name)).toContain("f");
		expect(viewOf(text).functions[0]?.end).toBe(text.indexOf("}\n") + 1);
	});

	test("identifiers are all names but the words of C, each once", () => {
		const [f] = viewOf(
			"static int f(struct page **pages)\n{\n\treturn put_page(pages[0]->lru) + put_page(1);\n}\n",
		).functions;
		expect([...(f?.identifiers ?? [])]).toEqual([
			"f",
			"page",
			"pages",
			"put_page",
			"lru",
		]);
	});
});

describe("structs of a file", () => {
	test("fields have names and types", () => {
		const [struct] = viewOf(`struct foo {
	struct page **pages, *one;	/* comment */
	unsigned long nr_pages : 5, flags;
	const char __user *buf __counted_by(n);
	int (*release)(struct foo *f, int x);
	u8 data[16][2];
	struct list_head list;
	DECLARE_BITMAP(map, 64);
} __packed;
`).structs;
		expect(struct?.tag).toBe("struct foo");
		expect(
			struct?.fields.map(({ name, type }) => [
				name,
				type.base,
				type.pointers,
				type.arrays,
			]),
		).toEqual([
			["pages", "struct page", 2, 0],
			["one", "struct page", 1, 0],
			["nr_pages", "unsigned long", 0, 0],
			["flags", "unsigned long", 0, 0],
			["buf", "char", 1, 0],
			["release", "int ()", 1, 0],
			["data", "u8", 0, 2],
			["list", "struct list_head", 0, 0],
			["map", "unsigned long", 0, 1],
		]);
	});

	test("inner structs: anonymous ones are part of the outer, named ones have a tag", () => {
		const { structs } = viewOf(`struct outer {
	union {
		struct page *page;
		struct { int a; int b; };
	};
	struct { struct page **pages; } dma;
	struct tagged { int t; } x;
	struct_group(g, int c; u8 d;);
};
`);
		expect(
			structs.map(({ tag, fields }) => [
				tag,
				fields.map((field) => `${field.type.base} ${field.name}`),
			]),
		).toEqual([
			[
				"struct outer",
				[
					"struct page page",
					"int a",
					"int b",
					"struct outer::dma dma",
					"struct tagged x",
					"int c",
					"u8 d",
				],
			],
			["struct outer::dma", ["struct page pages"]],
			["struct tagged", ["int t"]],
		]);
	});

	test("a typedef gives its name as well", () => {
		const { structs } = viewOf(
			"typedef struct foo { int a; } foo_t;\ntypedef struct { int b; } bar_t, *bar_p;\n",
		);
		expect(structs.map(({ tag }) => tag)).toEqual([
			"struct foo",
			"foo_t",
			"bar_t",
			"bar_p",
		]);
	});
});

describe("tables of a file", () => {
	test("designators and values", () => {
		const [table] = viewOf(`static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.release = my_release, /* comment */
	.mmap = (void *)&my_mmap,
	.flags = A | B,
	.name = "x",
	[3] = 0x10,
	{ 1, f(2) },
};
`).tables;
		expect(table?.name).toBe("fops");
		expect(table?.type.base).toBe("struct file_operations");
		expect(
			table?.items.map(({ designator, value }) => [designator, value.kind]),
		).toEqual([
			["owner", "identifier"],
			["release", "identifier"],
			["mmap", "cast"],
			["flags", "unknown"],
			["name", "string"],
			[null, "number"],
			[null, "initializer"],
		]);
	});

	test("an array of tables", () => {
		const [table] = viewOf(
			"struct op ops[] = { { .f = a }, { .f = b } };\n",
		).tables;
		expect(table?.type).toEqual({ base: "struct op", pointers: 0, arrays: 1 });
		expect(table?.items).toHaveLength(2);
	});
});
