import { describe, expect, test } from "vitest";
import { findEntry } from "#catalog/catalog.ts";
import type { CatalogEntry, KernelVersion } from "#catalog/entry.ts";
import { signatureFor } from "#catalog/signature-choice.ts";

function entry(name: string): CatalogEntry {
	const found = findEntry(name);
	if (!found) throw new Error(`${name} is not in the catalogue`);
	return found;
}

function choose(name: string, kernel: KernelVersion | null, count: number) {
	const choice = signatureFor(entry(name), kernel, count);
	return [
		choice.kind,
		choice.kind === "none" ? null : choice.signature.parameters.join(" "),
	];
}

describe("with a kernel", () => {
	test.each([
		["get_user_pages", "6.1", 5, "start count flags pages vmas"],
		["get_user_pages", "6.4", 5, "start count flags pages vmas"],
		["get_user_pages", "6.5", 4, "start count flags pages"],
		["get_user_pages", "4.8", 6, "start count write force pages vmas"],
		["get_user_pages_fast", "5.1", 4, "start count write pages"],
		["get_user_pages_fast", "5.2", 4, "start count flags pages"],
		[
			"get_user_pages_remote",
			"5.8",
			8,
			"task mm start count flags pages vmas locked",
		],
		[
			"get_user_pages_remote",
			"5.9",
			7,
			"mm start count flags pages vmas locked",
		],
		["get_user_pages_remote", "6.12", 6, "mm start count flags pages locked"],
		["put_user_pages_dirty_lock", "5.3", 2, "pages count"],
		["put_user_pages_dirty_lock", "5.4", 3, "pages count dirty"],
		["get_vaddr_frames", "5.9", 4, "start count flags frames"],
		["get_vaddr_frames", "6.1", 3, "start count frames"],
		["get_vaddr_frames", "6.12", 4, "start count write frames"],
		["release_pages", "4.14", 3, "pages count other"],
		["release_pages", "6.12", 2, "pages count"],
		["folios_put", "6.8", 2, "folios count"],
		["folios_put", "6.12", 1, "batch"],
		["bio_iov_iter_get_pages", "6.19", 3, "bio iter other"],
	] as const)("%s in %s with %i arguments", (name, kernel, count, shape) => {
		expect(choose(name, kernel, count)).toEqual(["certain", shape]);
	});

	test("a shape of another release is foreign, and says what this release has", () => {
		const choice = signatureFor(entry("pin_user_pages"), "6.12", 5);
		expect(choice.kind).toBe("foreign");
		if (choice.kind !== "foreign") return;
		expect(choice.signature.parameters).toContain("vmas");
		expect(choice.expected?.parameters).not.toContain("vmas");
	});

	test("a call the kernel lacks is foreign with nothing expected", () => {
		expect(signatureFor(entry("pin_user_pages_fast"), "5.0", 4)).toMatchObject({
			kind: "foreign",
			expected: null,
		});
	});

	test("a number of arguments no release knows is none", () => {
		expect(choose("pin_user_pages", "6.12", 1)).toEqual(["none", null]);
		expect(choose("pin_user_pages", null, 9)).toEqual(["none", null]);
	});
});

describe("by number of arguments alone", () => {
	test.each([
		["get_user_pages", 4, "start count flags pages"],
		["get_user_pages", 5, "start count flags pages vmas"],
		["get_user_pages", 6, "start count write force pages vmas"],
		["get_user_pages", 7, "task mm start count flags pages vmas"],
		["get_user_pages", 8, "task mm start count write force pages vmas"],
		["get_user_pages_remote", 6, "mm start count flags pages locked"],
		["pin_user_pages_remote", 8, "task mm start count flags pages vmas locked"],
		["put_user_pages_dirty_lock", 2, "pages count"],
		["put_user_pages_dirty_lock", 3, "pages count dirty"],
	] as const)("%s with %i", (name, count, shape) => {
		expect(choose(name, null, count)).toEqual(["certain", shape]);
	});

	test.each([
		["get_user_pages_fast", 4, "start count flags pages"],
		["get_user_pages_remote", 8, "task mm start count flags pages vmas locked"],
		["get_user_pages_remote", 7, "mm start count flags pages vmas locked"],
		["get_vaddr_frames", 4, "start count write frames"],
	] as const)("%s with %i is ambiguous, newest first", (name, count, shape) => {
		expect(choose(name, null, count)).toEqual(["ambiguous", shape]);
	});

	test("an ambiguous choice names the others", () => {
		const choice = signatureFor(entry("get_user_pages_fast"), null, 4);
		expect(
			choice.kind === "ambiguous" &&
				choice.others.map((one) => one.parameters[2]),
		).toEqual(["write"]);
	});
});
