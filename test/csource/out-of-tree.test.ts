// Drivers outside the tree carry several kernels in one file; this is their style, written for the test.

import { beforeAll, describe, expect, test } from "vitest";
import { resolveRename } from "#csource/macro-renames.ts";
import type { CParser } from "#csource/parser.ts";
import { viewsOf } from "#csource/views.ts";
import { functionNamed, loadParser } from "./parse.ts";
import { printBlock, printType } from "./print.ts";

let parser: CParser;
beforeAll(async () => {
	parser = await loadParser();
});

const driver = `/* accel-mem.c */
#include <linux/version.h>
#include <linux/mm.h>

#ifndef RHEL_RELEASE_VERSION
#define RHEL_RELEASE_VERSION(a, b) (((a) << 8) + (b))
#endif

#if (LINUX_VERSION_CODE >= KERNEL_VERSION(5, 6, 0)) || \\
	(defined(RHEL_RELEASE_CODE) && RHEL_RELEASE_CODE >= RHEL_RELEASE_VERSION(8, 3))
# define ACC_HAVE_PIN 1
#else
# define ACC_HAVE_PIN 0
#endif

#if ACC_HAVE_PIN
# define ACC_PIN_FAST(start, nr, flags, pages) \\
	pin_user_pages_fast(start, nr, flags, pages)
# define ACC_UNPIN(page) unpin_user_page(page)
#else
# define ACC_PIN_FAST(start, nr, flags, pages) \\
	get_user_pages_fast(start, nr, !!((flags) & FOLL_WRITE), pages)
# define ACC_UNPIN(page) put_page(page)
#endif

struct acc_mem {
	struct page **pages;
#ifdef CONFIG_ACC_STATS
	u64 bytes;
#endif
};

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 8, 0)
#define mmap_read_lock(mm) down_read(&(mm)->mmap_sem)
#define mmap_read_unlock(mm) up_read(&(mm)->mmap_sem)
#endif

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
static int acc_probe(struct device *dev)
#else
static int acc_probe(struct device *dev, struct class *unused)
#endif
{
	return 0;
}

static int acc_map(struct acc_mem *mem, unsigned long start, int n
#ifdef ACC_WITH_FLAGS
		   , unsigned int flags
#endif
		   )
{
	int got;

	got = ACC_PIN_FAST(start & PAGE_MASK, n, FOLL_WRITE, mem->pages);
#ifdef CONFIG_ACC_STATS
	mem->bytes += (u64)got << PAGE_SHIFT;
#endif
	if (got < n) {
		while (got-- > 0)
			ACC_UNPIN(mem->pages[got]);
		return -EFAULT;
	}
	return 0;
}
`;

function views(kernel: string | null) {
	return viewsOf("accel-mem.c", driver, {
		kernel,
		interesting: (name) => /_user_page|^put_page$/.test(name),
	});
}

describe("a driver for several kernels", () => {
	test("both sides of each choice that matters are shown, once", () => {
		const found = views(null);
		expect(found.map((view) => [...view.configuration].sort())).toEqual([
			[
				"CONFIG_ACC_STATS",
				"LINUX_VERSION_CODE >= 5.6",
				"defined(ACC_WITH_FLAGS)",
			],
			[
				"!defined(ACC_WITH_FLAGS)",
				"CONFIG_ACC_STATS=n",
				"LINUX_VERSION_CODE < 5.6",
			],
		]);
		expect(
			found.map(({ macros }) => resolveRename(macros, "ACC_PIN_FAST")?.name),
		).toEqual(["pin_user_pages_fast", "get_user_pages_fast"]);
		expect(
			found.map(({ macros }) => resolveRename(macros, "ACC_UNPIN")?.name),
		).toEqual(["unpin_user_page", "put_page"]);
	});

	test("one kernel leaves only what the version does not decide", () => {
		const [plain, backport] = views("4.19");
		expect(resolveRename(plain?.macros ?? [], "ACC_PIN_FAST")).toEqual({
			name: "get_user_pages_fast",
			args: [
				{ kind: "parameter", index: 0 },
				{ kind: "parameter", index: 1 },
				{ kind: "text", text: "!!((flags) & FOLL_WRITE)" },
				{ kind: "parameter", index: 3 },
			],
		});
		expect(plain?.configuration).toContain("!defined(RHEL_RELEASE_CODE)");
		expect(backport?.configuration).toContain("RHEL_RELEASE_CODE >= 8.3");
		expect(resolveRename(backport?.macros ?? [], "ACC_PIN_FAST")?.name).toBe(
			"pin_user_pages_fast",
		);
		for (const { configuration } of views("4.19"))
			expect(configuration.join()).not.toContain("LINUX_VERSION_CODE");
	});

	test("a signature that #if takes apart has one reading per view", () => {
		const [first, second] = views(null).map((view) => {
			const syntax = parser.parseFunction(view, functionNamed(view, "acc_map"));
			expect(syntax.damage).toEqual([]);
			return {
				parameters: syntax.parameters.map(
					({ name, type }) => `${printType(type)} ${name}`,
				),
				body: printBlock(syntax.body),
			};
		});
		expect(first?.parameters).toContain("unsigned int flags");
		expect(second?.parameters).not.toContain("unsigned int flags");
		expect(first?.body).toContain("(mem->bytes += ({u64}got << PAGE_SHIFT));");
		expect(second?.body).not.toContain("bytes");
	});

	test("a function with two heads and one body has one head in each view", () => {
		for (const view of views(null)) {
			const heads = view.functions.filter(({ name }) => name === "acc_probe");
			expect(heads).toHaveLength(1);
		}
	});
});
