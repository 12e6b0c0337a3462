import { describe, expect, test } from "vitest";
import { countChange, diffstat } from "#convert/series/diffstat.ts";
import { groupConversions } from "#convert/series/group-conversions.ts";
import { mailFileName } from "#convert/series/mail.ts";
import { messageOf, subjectOf } from "#convert/series/patch-text.ts";
import {
	isCapitalised,
	prefixOfHistory,
	prefixOfPath,
} from "#convert/series/subject-prefix.ts";
import { codes } from "#findings/codes.ts";
import { sampleConversion, sampleDecision } from "./sample-conversion.ts";

describe("subject prefix", () => {
	test("is what most subjects of the history have", () => {
		expect(
			prefixOfHistory([
				"mm: rename something in the whole tree",
				"media: ivtv: fix a leak",
				"Merge tag 'x' of somewhere",
				"media: ivtv: add a thing",
				"media: fix typos",
			]),
		).toBe("media: ivtv");
	});

	test("of those equally common it is the newest, and none where there is none", () => {
		expect(prefixOfHistory(["b: x", "a: x"])).toBe("b");
		expect(prefixOfHistory(["Linux 6.12", "Import of the tree"])).toBeNull();
		expect(prefixOfHistory([])).toBeNull();
	});

	test("capitals are a custom too", () => {
		expect(isCapitalised(["RDMA/foo: Fix", "RDMA/foo: Add", "foo: x"])).toBe(
			true,
		);
		expect(isCapitalised(["foo: fix", "foo: Add"])).toBe(false);
		expect(isCapitalised([])).toBe(false);
	});

	test.each([
		["drivers/infiniband/hw/foo/a.c", "RDMA/foo"],
		["drivers/infiniband/core/umem.c", "RDMA/core"],
		["drivers/gpu/drm/foo/a.c", "drm/foo"],
		["drivers/media/pci/foo/a.c", "media: foo"],
		["drivers/misc/foo/a.c", "misc: foo"],
		["drivers/misc/foo.c", "misc: foo"],
		["drivers/vfio/vfio_foo.c", "vfio: foo"],
		["drivers/vhost/vhost.c", "vhost"],
		["arch/x86/kvm/a.c", "KVM: x86"],
		["arch/s390/mm/a.c", "s390/mm"],
		["arch/mips/a.c", "mips"],
		["fs/foo/a.c", "foo"],
		["fs/foo.c", "foo"],
		["kernel/foo/core.c", "foo"],
		["net/foo/a.c", "foo"],
		["mm/foo.c", "mm/foo"],
		["io_uring/foo.c", "io_uring/foo"],
		["foo.c", "foo"],
	])("of %s without history: %s", (file, prefix) => {
		expect(prefixOfPath(file)).toBe(prefix);
	});
});

test("one patch for a driver's folder, one for each file of a shared folder", () => {
	const groups = groupConversions(
		[
			"mm/b.c",
			"mm/a.c",
			"drivers/misc/x.c",
			"drivers/misc/y.c",
			"drivers/gpu/drm/foo/b.c",
			"drivers/gpu/drm/foo/a.c",
			"fs/fuse/a.c",
			"fs/fuse/b.c",
		].map((file) => sampleConversion(file)),
	);
	expect(
		groups.map((group) =>
			group.map(({ files }) => files[0]?.file.split("/").pop()),
		),
	).toEqual([
		["b.c", "a.c"],
		["x.c"],
		["y.c"],
		["a.c", "b.c"],
		["a.c"],
		["b.c"],
	]);
});

