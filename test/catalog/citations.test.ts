import { describe, expect, test } from "vitest";
import type { TreeSource } from "#catalog/entry.ts";
import {
	citations,
	datingFaults,
	faultOf,
	histories,
} from "../../tools/citations.ts";

const source: TreeSource = {
	kind: "tree",
	tree: "v6.12",
	file: "include/linux/mm.h",
	symbol: "take_pages",
};

/** A tree of one header. */
function treeOf(name: "v6.1" | "v6.12", text: string | null) {
	return {
		name,
		read: (file: string) => (file === source.file ? text : null),
		headers: () => [source.file],
	};
}

describe("faultOf", () => {
	const citation = { name: "take_pages", source, parameters: 2 };

	test("is silent about a citation that stands", () => {
		expect(faultOf(citation, () => "int take_pages(int a, int b);")).toBeNull();
		expect(faultOf(citation, () => "#define take_pages other\n")).toBeNull();
	});

	test.each([
		[null, "does not exist"],
		["int other(void);", "does not declare take_pages"],
		["int take_pages(int a);", "with 1 parameters, not 2"],
	])("names what is wrong with %j", (text, message) => {
		expect(faultOf(citation, () => text)).toContain(message);
	});
});

describe("datingFaults", () => {
	const history = {
		name: "take_pages",
		spans: [{ since: "6.5", until: null, source } as const],
		shapes: [
			{ since: "6.5", until: null, source, parameters: ["page"] } as const,
		],
	};

	test.each([
		["v6.12", "int take_pages(int a);", []],
		["v6.1", "int other(void);", []],
		[
			"v6.1",
			"int take_pages(int a);",
			["declared in v6.1, where it should not be"],
		],
		[
			"v6.12",
			"int other(void);",
			["not declared in v6.12, where it should be"],
		],
		[
			"v6.12",
			"int take_pages(int a, int b);",
			["v6.12 has 2 parameters, the catalogue 1"],
		],
	] as const)("%s with %j", (name, text, expected) => {
		expect(datingFaults(history, treeOf(name, text))).toEqual(
			expected.map((fault) => `take_pages: ${fault}`),
		);
	});

	test("a back-port counts as there", () => {
		const backported = {
			...history,
			spans: [
				{ since: "6.5", until: null, backports: ["6.1"], source } as const,
			],
			shapes: [],
		};
		const tree = treeOf("v6.1", "int take_pages(int a);");
		expect(datingFaults(backported, tree)).toEqual([]);
	});
});

test("most of the catalogue is cited from the trees CI has", () => {
	const all = citations();
	const here = all.filter(({ source: { tree } }) =>
		["v6.1", "v6.12"].includes(tree),
	);
	expect(here.length / all.length).toBeGreaterThan(0.8);
	expect(histories().length).toBeGreaterThan(200);
});
