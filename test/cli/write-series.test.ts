import { execFileSync } from "node:child_process";
import {
	mkdirSync,
	readdirSync,
	readFileSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { mailDate } from "#cli/series/read-sender.ts";
import { refuseSeries, writeSeries } from "#cli/series/write-series.ts";
import type { Conversion } from "#convert/conversion.ts";
import {
	sampleConversion,
	sampleDecision,
	sampleMend,
	sampleResult,
	sampleText,
} from "../convert/series/sample-conversion.ts";
import { makeFolder } from "./fake/fake-pinfold.ts";

const drivers = ["drivers/misc/bar/bar.c", "drivers/net/wan/foo/foo.c"];

const maintainers = `FOO
M:	"Fritz B. Müller" <fritz@example.org>
L:	linux-foo@vger.kernel.org
S:	Maintained
F:	drivers/net/wan/foo/
`;

function git(folder: string, ...args: readonly string[]): string {
	return execFileSync("git", args, {
		cwd: folder,
		encoding: "utf8",
		stdio: ["ignore", "pipe", "pipe"],
		env: {
			...process.env,
			GIT_CONFIG_GLOBAL: "/dev/null",
			GIT_COMMITTER_NAME: "C",
			GIT_COMMITTER_EMAIL: "c@example.org",
			GIT_COMMITTER_DATE: "1700000000 +0000",
		},
	});
}

/** A repository with the files committed; `below` puts them into a folder of it. */
function repository(below = ""): string {
	const folder = makeFolder(
		Object.fromEntries([
			...drivers.map((file) => [join(below, file), sampleText(file)]),
			[join(below, "MAINTAINERS"), maintainers],
		]),
	);
	git(folder, "init", "-q");
	git(folder, "config", "user.name", "Zoë D. Quux");
	git(folder, "config", "user.email", "zoe@example.org");
	git(folder, "add", ".");
	git(folder, "commit", "-q", "-m", "bar: Add the driver");
	return folder;
}

const mended = {
	file: drivers[1] ?? "",
	function: "foo_map",
	line: 10,
	code: "PF101",
	message: "the pages are not released on this path",
};
const conversions: readonly Conversion[] = drivers.map((file, index) =>
	sampleConversion(file, index === 1 ? { mended: [mended] } : {}),
);
const left = sampleDecision({
	file: "drivers/left.c",
	decision: "leave",
	becomes: null,
	reason: "nobody touches the contents (case 4)",
});
const result = sampleResult(conversions, [
	...conversions.flatMap(({ sites }) => sites),
	left,
]);

function read(folder: string): Record<string, string> {
	return Object.fromEntries(
		readdirSync(folder)
			.sort()
			.map((name) => [name, readFileSync(join(folder, name), "utf8")]),
	);
}

afterEach(() => {
	vi.unstubAllEnvs();
});

describe("writeSeries", () => {
	test.each(["", "kernel"])(
		"git am takes the patches, in a repository whose tree is in %j",
		(below) => {
			const top = repository(below);
			const series = join(makeFolder(), "series");
			const names = writeSeries(series, result, join(top, below));
			expect(names).toEqual([
				"0000-cover-letter.txt",
				"0001-bar-Convert-get_user_pages_fast-to-pin_user_pages_fa.patch",
				"0002-bar-Convert-get_user_pages_fast-to-pin_user_pages_fa.patch",
			]);
			git(top, "am", "-q", ...names.slice(1).map((name) => join(series, name)));
			for (const { files } of conversions)
				for (const { file, after } of files)
					expect(readFileSync(join(top, below, file), "utf8")).toBe(after);
			const log = git(top, "log", "-2", "--format=%an|%ae|%at|%s|%(trailers)");
			expect(log).toContain(
				"Zoë D. Quux|zoe@example.org|1700000000|bar: Convert get_user_pages_fast() to pin_user_pages_fast()|",
			);
			expect(log).toContain("Signed-off-by: Zoë D. Quux <zoe@example.org>");
			expect(log.match(/Fixes: </g)).toHaveLength(1);
			const body = git(top, "log", "-1", "--format=%b");
			expect(body).toContain("mends a path that lost pages");
			expect(body).not.toMatch(/^check: holds|files? changed/m);
		},
	);

	test("a mend is a patch of its own behind its conversion, and it alone has the tag to fill in", () => {
		const [bar, foo] = drivers.map((file) => sampleConversion(file));
		if (bar === undefined || foo === undefined) throw new Error("no drivers");
		const mend = sampleMend(bar);
		const top = repository();
		const series = join(makeFolder(), "series");
		const names = writeSeries(
			series,
			sampleResult([{ ...bar, mends: [mend] }, foo]),
			top,
		);
		expect(names.slice(1)).toEqual([
			"0001-bar-Convert-get_user_pages_fast-to-pin_user_pages_fa.patch",
			"0002-bar-Mark-pages-dirty-that-were-written-to.patch",
			"0003-bar-Convert-get_user_pages_fast-to-pin_user_pages_fa.patch",
		]);
		expect(
			read(series)["0000-cover-letter.txt"]?.replace(/\s+/g, " "),
		).toContain(
			"3 patches for 6.12, 1 of them to mend what was wrong at a converted site before",
		);
		git(top, "am", "-q", ...names.slice(1).map((name) => join(series, name)));
		for (const { file, after } of mend.files)
			expect(readFileSync(join(top, file), "utf8")).toBe(after);
		const [last, mended, first] = git(top, "log", "-3", "--format=%B%x00")
			.split("\0")
			.map((body) => body.trim());
		expect(first).not.toContain("Fixes:");
		expect(last).not.toContain("Fixes:");
		expect(mended).toContain("Fixes: <the commit that brought the mistake>");
		expect(mended).toContain(":18: in foo_unmap(), nothing marks the pages\n");
		expect(mended).not.toContain("another call");
	});

	test("the mail's headers are for the people of the files, in ASCII", () => {
		const series = join(makeFolder(), "series");
		writeSeries(series, result, repository());
		const [cover = "", bar = "", foo = ""] = Object.values(read(series));
		const head = (mail: string): string => mail.split("\n\n")[0] ?? "";
		expect(head(foo)).toContain(
			"\nTo: =?UTF-8?q?Fritz_B=2E_M=C3=BCller?= <fritz@example.org>\nCc: linux-foo@vger.kernel.org\n",
		);
		expect(head(bar)).not.toMatch(/^(To|Cc):/m);
		expect(head(cover)).toContain("\nTo: linux-foo@vger.kernel.org\n");
		for (const mail of [cover, bar, foo])
			expect(head(mail)).toMatch(/^[ -~\n]*$/);
	});

	test("the cover letter has every site with its decision, and the sum of the changes", () => {
		const series = join(makeFolder(), "series");
		writeSeries(series, result, repository());
		const [cover = ""] = Object.values(read(series));
		expect(cover).toContain("Subject: [PATCH 0/2] Convert user pages to");
		expect(cover).toContain(
			"drivers/left.c:4 foo_map()\n  leave, case 1: get_user_pages_fast()\n    nobody touches the contents (case 4)\n",
		);
		expect(cover).toContain(
			"  convert, case 1: get_user_pages_fast() -> pin_user_pages_fast()\n",
		);
		expect(cover).toContain(
			" 2 files changed, 4 insertions(+), 4 deletions(-)",
		);
	});

	test("two runs write the same bytes", () => {
		const top = repository();
		const [one, two] = [join(makeFolder(), "a"), join(makeFolder(), "b")];
		writeSeries(one, result, top);
		writeSeries(two, result, top);
		expect(read(one)).toEqual(read(two));
	});

	test("without git: blanks with names, no date, prefixes by path, and a patch that applies", () => {
		vi.stubEnv("GIT_CONFIG_GLOBAL", "/dev/null");
		vi.stubEnv("GIT_CONFIG_SYSTEM", "/dev/null");
		const root = makeFolder(
			Object.fromEntries(drivers.map((file) => [file, sampleText(file)])),
		);
		const series = join(makeFolder(), "series");
		writeSeries(series, result, root);
		const [, bar = ""] = Object.values(read(series));
		expect(bar).toContain("\nFrom: YOUR NAME <your@address.example>\nSubject:");
		expect(bar).toContain(
			"\nSigned-off-by: YOUR NAME <your@address.example>\n",
		);
		expect(bar).toContain("[PATCH 1/2] misc: bar: convert");
		expect(bar).not.toMatch(/^Date:/m);
	});

	test("a date that is given is the one used", () => {
		const top = repository();
		const dateOf = (series: string): string | undefined =>
			/^Date: (.*)$/m.exec(Object.values(read(series))[1] ?? "")?.[1];
		vi.stubEnv("SOURCE_DATE_EPOCH", "1600000000");
		const epoch = join(makeFolder(), "a");
		writeSeries(epoch, result, top);
		expect(dateOf(epoch)).toBe("Sun, 13 Sep 2020 12:26:40 +0000");
		vi.stubEnv("GIT_AUTHOR_DATE", "2021-02-03T04:05:06+0130");
		const author = join(makeFolder(), "b");
		writeSeries(author, result, top);
		expect(dateOf(author)).toBe("Wed, 3 Feb 2021 04:05:06 +0130");
	});

	test("a file that is not UTF-8 is refused where a patch would show it", () => {
		const conversion = sampleConversion("drivers/a.c");
		const foreign = (shown: boolean): Conversion => ({
			...conversion,
			files: conversion.files.map((entry) => {
				const [from, to] = shown
					? ["&foo->page);", "&foo->page); /* é */"]
					: ["// ", "// é\n\n\n\n\n\n"];
				return {
					...entry,
					encoding: "latin1",
					before: entry.before.replace(from, to),
					after: entry.after.replace(from, to),
				};
			}),
		});
		const write = (shown: boolean) =>
			writeSeries(
				join(makeFolder(), "series"),
				sampleResult([foreign(shown)]),
				makeFolder(),
			);
		expect(() => write(true)).toThrow("drivers/a.c is not UTF-8");
		expect(write(false)).toHaveLength(2);
	});

	test("nothing to convert writes nothing", () => {
		const folder = join(makeFolder(), "series");
		expect(writeSeries(folder, sampleResult([]), makeFolder())).toEqual([]);
		expect(() => readdirSync(folder)).toThrow("ENOENT");
	});
});

describe("refuseSeries", () => {
	test("takes a folder that is not there or empty, in a clean tree", () => {
		const top = repository();
		writeFileSync(join(top, "new.c"), "unknown to git");
		refuseSeries(join(top, "series"), top);
		mkdirSync(join(top, "series"));
		refuseSeries(join(top, "series"), top);
	});

	test("refuses a folder with files, a file, and a tree with changes", () => {
		const top = repository();
		expect(() => refuseSeries(top, top)).toThrow("the folder has files in it");
		expect(() => refuseSeries(join(top, "MAINTAINERS"), top)).toThrow(
			"this is a file",
		);
		writeFileSync(join(top, drivers[0] ?? ""), "changed");
		expect(() => refuseSeries(join(top, "series"), top)).toThrow(
			"changes that are not committed",
		);
	});
});

test("a tree that is named by a link has the same patches", () => {
	const top = repository();
	const link = join(makeFolder(), "link");
	symlinkSync(top, link);
	const [one, two] = [join(makeFolder(), "a"), join(makeFolder(), "b")];
	writeSeries(one, result, top);
	writeSeries(two, result, link);
	expect(read(two)).toEqual(read(one));
});

test.each([
	[0, "+0000", "Thu, 1 Jan 1970 00:00:00 +0000"],
	[1_700_000_000, "-0530", "Tue, 14 Nov 2023 16:43:20 -0530"],
])("mailDate(%d, %s)", (seconds, zone, date) => {
	expect(mailDate(seconds, zone)).toBe(date);
});
