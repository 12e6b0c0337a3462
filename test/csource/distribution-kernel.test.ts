import { describe, expect, test } from "vitest";
import { kernelVersionCode } from "#csource/condition.ts";
import { isBuiltOn } from "#csource/distribution-kernel.ts";

const rhel = (major: number, minor: number): number => (major << 8) + minor;
const kernels = [
	kernelVersionCode(6, 5, 0),
	kernelVersionCode(5, 10, 0),
	kernelVersionCode(4, 6, 0),
	kernelVersionCode(4, 5, 255),
];

function possible(release: number | null, kernel: number | null): boolean {
	return isBuiltOn(
		(name) => (name === "RHEL_RELEASE_CODE" ? release : kernel),
		kernels,
	);
}

describe("a distribution and the kernel it is built on", () => {
	test("no older kernel than its own", () => {
		expect(possible(rhel(9, 6), kernelVersionCode(4, 5, 255))).toBe(false);
		expect(possible(rhel(9, 6), kernelVersionCode(4, 6, 0))).toBe(false);
		expect(possible(rhel(7, 9), kernelVersionCode(4, 5, 255))).toBe(true);
	});

	test("a state stands for all kernels up to the next", () => {
		expect(possible(rhel(9, 6), kernelVersionCode(5, 10, 0))).toBe(true);
		expect(possible(rhel(8, 4), kernelVersionCode(4, 6, 0))).toBe(true);
	});

	test("without a distribution, or of one that is not known, everything is possible", () => {
		expect(possible(null, kernelVersionCode(4, 5, 255))).toBe(true);
		expect(possible(rhel(11, 0), kernelVersionCode(4, 5, 255))).toBe(true);
		expect(possible(rhel(9, 6), null)).toBe(true);
	});
});
