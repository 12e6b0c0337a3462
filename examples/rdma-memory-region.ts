// An RDMA memory region: registered once, written by remote nodes for as long as it lives.
//
// Before the conversion: get_user_pages(), set_page_dirty_lock() and put_page() at deregistration. After it:
// pin_user_pages(FOLL_LONGTERM), which v6.12 refuses for file mappings that need dirty tracking; on memory of a tmpfs
// file it goes through. Written by us for this model; no kernel code.

import { CallFailed, type EraName, Machine } from "../src/mm/index.ts";

export class MemoryRegion {
	readonly #machine: Machine;
	readonly #pages: readonly string[];
	readonly #converted: boolean;

	/** @throws CallFailed if the kernel refuses the pin. */
	constructor(machine: Machine, pages: readonly string[], converted: boolean) {
		this.#machine = machine;
		this.#pages = pages;
		this.#converted = converted;
		for (const page of pages)
			if (converted) this.#driver.pin(page, { long: true });
			else this.#driver.get(page);
	}

	get #driver() {
		return this.#machine.thread("ib_umem");
	}

	/** A remote node writes. */
	rdmaWrite(page: string, bytes: Uint8Array): void {
		this.#driver.dma(page, 0, bytes);
	}

	deregister(): void {
		for (const page of this.#pages)
			if (this.#converted)
				this.#driver.unpin(page, { dirty: true, long: true });
			else this.#driver.put(page, { dirty: true });
	}
}

export interface RegionRun {
	registered: boolean;
	/** Failures noted while the region was in use. */
	failures: string[];
	/** Pins held while registered, by nr_foll_pin_acquired - nr_foll_pin_released. */
	heldPins: number;
	/** The same after deregistration. */
	leftPins: number;
	/** fsync has put the second remote write on disk. */
	synced: boolean;
}

/** Register, remote write, fsync, remote write, fsync, deregister. */
export function useRegion(
	era: EraName,
	fileSystem: string,
	converted: boolean,
): RegionRun {
	const pages = ["first", "second"];
	const machine = new Machine({ era, fileSystem, pages });
	const pins = () =>
		(machine.vmstat.nr_foll_pin_acquired ?? 0) -
		(machine.vmstat.nr_foll_pin_released ?? 0);
	try {
		const region = new MemoryRegion(machine, pages, converted);
		const app = machine.thread("app");
		region.rdmaWrite("first", Uint8Array.of(1, 1));
		app.fsync("first");
		region.rdmaWrite("first", Uint8Array.of(2, 2));
		app.fsync("first");
		const heldPins = pins();
		const synced = machine.disk("first")[0] === 2;
		region.deregister();
		return {
			registered: true,
			failures: machine.warnings.map((one) => one.failure),
			heldPins,
			leftPins: pins(),
			synced,
		};
	} catch (error) {
		if (!(error instanceof CallFailed)) throw error;
		return {
			registered: false,
			failures: [],
			heldPins: pins(),
			leftPins: pins(),
			synced: false,
		};
	}
}