describe("subjectOf", () => {
	const conversion = sampleConversion("drivers/foo/a.c");

	test("names the calls where there is one of each and room", () => {
		expect(subjectOf([conversion], 60)).toBe(
			"convert get_user_pages_fast() to pin_user_pages_fast()",
		);
		expect(subjectOf([conversion], 50)).toBe(
			"convert get_user_pages*() to pin_user_pages*()",
		);
		expect(subjectOf([conversion], 30)).toBe("convert to pin_user_pages*()");
	});

	test("where the acquire stays it is about the release", () => {
		const sites = [sampleDecision({ becomes: "get_user_pages_fast" })];
		expect(subjectOf([{ ...conversion, sites }], 75)).toContain(
			"with put_user_page*()",
		);
	});

	test("of pins that were let go of as references it names unpin_user_page*()", () => {
		const sites = [
			sampleDecision({
				api: "pin_user_pages_fast",
				becomes: "pin_user_pages_fast",
			}),
		];
		expect(subjectOf([{ ...conversion, sites }], 75)).toBe(
			"release pages of pin_user_pages_fast() with unpin_user_page*()",
		);
		expect(messageOf([{ ...conversion, sites }])).toContain(
			"\nand leaves the rest of the pin behind.",
		);
	});
});

describe("messageOf", () => {
	const conversion = sampleConversion("drivers/foo/a.c");

	test("states the case with the lines that show it, and what changes where", () => {
		const message = messageOf([conversion]);
		expect(message.replace(/\s+/g, " ")).toContain(
			"foo_map() takes hold of user pages with get_user_pages_fast(), and a device works on the contents, by dma_map_page() (case 1):",
		);
		expect(message).toContain(
			"\n  drivers/foo/a.c:8: given to a device by dma_map_page()\n",
		);
		expect(message).toContain(
			"- put_page() becomes unpin_user_page() in foo_unmap()",
		);
		expect(message).not.toContain("mends");
	});

	test("tells the path that leaked", () => {
		const mended = {
			file: "drivers/foo/a.c",
			function: "foo_map",
			line: 10,
			code: "PF101",
			message: "the pages are not released on this path",
		};
		expect(messageOf([{ ...conversion, mended: [mended] }])).toContain(
			"mends a path that lost pages:\n\n  drivers/foo/a.c:10: in foo_map(), the pages are not released on this\n    path",
		);
	});

	test("tells what it mended only: no double release, which a conversion does not take away", () => {
		const at = { file: "drivers/foo/a.c", function: "foo_map", line: 10 };
		const text = (code: string) =>
			messageOf([
				{ ...conversion, mended: [{ ...at, code, message: "as it was" }] },
			]);
		const doubled = codes.find((entry) => entry.class === "double-release");
		expect(text("PF201")).toContain("mends a release by the wrong call");
		expect(text(doubled?.code ?? "")).toBe(messageOf([conversion]));
	});

	test("keeps to the width of a commit message, but for paths", () => {
		const far = sampleDecision({
			reason: "it is so because of a reason that takes many words ".repeat(4),
			evidence: [],
		});
		for (const line of messageOf([{ ...conversion, sites: [far] }]).split("\n"))
			expect(line.length).toBeLessThanOrEqual(75);
	});

	test("sites of one call for one reason are told of together", () => {
		const sites = ["foo_a", "foo_b", "foo_c"].map((name) =>
			sampleDecision({ function: name }),
		);
		expect(messageOf([{ ...conversion, sites }])).toMatch(
			/^foo_a\(\), foo_b\(\) and foo_c\(\) take hold/,
		);
	});
});

describe("diffstat", () => {
	test("has a line a file and a sum, as git's", () => {
		expect(
			diffstat([
				{ file: "a/long/name.c", added: 3, removed: 1 },
				{ file: "b.c", added: 0, removed: 10 },
			]),
		).toBe(
			` a/long/name.c |  4 +++-
 b.c           | 10 ----------
 2 files changed, 3 insertions(+), 11 deletions(-)
`,
		);
		expect(diffstat([{ file: "a", added: 1, removed: 0 }])).toContain(
			" 1 file changed, 1 insertion(+)\n",
		);
	});

	test("lines that look like headers count as the changes they are", () => {
		expect(
			countChange("a", "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n--- x\n+++ y\n z\n"),
		).toEqual({ file: "a", added: 1, removed: 1 });
	});
});

test("file names are those of git format-patch", () => {
	expect(mailFileName(3, "RDMA/foo: Convert a() to b*()")).toBe(
		"0003-RDMA-foo-Convert-a-to-b.patch",
	);
});
