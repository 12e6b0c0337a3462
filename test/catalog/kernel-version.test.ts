import { describe, expect, test } from "vitest";
import {
	compareVersions,
	newestKernel,
	oldestKernel,
	parseKernelVersion,
} from "#catalog/kernel-version.ts";

describe("parseKernelVersion", () => {
	test.each([
		["5.6", "5.6"],
		["v5.6", "5.6"],
		["5.6.0", "5.6"],
		["6.12.117", "6.12"],
		["6.12-rc3", "6.12"],
		["v6.12.1-rc10", "6.12"],
		["4.14", "4.14"],
	])("reads %s as %s", (text, expected) => {
		expect(parseKernelVersion(text)).toBe(expected);
	});

	test.each([
		"",
		"5",
		"5.",
		".6",
		"5.6.",
		"5.6.0.1",
		"05.6",
		"5.06",
		"5.6-rc",
		"5.6rc1",
		"5.6.0-5-amd64",
		"V5.6",
		" 5.6",
		"5.6\n",
		"-5.6",
		"5,6",
		"1e3.4",
		"٥.٦",
		"5.6666",
	])("rejects %j", (text) => {
		expect(parseKernelVersion(text)).toBeNull();
	});
});

describe("compareVersions", () => {
	test("orders by number, not by text", () => {
		expect(
			(["6.1", "5.10", "5.9", "6.12", "4.14", "6.2"] as const).toSorted(
				compareVersions,
			),
		).toEqual(["4.14", "5.9", "5.10", "6.1", "6.2", "6.12"]);
	});

	test("is zero for equals and says which end is older", () => {
		expect(compareVersions("5.9", "5.9")).toBe(0);
		expect(compareVersions(oldestKernel, newestKernel)).toBeLessThan(0);
	});
});
