// The goldfish pipe of John Hubbard's first series (July 2018), as a driver of a few lines: a guest process reads from
// the pipe, so the emulator's device writes into a user page that belongs to a file.
//
// Before the conversion the driver takes the page with get_user_pages() and gives it back with put_page(); after it, it
// uses pin_user_pages() and unpin_user_pages_dirty_lock(). Written by us for this model; no kernel code.

import { type EraName, Machine, type Warning } from "../src/mm/index.ts";

export interface PipeRun {
	warnings: readonly Warning[];
	acquired: number;
	released: number;
	/** What the process read from the pipe, as the page and as the disk have it afterwards. */
	memory: string;
	disk: string;
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes.slice(0, 5));

/** One read(2) from the pipe while the flusher and reclaim look at the same page, in an unlucky order. */
export function readFromPipe(era: EraName, converted: boolean): PipeRun {
	const machine = new Machine({ era, pages: ["buffer"] });
	const driver = machine.thread("goldfish_pipe");
	if (converted) driver.pin("buffer");
	else driver.get("buffer");
	// Writeback cleans the page, and reclaim takes what it may.
	machine.thread("flusher").writepages("buffer");
	machine.thread("kswapd").reclaim("buffer");
	driver.dma("buffer", 0, new TextEncoder().encode("hello"));
	if (converted) driver.unpin("buffer", { dirty: true });
	else driver.put("buffer", { dirty: true });
	// What is left of the data when the file is written next?
	machine.thread("flusher").writepages("buffer");
	const { vmstat } = machine;
	return {
		warnings: machine.warnings,
		acquired: vmstat.nr_foll_pin_acquired ?? 0,
		released: vmstat.nr_foll_pin_released ?? 0,
		memory: text(machine.memory("buffer")),
		disk: text(machine.disk("buffer")),
	};
}
