import { beforeAll, describe, expect, test } from "vitest";
import type { CParser } from "#csource/parser.ts";
import { loadParser, parseBody } from "./parse.ts";
import { printBlock } from "./print.ts";

let parser: CParser;
beforeAll(async () => {
	parser = await loadParser();
});

/** Statements as written in a kernel function, and what they are read as. */
const idioms: [string, string][] = [
	// annotations
	["void __user *p = (void __user *)arg;", "void* p = {void*}arg;"],
	["struct foo __rcu *a, __always_unused *b;", "struct foo* a; struct foo* b;"],
	["int x __maybe_unused = 1;", "int x = 1;"],
	["int __unlisted x = 1;", "int x = 1;"],
	["char buf[8] __attribute__((aligned(8)));", "char[] buf;"],
	["struct page *uninitialized_var(page);", "struct page* page;"],
	[
		"u8 *p __free(kfree) = kmalloc(8, GFP_KERNEL);",
		"u8* p cleanup kfree = kmalloc(8, GFP_KERNEL);",
	],
	["struct page **p __free(kvfree);", "struct page** p cleanup kvfree;"],
	// types as arguments
	[
		"n = min_t(unsigned long, a, b);",
		"(n = min_t(<type unsigned long>, a, b));",
	],
	["n = min_t(u32, a, b);", "(n = min_t(<type u32>, a, b));"],
	[
		"p = container_of(w, struct foo, work);",
		"(p = container_of(w, <type struct foo>, work));",
	],
	[
		"p = container_of(w, foo, work);",
		"(p = container_of(w, <type foo>, work));",
	],
	[
		"p = list_first_entry(&l, struct foo, list)->next;",
		"(p = list_first_entry((&l), <type struct foo>, list)->next);",
	],
	["x = va_arg(ap, struct foo *);", "(x = va_arg(ap, <type struct foo*>));"],
	[
		"x = offsetof(struct foo, a.b[2]);",
		"(x = offsetof(<type struct foo>, a.b[2]));",
	],
	[
		"p = kmalloc_array(n, sizeof(struct page *), GFP_KERNEL);",
		"(p = kmalloc_array(n, <sizeof(struct page *)>, GFP_KERNEL));",
	],
	[
		"n = sizeof(*p) * 2 + sizeof x;",
		"(n = ((<sizeof(*p)> * 2) + <sizeof x>));",
	],
	["x = foo(bar_t *, a * b);", "(x = foo(<type bar_t*>, (a * b)));"],
	[
		"BUILD_BUG_ON(!__same_type(typeof(a), int));",
		"BUILD_BUG_ON((!__same_type(<type typeof(a)>, <type int>)));",
	],
	["typeof(*p) *q = p, r;", "typeof(*p)* q = p; typeof(*p) r;"],
	// iterators and scopes
	[
		"list_for_each_entry(a, &l, list) { f(a); }",
		"loop list_for_each_entry(a, (&l), list) { f(a); }",
	],
	[
		"for_each_sg(sgl, sg, n, i)\n\tput_page(sg_page(sg));",
		"loop for_each_sg(sgl, sg, n, i) put_page(sg_page(sg));",
	],
	[
		"for_each_x(a, b)\n\tfor_each_y(a)\n\t\tif (a) break;",
		"loop for_each_x(a, b) loop for_each_y(a) if a break;",
	],
	[
		"list_for_each_entry_rcu(a, &l, list, lockdep_is_held(&m)) f();",
		"loop list_for_each_entry_rcu(a, (&l), list, lockdep_is_held((&m))) f();",
	],
	[
		"bio_for_each_segment_all(bv, bio, iter) { }",
		"loop bio_for_each_segment_all(bv, bio, iter) {  }",
	],
	[
		"scoped_guard(mutex, &m) { f(); }",
		"scope scoped_guard(mutex, (&m)) { f(); }",
	],
	[
		"scoped_guard (spinlock, &l)\n\treturn 0;",
		"scope scoped_guard(spinlock, (&l)) return 0;",
	],
	[
		"if_not_guard(mutex, &m) { return 1; }",
		"if if_not_guard(mutex, (&m)) { return 1; }",
	],
	["guard(mutex)(&m);", "guard(mutex)((&m));"],
	["for_each_forever() { f(); }", "loop for_each_forever() { f(); }"],
	[
		"do_each_pid_task(p, T, t) { f(t); } while_each_pid_task(p, T, t);",
		"loop do_each_pid_task(p, T, t) { f(t); } while_each_pid_task(p, T, t);",
	],
	[
		"if (a) list_for_each(p, h) f(p); else g();",
		"if a loop list_for_each(p, h) f(p); else g();",
	],
	// casts and what looks like one
	["x = (u64)-1;", "(x = {u64}(-1));"],
	["x = (u64)a - (a) - 1;", "(x = (({u64}a - a) - 1));"],
	["x = (a)(b);", "(x = a(b));"],
	["x = (a) * b;", "(x = (a * b));"],
	["x = (a[1]) & b;", "(x = (a[1] & b));"],
	["x = (f(a)) - b;", "(x = (f(a) - b));"],
	["x = (unsigned long)(a) + 1;", "(x = ({unsigned long}a + 1));"],
	["x = (foo_t *)(long)a->b;", "(x = {foo_t*}{long}a->b);"],
	["x = (foo)b;", "(x = {foo}b);"],
	["x = (int (*)(void))f;", "(x = {int ()*}f);"],
	["(void)f(x);", "{void}f(x);"],
	["if (a) (void)f(x);", "if a {void}f(x);"],
	[
		"x = (struct foo){ .a = 1, .b = { 2 } };",
		"(x = {struct foo}{.a = 1, .b = {2}});",
	],
	["return (x) ? (y) : -(z);", "return (x ? y : (-z));"],
	["x = (a) && (b) || !(c);", "(x = ((a && b) || (!c)));"],
	["x = a ?: b;", "(x = (a ?  : b));"],
	["kfree(*p);", "kfree((*p));"],
	["put_page(pages[i++]);", "put_page(pages[(i++)]);"],
	["x = -1 + +1 - ~0;", "(x = (((-1) + (+1)) - (~0)));"],
	// statements
	[
		"switch (a) { case 1 ... 3: f(); fallthrough; case A: default: break; }",
		"switch a { case 1 ... 3: f(); ; case A: default: break; }",
	],
	[
		"switch (a) { case B: { f(); } break; }",
		"switch a { case B: { f(); } break; }",
	],
	["goto out;\nout:\n", "goto out; out: ;"],
	["out: f(); return;", "out: f(); return ;"],
	["if (a) out: f();", "if a { out: f(); }"],
	["__label__ l; p = &&l; goto *p;\nl: ;", "; (p = (&l)); goto *; l: ;"],
	['asm volatile("mov %0" : "=r" (x) : [a] "r" (y) : "memory");', "asm();"],
	["do { f(); } while (0);", "do { f(); } while 0;"],
	[
		"for (int i = 0, j; i < n; i++, j--) { }",
		"for [int i = 0; int j; (i < n); ((i++), (j--))] {  }",
	],
	["for (;;) ;", "for [; ; ] ;"],
	["MACRO_WITHOUT_SEMICOLON(a)\nf();", "MACRO_WITHOUT_SEMICOLON(a); f();"],
	["if (a) { LAST_OF_BLOCK(a)\n}", "if a { LAST_OF_BLOCK(a); }"],
	["BARE_MACRO\nf();", "BARE_MACRO; f();"],
	[
		'pr_err(KERN_INFO PREFIX "a %" PRIu64 "b", x);',
		'pr_err("a %" PRIu64 "b", x);',
	],
	["DECLARE_BITMAP(map, 8);", "DECLARE_BITMAP(map, 8);"],
	[
		"do { f(t); } while_each_thread(g, t);",
		"do { f(t); } while while_each_thread(g, t);",
	],
	["const __be64 id = 1;", "__be64 id = 1;"],
	[
		"x = F(15_0, 20MHZ, 0x1fUL, 1e3);",
		"(x = F(<unknown 15_0>, <unknown 20MHZ>, 0x1fUL, 1e3));",
	],
	["STAT_ITEMS\nif (a) f();", "STAT_ITEMS; if a f();"],
	["{ all_items }", "{ all_items; }"],
	["enum { A, B };", ""],
	[
		"struct { DECLARE_BITMAP(map, 8); int a; } __aligned(8) *x;",
		"struct {}* x;",
	],
	["x = ({ typeof(a) b = (a); b; });", "(x = ({ typeof(a) b = a; b; }));"],
	["static DEFINE_MUTEX(lock);", "DEFINE_MUTEX(lock);"],
	["struct local { int a; } x = { 1 };", "struct local x = {1};"],
	["struct local { int a; };", ""],
	["x = ({ int y = f(); y; });", "(x = ({ int y = f(); y; }));"],
	[
		"iterate(i, n, v, ({ return 1; 0; }), ({ f(); }))\nreturn 0;",
		"iterate(i, n, v, ({ return 1; 0; }), ({ f(); })); return 0;",
	],
	[
		"scoped_cond(mutex, return -EINTR, &m) { f(); }",
		"scope scoped_cond(mutex, ({ return (-EINTR); }), (&m)) { f(); }",
	],
	["wait(x, a == b, f(); g());", "wait(x, (a == b), ({ f(); g(); }));"],
	["cmp(a, <, b);", "cmp(a, <unknown <>, b);"],
	[
		"int a[] = { [0 ... 3] = 1, [A] = 2, .b.c = 3 };",
		"int[] a = {1, 2, .b = 3};",
	],
	[
		"x = _Generic(a, int: 1, default: 2);",
		"(x = <unknown _Generic(a, int: 1, default: 2)>);",
	],
	["int (*fn)(struct page *, int) = f;", "int ()* fn = f;"],
	["extern int other(int a);", ""],
	["u32 (*fn)(struct page *, int) = f;", "u32 ()* fn = f;"],
	["foo_t (*fn)(void *a);", "foo_t ()* fn;"],
	["guard(*p)(a);", "guard((*p))(a);"],
	[
		"for (struct foo *a = b; a; a = a->next) g(a);",
		"for [struct foo* a = b; a; (a = a->next)] g(a);",
	],
];

describe("kernel C is read without damage", () => {
	test.each(idioms)("%s", (text, expected) => {
		const { body, damage } = parseBody(parser, text);
		expect(damage).toEqual([]);
		expect(printBlock(body)).toBe(expected);
	});
});
