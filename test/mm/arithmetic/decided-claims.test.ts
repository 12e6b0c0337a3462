import { describe, expect, test } from "vitest";
import {
	arm64MaxKasan,
	i386PaeNuma,
	x86MaxSmpEarly,
	x86MaxSmpLate,
} from "#mm/arithmetic/claim-configs.ts";
import type { DecidedClaim } from "#mm/arithmetic/decided-claim.ts";
import { arithmeticClaims } from "#mm/arithmetic/decided-claims.ts";
import type { Era } from "#mm/layout/era.ts";
import type { KernelConfig } from "#mm/layout/kernel-config.ts";
import { layoutOf, readConfig } from "../layout/read-layout.ts";

function decide(id: string): DecidedClaim {
	const claim = arithmeticClaims[id];
	if (claim === undefined) throw new Error(`no claim ${id}`);
	return claim();
}

function failing(id: string): string[] {
	return decide(id)
		.parts.filter(({ holds }) => !holds)
		.map(({ statement, computed }) => `${statement}: ${computed}`);
}

describe("claims that arithmetic decides", () => {
	test.each(["C24", "C25", "C26", "C27", "C28", "C58", "C60", "C61"])(
		"%s is confirmed",
		(id) => {
			expect(failing(id)).toEqual([]);
			expect(decide(id)).toMatchObject({ id, verdict: "confirmed" });
		},
		30_000,
	);

	test("C62 is refuted in its numbers, not in the eviction", () => {
		expect(decide("C62").verdict).toBe("refuted");
		expect(failing("C62")).toEqual([
			"bits it asks for: 20",
			"bytes struct page grows by: 16",
		]);
	});
});

const measured: readonly (readonly [string, KernelConfig, Era, string])[] = [
	["C60", i386PaeNuma, "v5.0", "v5.0-i386-pae-numa-sparse"],
	["C61 early", x86MaxSmpEarly, "v5.0", "v5.0-x86_64-maxsmp"],
	["C61 late", x86MaxSmpLate, "v6.12", "v6.12-x86_64-maxsmp"],
	["C62", arm64MaxKasan, "v6.12", "v6.12-arm64-max-kasan"],
];

test.each(measured)(
	"the configuration of %s lays out as the one that was compiled",
	(_, config, era, name) => {
		const claimed = layoutOf(config, era);
		const compiled = layoutOf(readConfig(name), era);
		expect(claimed.budget).toEqual(compiled.budget);
		expect(claimed.structPage).toEqual(compiled.structPage);
	},
);
