import { describe, expect, test } from "vitest";
import { readFromPipe } from "../../examples/goldfish-pipe.ts";
import { useRegion } from "../../examples/rdma-memory-region.ts";
import { CallFailed, Deadlock, Machine } from "../../src/mm/index.ts";

const bytes = (...values: number[]) => Uint8Array.of(...values);

describe("Machine", () => {
	test("pin, DMA, write back: contents and counters", () => {
		const machine = new Machine({ pages: ["A", "B"] });
		const driver = machine.thread("driver");
		driver.pin("A");
		expect(machine.page("A")).toMatchObject({
			pins: 1,
			maybeDmaPinned: true,
			// Page cache, buffers, one mapping, and one pin of 1024.
			refcount: 1 + 1 + 1 + 1024,
			dirty: true,
		});
		expect(machine.page("B").refcount).toBe(1);
		driver.dma("A", 10, bytes(7, 8, 9));
		expect([...machine.memory("A").slice(9, 14)]).toEqual([0, 7, 8, 9, 0]);
		expect([...machine.disk("A").slice(9, 14)]).toEqual([0, 0, 0, 0, 0]);
		driver.unpin("A", { dirty: true });
		machine.thread("flusher").writepages("A");
		expect([...machine.disk("A").slice(9, 14)]).toEqual([0, 7, 8, 9, 0]);
		expect(machine.vmstat).toMatchObject({
			nr_foll_pin_acquired: 1,
			nr_foll_pin_released: 1,
			nr_dirty: 0,
		});
		expect(machine.warnings).toEqual([]);
	});

	test("an interleaving chosen by hand: DMA between checksum and device read", () => {
		const machine = new Machine({ stableWrites: true });
		const driver = machine.thread("driver");
		const flusher = machine.thread("flusher");
		driver.pin("A");
		flusher.later.writepages("A");
		while (!flusher.waitsFor.startsWith("submit_bio_noacct")) flusher.step();
		driver.dma("A", 0, bytes(1, 2));
		machine.run();
		expect(machine.warnings.map((one) => one.failure)).toContain("F2");
	});

	test("the order of steps can be given", () => {
		const events = (order: string[]) => {
			const machine = new Machine();
			machine.thread("a").later.write("A", 0, bytes(1));
			machine.thread("b").later.writepages("A");
			machine.run(order);
			return machine.events.map((one) => one.thread).join("");
		};
		expect(events(["b", "a"])).toMatch(/^ba/);
		expect(events(["a", "b"])).toMatch(/^ab/);
		expect(events([])).toBe(events([]));
	});

	test("v6.12 refuses a long-term pin of an ext4 mapping", () => {
		const machine = new Machine();
		expect(() => machine.thread("driver").pin("A", { long: true })).toThrow(
			CallFailed,
		);
		expect(machine.page("A").pins).toBe(0);
	});

	test("waiting with the page lock held is a deadlock that names both", () => {
		const machine = new Machine({
			era: "v5.0",
			scheme: "S4",
			policy: "block-locked",
		});
		const driver = machine.thread("driver");
		driver.pin("A");
		const flusher = machine.thread("flusher");
		flusher.later.writepages("A");
		driver.later.unpin("A", { dirty: true });
		expect(() =>
			machine.run(Array.from({ length: 30 }, () => "flusher")),
		).toThrow(Deadlock);
	});

	test("truncate leaves a pinned page as an orphan, a new page of the file is another one", () => {
		const machine = new Machine();
		const driver = machine.thread("driver");
		driver.pin("A");
		machine.thread("truncater").truncate("A");
		expect(machine.page("A")).toMatchObject({ inPageCache: false, pins: 1 });
		driver.dma("A", 0, bytes(5));
		expect(machine.warnings.map((one) => one.failure)).toContain("F6");
	});
});

describe("examples", () => {
	test("goldfish pipe, v5.0, before: a dirty page without buffers", () => {
		const before = readFromPipe("v5.0", false);
		expect(before.warnings.map((one) => one.failure)).toContain("F1");
	});

	test("goldfish pipe, v6.12, before: the data is dropped with a warning", () => {
		const before = readFromPipe("v6.12", false);
		expect(before.warnings.map((one) => one.failure)).toContain("F1'");
		expect(before).toMatchObject({ memory: "hello", acquired: 0, released: 0 });
		expect(before.disk).not.toBe("hello");
	});

	test("goldfish pipe, v6.12, after: the data reaches the disk", () => {
		const after = readFromPipe("v6.12", true);
		expect(after).toMatchObject({
			memory: "hello",
			disk: "hello",
			acquired: 1,
			released: 1,
		});
		expect(after.warnings.map((one) => one.failure)).not.toContain("F1'");
	});

	test("RDMA region, before: works on ext4 and misses an fsync", () => {
		const run = useRegion("v6.12", "ext4", false);
		expect(run).toMatchObject({ registered: true, heldPins: 0, synced: false });
		expect(run.failures).toContain("F3");
	});

	test("RDMA region, after: refused on ext4 in v6.12, accepted on tmpfs", () => {
		expect(useRegion("v6.12", "ext4", true)).toMatchObject({
			registered: false,
			leftPins: 0,
		});
		expect(useRegion("v6.12", "tmpfs", true)).toMatchObject({
			registered: true,
			heldPins: 2,
			leftPins: 0,
		});
	});

	test("RDMA region, after, v6.1: accepted on ext4, and misses the fsync all the same", () => {
		const run = useRegion("v6.1", "ext4", true);
		expect(run).toMatchObject({
			registered: true,
			heldPins: 2,
			leftPins: 0,
			synced: false,
		});
	});
});
