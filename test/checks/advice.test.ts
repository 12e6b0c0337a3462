import { describe, expect, test } from "vitest";
import { adviceText, adviseSite, type SiteUse } from "#checks/advice.ts";

function use(parts: Partial<SiteUse>): SiteUse {
	return {
		api: "get_user_pages_fast",
		case: 1,
		writes: true,
		longTerm: false,
		...parts,
	};
}

describe("adviseSite", () => {
	test("a device's pages are pinned, and unpinned with the mark they need", () => {
		expect(adviceText(adviseSite(use({}), "6.12"))).toBe(
			"pin_user_pages_fast() with FOLL_WRITE, released with unpin_user_pages_dirty_lock(…, true)",
		);
		expect(adviceText(adviseSite(use({ writes: false }), "6.12"))).toBe(
			"pin_user_pages_fast(), released with unpin_user_pages()",
		);
	});

	test("a hold that user space ends is long term", () => {
		const advice = adviseSite(use({ case: 2, longTerm: true }), "6.12");
		expect(advice.flags).toEqual(["FOLL_WRITE", "FOLL_LONGTERM"]);
	});

	test.each([
		["5.5", "get_user_pages_fast", ["FOLL_WRITE", "FOLL_LONGTERM"]],
		["5.2", "get_user_pages_fast", ["FOLL_WRITE", "FOLL_LONGTERM"]],
		["5.0", "get_user_pages_longterm", ["FOLL_WRITE"]],
	] as const)("before pins, on %s: %s", (kernel, call, flags) => {
		const advice = adviseSite(use({ case: 2, longTerm: true }), kernel);
		expect(advice.call).toBe(call);
		expect(advice.flags).toEqual(flags);
		expect(advice.release).toContain("put_page()");
		expect(advice.reason).toContain("no pins yet");
	});

	test("get_user_pages_remote() takes FOLL_LONGTERM from 5.6 on", () => {
		const flagsOn = (kernel: "5.3" | "5.6") =>
			adviseSite(
				use({ api: "get_user_pages_remote", case: 2, longTerm: true }),
				kernel,
			).flags;
		expect(flagsOn("5.3")).toEqual(["FOLL_WRITE"]);
		expect(flagsOn("5.6")).toEqual(["FOLL_WRITE", "FOLL_LONGTERM"]);
	});

	test("pages of another process keep their call where no other takes them", () => {
		const advice = adviseSite(
			use({ api: "get_user_pages_remote", case: 2, longTerm: true }),
			"4.19",
		);
		expect(advice.call).toBe("get_user_pages_remote");
		expect(advice.reason).toContain(
			"no call of 4.19 takes pages of another process for long",
		);
	});

	test("a bool is asked for where the kernel takes one", () => {
		expect(adviseSite(use({}), "5.1").flags).toEqual(["write = 1"]);
	});

	test.each([3, 4] as const)("case %i keeps its reference", (number) => {
		const advice = adviseSite(use({ case: number }), "6.12");
		expect(advice.call).toBe("get_user_pages_fast");
		expect(advice.release).toContain("put_page()");
	});

	test.each([
		["get_user_pages_remote", "6.12", "pin_user_pages_remote"],
		["get_user_page_vma_remote", "6.12", "pin_user_pages_remote"],
		["get_user_pages_unlocked", "6.12", "pin_user_pages_unlocked"],
		// pin_user_pages_unlocked() is younger than pin_user_pages_fast().
		["get_user_pages_unlocked", "5.6", "pin_user_pages_fast"],
		["iov_iter_get_pages2", "6.12", "iov_iter_extract_pages"],
		["iov_iter_get_pages2", "6.1", "iov_iter_get_pages2"],
	] as const)("%s on %s becomes %s", (api, kernel, call) => {
		expect(adviseSite(use({ api }), kernel).call).toBe(call);
	});

	test("not knowing whether pages are written is said in the release", () => {
		expect(adviseSite(use({ writes: null }), "6.12").release).toBe(
			"unpin_user_pages_dirty_lock(…, written)",
		);
	});
});
