import { describe, expect, test } from "vitest";
import { parseMailmap } from "#convert/series/mailmap.ts";
import {
	areasOfFile,
	areasOfKeywords,
	parseMaintainers,
} from "#convert/series/maintainers.ts";
import { recipientsOf } from "#convert/series/recipients.ts";

const text = `List of maintainers
===================
	M: *Mail* patches to: FullName <address@domain>
	F: *Files* and directories wildcard patterns.

Maintainers List
----------------
.. note:: When reading this list, please look for the most precise areas first.

FOO DRIVER
M:	"Foo B. Maintainer" <foo@example.org>
R:	Reviewer One <one@old.example.org>
L:	linux-foo@vger.kernel.org
L:	foo-private@example.org (subscribers-only)
L:	foo-list@example.org (moderated for non-subscribers)
S:	Maintained
F:	drivers/foo
X:	drivers/foo/other/

BAR LIBRARY
M:	Bar <bar@example.org>
S:	Supported
F:	drivers/foo/bar*
F:	include/linux/bar?.h
K:	\\bbar_(?:map|unmap) \\b

QUUX BOARDS
M:	Foo B. Maintainer <foo@elsewhere.org>
S:	Odd Fixes
N:	[^a-z]quux

THE REST
M:	Chief <chief@example.org>
L:	linux-kernel@vger.kernel.org
S:	Buried alive in reporters
F:	*
F:	*/
`;

const areas = parseMaintainers(text, (path) => path === "drivers/foo");
const titles = (file: string): string[] =>
	areasOfFile(file, areas).map(({ section }) => section.title);

describe("areasOfFile", () => {
	test.each([
		["drivers/foo/a.c", ["FOO DRIVER", "THE REST"]],
		["drivers/foo/deep/a.c", ["FOO DRIVER", "THE REST"]],
		["drivers/foobar/a.c", ["THE REST"]],
		["drivers/foo/other/a.c", ["THE REST"]],
		["drivers/foo/bar-core.c", ["BAR LIBRARY", "FOO DRIVER", "THE REST"]],
		["drivers/foo/barn/a.c", ["FOO DRIVER", "THE REST"]],
		["include/linux/bar2.h", ["BAR LIBRARY", "THE REST"]],
		["include/linux/bar.h", ["THE REST"]],
		["arch/arm/mach-quux.c", ["QUUX BOARDS", "THE REST"]],
		["arch/arm/aquux.c", ["THE REST"]],
		["Makefile", ["THE REST"]],
	])("%s", (file, expected) => {
		expect(titles(file)).toEqual(expected);
	});
});

test("keywords are looked for in what a patch changes, blanks in them mean nothing", () => {
	const diff = (line: string): string =>
		`--- a/bar_map\n+++ b/bar_map\n@@ -1 +1 @@\n${line}\n`;
	const found = (line: string): string[] =>
		areasOfKeywords(diff(line), areas).map(({ section }) => section.title);
	expect(found("+\tbar_map(x);")).toEqual(["BAR LIBRARY"]);
	expect(found("-\tbar_unmap(x);")).toEqual(["BAR LIBRARY"]);
	expect(found(" \tbar_map(x);")).toEqual([]);
	expect(found("+\tbar_mapping(x);")).toEqual([]);
});

describe("parseMailmap", () => {
	const map = parseMailmap(`# comment
Proper Name <proper@x.org>
<new@x.org> <old@x.org>
Full Name <full@x.org> <was@x.org> # why
Right <right@x.org> Wrong Name <both@x.org>
`);
	const mapped = (name: string, address: string) => map({ name, address });

	test("the four forms of a line", () => {
		expect(mapped("p", "proper@x.org")).toEqual({
			name: "Proper Name",
			address: "proper@x.org",
		});
		expect(mapped("n", "old@x.org")).toEqual({
			name: "n",
			address: "new@x.org",
		});
		expect(mapped("n", "was@x.org")).toEqual({
			name: "Full Name",
			address: "full@x.org",
		});
		expect(mapped("Wrong Name", "both@x.org")).toEqual({
			name: "Right",
			address: "right@x.org",
		});
		expect(mapped("Other Name", "both@x.org").name).toBe("Other Name");
	});
});

describe("recipientsOf", () => {
	const mailmap = parseMailmap("<one@new.example.org> <one@old.example.org>\n");
	const addresses = (files: readonly string[], diff = "") => {
		const { to, cc } = recipientsOf(files, diff, { areas, mailmap });
		return [to, cc].map((list) => list.map(({ address }) => address));
	};

	test("M: to To, R: and L: to Cc, without closed lists and without the chief", () => {
		expect(addresses(["drivers/foo/a.c"])).toEqual([
			["foo@example.org"],
			[
				"one@new.example.org",
				"linux-foo@vger.kernel.org",
				"foo-list@example.org",
				"linux-kernel@vger.kernel.org",
			],
		]);
	});

	test("who is listed twice, by address or name, gets one mail", () => {
		const [to] = addresses([
			"drivers/foo/a.c",
			"drivers/foo/b.c",
			"arch/arm/mach-quux.c",
		]);
		expect(to).toEqual(["foo@example.org"]);
	});

	test("a keyword brings its people in", () => {
		const diff = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n+bar_map(x);\n";
		expect(addresses(["x"], diff)[0]).toEqual(["bar@example.org"]);
		expect(addresses(["x"])[0]).toEqual([]);
	});
});
