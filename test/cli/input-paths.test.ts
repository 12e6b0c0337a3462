import { symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { sortInputPaths } from "#cli/input-paths.ts";
import { makeFolder } from "./fake/fake-pinfold.ts";

const tree = makeFolder({
	"drivers/one/a.c": "",
	"drivers/one/b.c": "",
	"drivers/two/c.c": "",
	"mm/gup.c": "",
});
const at = (path: string): string => join(tree, path);

describe("sortInputPaths", () => {
	test("one folder is the root", () => {
		expect(sortInputPaths([at("drivers")])).toEqual({
			root: at("drivers"),
			shownRoot: at("drivers"),
			folders: ["."],
			files: [],
			skips: [],
		});
	});

	test("one file has its folder as the root", () => {
		const inputs = sortInputPaths([at("mm/gup.c")]);
		expect(inputs.root).toBe(at("mm"));
		expect(inputs.files).toEqual(["gup.c"]);
	});

	test("several paths have the folder they share as the root, sorted, each once", () => {
		const inputs = sortInputPaths([
			at("mm/gup.c"),
			at("drivers/two"),
			at("drivers/one"),
			at("drivers/one"),
			at("mm/gup.c"),
		]);
		expect(inputs.root).toBe(tree);
		expect(inputs.folders).toEqual(["drivers/one", "drivers/two"]);
		expect(inputs.files).toEqual(["mm/gup.c"]);
	});

	test("a folder inside another named folder is searched once", () => {
		const inputs = sortInputPaths([at("drivers/one"), at("drivers")]);
		expect(inputs.root).toBe(at("drivers"));
		expect(inputs.folders).toEqual(["."]);
	});

	test("drivers does not contain drivers2", () => {
		const twins = makeFolder({ "drivers/a.c": "", "drivers2/b.c": "" });
		const inputs = sortInputPaths([
			join(twins, "drivers"),
			join(twins, "drivers2"),
		]);
		expect(inputs.folders).toEqual(["drivers", "drivers2"]);
	});

	test("relative arguments are shown relative, absolute ones absolute", () => {
		const typed = relative(process.cwd(), at("mm"));
		expect(sortInputPaths([typed]).shownRoot).toBe(typed);
		expect(sortInputPaths(["."]).shownRoot).toBe("");
		expect(sortInputPaths([at("mm")]).shownRoot).toBe(at("mm"));
	});

	test("what is not there, or leads nowhere, is a skip with its reason", () => {
		symlinkSync("nowhere", at("dangling.c"));
		symlinkSync("loop.c", at("loop.c"));
		const inputs = sortInputPaths([
			at("mm/gup.c"),
			at("gone.c"),
			at("dangling.c"),
			at("loop.c"),
			at("mm/gup.c/inside"),
		]);
		expect(inputs.files).toEqual(["gup.c"]);
		expect(inputs.skips).toEqual([
			{ path: at("gone.c"), reason: "missing" },
			{ path: at("dangling.c"), reason: "missing" },
			{ path: at("loop.c"), reason: "unreadable", detail: "ELOOP" },
			{ path: at("mm/gup.c/inside"), reason: "missing" },
		]);
	});
});
