import { describe, expect, test } from "vitest";
import { stateOfSite } from "#convert/progress/state-of-site.ts";
import type { PinCase, Site } from "#findings/site.ts";
import { sampleSite } from "../../report/sample-site.ts";

const put = { api: "put_page", file: "foo.c", function: "foo_map", line: 140 };
const shown = (text: string) => [{ file: "foo.c", line: 130, text }];

const get: Site = {
	...sampleSite,
	api: "get_user_pages_fast",
	kind: "get",
	case: 1,
	access: "dev-write",
	caseEvidence: shown("given to a device by dma_map_sg()"),
	releases: [put],
	ownership: [],
};

function stateOf(changes: Partial<Site>, kernel: "5.0" | "6.12" = "6.12") {
	return stateOfSite({ ...get, ...changes }, kernel).state;
}

describe("stateOfSite", () => {
	test("pins and extractions are pins, whatever their case", () => {
		for (const pinCase of [0, 1, 2, 3, 4, 5] as PinCase[]) {
			expect(stateOf({ kind: "pin", case: pinCase })).toBe("pin");
			expect(stateOf({ kind: "extract", case: pinCase })).toBe("pin");
		}
	});

	test("a call without a page array takes nothing", () => {
		expect(stateOf({ kind: "none" })).toBe("none");
	});

	test("one put_user_page*() among the releases is half way", () => {
		const half = { ...put, api: "put_user_pages_dirty_lock" };
		expect(stateOf({ releases: [put, half] })).toBe("put_user_page");
		expect(stateOf({ releases: [put] })).toBe("missed");
	});

	test("cases 2 and 5 are missed whoever is in sight, case 1 only with the device", () => {
		expect(stateOf({ case: 2, access: "none" })).toBe("missed");
		expect(stateOf({ case: 5, access: "cpu-rw" })).toBe("missed");
		expect(stateOf({ case: 1, access: "dev-read" })).toBe("missed");
		expect(stateOf({ case: 1, access: "none" })).toBe("open");
		expect(stateOf({ case: 1, access: "cpu-read" })).toBe("open");
	});

	test("case 3 is left with a notifier, open with a guest alone", () => {
		const notifier = shown("foo_open() uses mmu_interval_notifier_insert()");
		const guest = shown("mapped into a guest by kvm_set_pte()");
		expect(stateOf({ case: 3, caseEvidence: notifier })).toBe("left");
		expect(stateOf({ case: 3, caseEvidence: guest })).toBe("open");
		expect(stateOf({ case: 3, caseEvidence: [...notifier, ...guest] })).toBe(
			"left",
		);
	});

	test("case 4 is left only where the hold ends in sight", () => {
		expect(stateOf({ case: 4, access: "none" })).toBe("left");
		expect(stateOf({ case: 4, releases: [] })).toBe("open");
		expect(
			stateOf({ case: 4, ownership: shown("stored in struct foo.pages") }),
		).toBe("open");
	});

	test("reading by the CPU is no case, and open", () => {
		expect(stateOf({ case: 0, access: "cpu-read" })).toBe("open");
	});

	test("a function that is a call of the catalogue in that kernel is no user of it", () => {
		expect(stateOf({ function: "pin_user_pages" }, "6.12")).toBe("api");
		// goldfish_pipe of 5.0 has a function of its own by that name.
		expect(stateOf({ function: "pin_user_pages" }, "5.0")).toBe("missed");
	});
});
