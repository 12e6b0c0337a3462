import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { kernelOfTree } from "#cli/tree-kernel.ts";

let root: string;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), "pinfold-tree-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
	mkdirSync(join(root, path, ".."), { recursive: true });
	writeFileSync(join(root, path), text);
}

const makefile = "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\n";

test("the Makefile of a kernel tree tells its release, from any folder in it", async () => {
	write("Makefile", makefile);
	write("mm/gup.c", "");
	mkdirSync(join(root, "drivers/misc"), { recursive: true });
	expect(await kernelOfTree(root)).toBe("6.12");
	expect(await kernelOfTree(join(root, "drivers/misc"))).toBe("6.12");
});

test("without a Makefile the definitions of mm/gup.c do", async () => {
	write(
		"mm/gup.c",
		"long get_user_pages(unsigned long start, unsigned long nr,\n\t\tunsigned int flags, struct page **pages,\n\t\tstruct vm_area_struct **vmas)\n{\n}\n",
	);
	expect(await kernelOfTree(root)).toBe("5.5");
});

test("a driver with a Makefile is no kernel tree", async () => {
	write("Makefile", makefile);
	expect(await kernelOfTree(root)).toBeNull();
});

test("a release the catalogue does not reach is none", async () => {
	write("Makefile", "VERSION = 3\nPATCHLEVEL = 10\n");
	write("mm/gup.c", "");
	expect(await kernelOfTree(root)).toBeNull();
});
