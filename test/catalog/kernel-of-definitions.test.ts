import { describe, expect, test } from "vitest";
import {
	kernelOfDefinitions,
	releaseBefore,
} from "#catalog/kernel-of-definitions.ts";

describe("kernelOfDefinitions", () => {
	test("without pins, with the flag for long-term holds: the last release before pins", () => {
		const defined = new Map([
			["get_user_pages", 5],
			["get_user_pages_remote", 8],
		]);
		expect(kernelOfDefinitions(defined)).toBe("5.5");
	});

	test("get_user_pages_longterm() went away in 5.2", () => {
		const defined = new Map([
			["get_user_pages", 5],
			["get_user_pages_longterm", 5],
		]);
		expect(kernelOfDefinitions(defined)).toBe("5.1");
	});

	test("the array of vmas went away in 6.5", () => {
		const pins = ["pin_user_pages", "get_user_pages"] as const;
		const withVmas = new Map(pins.map((name) => [name, 5] as const));
		const without = new Map(pins.map((name) => [name, 4] as const));
		expect(kernelOfDefinitions(withVmas)).toBe("6.4");
		expect(kernelOfDefinitions(without)).toBe("6.19");
	});

	test("says nothing where nothing fits, or nothing is known", () => {
		expect(kernelOfDefinitions(new Map([["get_user_pages", 1]]))).toBeNull();
		expect(kernelOfDefinitions(new Map([["walk_page_range", 5]]))).toBeNull();
	});
});

test("releaseBefore crosses the series", () => {
	expect(releaseBefore("6.0")).toBe("5.19");
	expect(releaseBefore("5.0")).toBe("4.20");
	expect(releaseBefore("5.6")).toBe("5.5");
	expect(releaseBefore("4.0")).toBeNull();
});
