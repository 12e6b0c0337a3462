import { describe, expect, test } from "vitest";
import {
	acquireIn,
	acquireNames,
	acquires,
	contacts,
	derivations,
	dirtyNames,
	entries,
	existsIn,
	findContacts,
	findDerivations,
	findEntry,
	helperNames,
	releaseNames,
	releases,
} from "#catalog/catalog.ts";
import { directionWords } from "#catalog/direction-words.ts";
import type { AcquireEntry, KernelVersion, Span } from "#catalog/entry.ts";
import { flagEntries } from "#catalog/flags.ts";
import {
	compareVersions,
	newestKernel,
	oldestKernel,
} from "#catalog/kernel-version.ts";
import { mmapLockEntries } from "#catalog/mmap-lock.ts";
import { notifierEntries } from "#catalog/mmu-notifier.ts";
import { needles } from "#catalog/needles.ts";

/** Every release from 4.0 to one past the newest: the range a fact can speak about. */
const kernels: KernelVersion[] = [
	...Array.from({ length: 21 }, (_, minor) => `4.${minor}` as const),
	...Array.from({ length: 20 }, (_, minor) => `5.${minor}` as const),
	...Array.from({ length: 21 }, (_, minor) => `6.${minor}` as const),
];

function acquire(name: string): AcquireEntry {
	const entry = findEntry(name);
	if (entry?.role !== "acquire") throw new Error(`${name} is no acquire`);
	return entry;
}

function isOrdered({ since, until }: Span): boolean {
	return since === null || until === null || compareVersions(since, until) < 0;
}

function duplicates(names: readonly string[]): string[] {
	return names.filter((name, index) => names.indexOf(name) !== index);
}

describe("entries", () => {
	test("have unique names", () => {
		expect(duplicates(entries.map((entry) => entry.name))).toEqual([]);
		for (const table of [flagEntries, notifierEntries, mmapLockEntries])
			expect(duplicates(table.map((entry) => entry.name))).toEqual([]);
	});

	test("derivations are unique by name, contacts by name and argument", () => {
		expect(duplicates(derivations.map((entry) => entry.name))).toEqual([]);
		expect(
			duplicates(contacts.map((entry) => `${entry.name}/${entry.pages}`)),
		).toEqual([]);
	});

	test.each(entries)(
		"$name: has a signature and says what it does",
		(entry) => {
			expect(entry.signatures.length).toBeGreaterThan(0);
			expect(entry.about).toMatch(/\.$/);
		},
	);

	test.each(entries)("$name: signatures never overlap", (entry) => {
		for (const kernel of kernels)
			expect(
				entry.signatures.filter((signature) => existsIn(signature, kernel))
					.length,
				`in ${kernel}`,
			).toBeLessThanOrEqual(1);
	});

	test.each(entries)("$name: signatures are stored oldest first", (entry) => {
		const since = entry.signatures.map((signature) => signature.since ?? "0.0");
		expect(since).toEqual(since.toSorted(compareVersions));
	});

	test("every span is ordered, and every end that is not open says how it is known", () => {
		const spans: [string, Span][] = [
			...entries.flatMap((entry) =>
				entry.signatures.map((span): [string, Span] => [entry.name, span]),
			),
			...[
				...flagEntries,
				...derivations,
				...contacts,
				...notifierEntries,
				...mmapLockEntries,
			].map((entry): [string, Span] => [entry.name, entry]),
		];
		expect(spans.filter(([, span]) => !isOrdered(span))).toEqual([]);
		const silent = spans.filter(
			([, span]) =>
				(span.since !== null || span.until !== null) && !span.evidence,
		);
		expect(silent.map(([name]) => name)).toEqual([]);
	});
});

describe("roles of the arguments", () => {
	test.each(acquires.filter((entry) => entry.holds !== "return"))(
		"$name: every signature has the argument that keeps the hold",
		(entry) => {
			for (const signature of entry.signatures)
				expect(signature.parameters).toContain(entry.holds);
		},
	);

	test.each(releases)("$name: every signature has what it takes", (entry) => {
		if (entry.name === "folios_put") return; // array, then batch: the next test
		for (const signature of entry.signatures)
			expect(signature.parameters).toContain(entry.takes);
	});

	test("folios_put takes an array first and a batch later", () => {
		const shapes = findEntry("folios_put")?.signatures.map(
			(signature) => signature.parameters,
		);
		expect(shapes).toEqual([["folios", "count"], ["batch"]]);
	});

	test("a dirty argument is there exactly where one decides", () => {
		const name = "put_user_pages_dirty_lock"; // always dirtied before 5.4
		for (const entry of releases.filter((one) => one.name !== name))
			for (const signature of entry.signatures)
				expect(signature.parameters.includes("dirty"), entry.name).toBe(
					entry.dirties === "argument",
				);
	});

	test.each(derivations)(
		"$name: does not derive a thing from itself",
		(entry) => {
			expect(entry.from).not.toBe(entry.to);
			if (entry.effect === "store") expect(entry.to).not.toBe("return");
		},
	);
});

