import { describe, expect, test } from "vitest";
import { chooseKernel } from "#cli/kernel-version.ts";
import { Refusal } from "#cli/refusal.ts";

describe("chooseKernel", () => {
	test.each([
		["6.12", "6.12"],
		["v5.4", "5.4"],
		["6.1.170", "6.1"],
		["6.12-rc3", "6.12"],
		["4.14", "4.14"],
		["6.19", "6.19"],
	])("%s is %s", (text, version) => {
		expect(chooseKernel(text)).toBe(version);
	});

	test.each([
		"4.13",
		"3.10",
		"5.20",
		"4.21",
		"6.20",
		"99.9",
		"6",
		"six",
		"",
		"6.",
		"6.12x",
		"-6.1",
	])("'%s' is refused in one line with the remedy", (text) => {
		expect(() => chooseKernel(text)).toThrow(Refusal);
		expect(() => chooseKernel(text)).toThrow(/such as 6\.12.*$/);
	});
});