describe("lookups", () => {
	test("tell the roles apart", () => {
		expect(findEntry("pin_user_pages_fast")?.role).toBe("acquire");
		expect(findEntry("unpin_user_pages_dirty_lock")?.role).toBe("release");
		expect(findEntry("set_page_dirty_lock")?.role).toBe("dirty");
		expect(findEntry("folio_add_pin")?.role).toBe("duplicate");
		expect(findEntry("fixup_user_fault")?.role).toBe("lookAlike");
		expect(findEntry("printk")).toBeNull();
		expect(findEntry("toString")).toBeNull();
	});

	test("sites and helpers are apart", () => {
		expect(acquireNames().has("extract_iter_to_sg")).toBe(true);
		expect(acquireNames().has("vb2_create_framevec")).toBe(false);
		expect(helperNames().has("vb2_create_framevec")).toBe(true);
		expect(releaseNames().has("bio_check_pages_dirty")).toBe(true);
		expect(dirtyNames().has("bio_set_pages_dirty")).toBe(true);
	});

	test("vmap hands holds over only with its flag", () => {
		expect(findDerivations("vmap")).toMatchObject([
			{
				from: 0,
				to: "return",
				handover: { argument: 2, flag: "VM_MAP_PUT_PAGES" },
			},
		]);
	});

	test("memcpy writes one argument and reads the other", () => {
		expect(
			findContacts("memcpy").map(({ pages, direction }) => [pages, direction]),
		).toEqual([
			[0, "write"],
			[1, "read"],
		]);
	});
});

describe("direction words", () => {
	test("every word is seen from the device: what goes to it is read by it", () => {
		expect(directionWords.dma.DMA_TO_DEVICE).toBe("read");
		expect(directionWords.dma.DMA_FROM_DEVICE).toBe("write");
		expect(directionWords.iommu.IOMMU_WRITE).toBe("write");
		for (const [word, direction] of Object.entries(directionWords.dma))
			if (word.startsWith("PCI_"))
				expect(
					directionWords.dma[
						word.replace(/^PCI_/, "").replace(/_(TO|FROM)DEVICE/, "_$1_DEVICE")
					],
					word,
				).toBe(direction);
	});
});

describe("what a call did in a release", () => {
	test.each([
		["get_vaddr_frames", "5.3", "get", false],
		["get_vaddr_frames", "5.9", "pin", false],
		["get_vaddr_frames", "6.1", "pin", true],
		["get_vaddr_frames", null, "pin", true],
		["bio_iov_iter_get_pages", "6.1", "get", false],
		["bio_iov_iter_get_pages", "6.5", "extract", false],
		["get_user_pages_longterm", "5.0", "get", true],
		["pin_user_pages", "6.12", "pin", false],
	] as const)("%s in %s: %s, long term %s", (name, kernel, kind, longTerm) => {
		const then = acquireIn(acquire(name), kernel);
		expect([then.kind, then.longTerm]).toEqual([kind, longTerm]);
	});

	test("eras are ordered, oldest first", () => {
		for (const entry of acquires) {
			const ends = (entry.eras ?? []).map((era) => era.until);
			expect(ends, entry.name).toEqual(ends.toSorted(compareVersions));
		}
	});

	test("every acquire of the pin family came with or after FOLL_PIN", () => {
		const pin = flagEntries.find((flag) => flag.name === "FOLL_PIN");
		expect(pin?.since).toBe("5.6");
		for (const entry of acquires.filter((one) => /^pin_/.test(one.name)))
			for (const { since } of entry.signatures)
				expect(
					since !== null && compareVersions(since, "5.6") >= 0,
					entry.name,
				).toBe(true);
	});

	test("there is an acquire and its release in every kernel", () => {
		for (const kernel of kernels.filter(
			(one) =>
				compareVersions(one, oldestKernel) >= 0 &&
				compareVersions(one, newestKernel) <= 0,
		)) {
			for (const name of ["get_user_pages_fast", "put_page", "vmap"])
				expect(
					(findEntry(name)?.signatures ?? findDerivations(name)).some((span) =>
						existsIn(span, kernel),
					),
					`${name} in ${kernel}`,
				).toBe(true);
			const pins = acquire("pin_user_pages").signatures.some((span) =>
				existsIn(span, kernel),
			);
			const unpins = findEntry("unpin_user_pages")?.signatures.some((span) =>
				existsIn(span, kernel),
			);
			expect(pins, kernel).toBe(unpins);
		}
	});
});

describe("needles", () => {
	test.each([...acquireNames()])("find %s", (name) => {
		expect(needles().filter((needle) => name.includes(needle))).not.toEqual([]);
	});

	test("none can be left out", () => {
		for (const needle of needles()) {
			const rest = needles().filter((other) => other !== needle);
			expect(
				[...acquireNames()].every((name) =>
					rest.some((other) => name.includes(other)),
				),
				needle,
			).toBe(false);
		}
	});
});
