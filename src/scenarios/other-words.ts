// Operations of devices, processes and the rest of the kernel.

import { eq } from "#explore/language/expression.ts";
import { halt, step, when } from "#explore/language/statement.ts";
import { waitForRead } from "#mm/operations/bio-dirty.ts";
import { cpuStore, writeProtectEntry } from "#mm/operations/cpu-store.ts";
import { daxTruncate } from "#mm/operations/dax-truncate.ts";
import {
	deviceRead,
	deviceWrite,
	deviceWriteTail,
} from "#mm/operations/device.ts";
import { fork } from "#mm/operations/fork.ts";
import { fsync } from "#mm/operations/fsync.ts";
import {
	dropCaches,
	invalidateInodePages2,
} from "#mm/operations/invalidate.ts";
import { migratePage, offlinePages } from "#mm/operations/migrate.ts";
import { munmap } from "#mm/operations/munmap.ts";
import { numaHint } from "#mm/operations/numa-hint.ts";
import { partialTruncate } from "#mm/operations/partial-truncate.ts";
import { shrinkPageList } from "#mm/operations/reclaim.ts";
import { shareAnonymous } from "#mm/operations/share-anonymous.ts";
import { shrinkAnonymous } from "#mm/operations/swap-out.ts";
import { truncate } from "#mm/operations/truncate.ts";
import { backgroundWriteback } from "#mm/operations/writepages.ts";

import type { Entry } from "./operation-entry.ts";

/** What devices, processes and the rest of the kernel do. */
export const otherWords: Readonly<Record<string, Entry>> = {
	dma_write: {
		flags: ["once"],
		about: "the device writes to the page, in two parts unless once",
		program: (performer, given) =>
			deviceWrite(performer, given.page, given.flags.has("once") ? 1 : 2),
	},
	dma_read: {
		flags: [],
		about: "the device reads from the page",
		program: (performer, given) =>
			deviceRead(performer, given.page, "DMA read"),
	},
	cpu_write: {
		flags: ["once"],
		about:
			"the kernel writes to the page through a mapping of its own (kmap), in two parts unless once",
		program: (performer, given) =>
			deviceWrite(
				performer,
				given.page,
				given.flags.has("once") ? 1 : 2,
				"kernel writes",
			),
	},
	cpu_read: {
		flags: [],
		about: "the kernel reads from the page through a mapping of its own (kmap)",
		program: (performer, given) =>
			deviceRead(performer, given.page, "kernel reads"),
	},
	dma_map: {
		flags: [],
		about: "the device gets the address of the page",
		program: () => [step("the device gets the address")],
	},
	dma_unmap: {
		flags: [],
		about: "the device cannot reach the page any more",
		program: () => [step("the device cannot reach the page any more")],
	},
	signal: {
		flags: [],
		about: "tells those who wait_signal that this much is done",
		program: ({ world }) => [step("done so far", world.signal.set(1))],
	},
	wait_signal: {
		flags: [],
		about: "goes on once somebody has signalled",
		program: ({ world }) => [step("begins", when(world.signal))],
	},
	dma_write_tail: {
		flags: [],
		about: "the device writes beyond the end of the file",
		program: (performer, given) => deviceWriteTail(performer, given.page),
	},
	wait_read: {
		flags: [],
		about: "read(2) returns, as soon as the bio's completion has woken it",
		program: (performer) => [waitForRead(performer)],
	},
	writepages: {
		flags: [],
		about: "the flusher goes over the page once (WB_SYNC_NONE)",
		program: (performer, given) => backgroundWriteback(performer, given.page),
	},
	fsync: {
		flags: [],
		about: "write what is dirty and wait (WB_SYNC_ALL)",
		program: (performer, given) => [fsync(performer, given.page)],
	},
	shrink_page_list: {
		flags: ["writes"],
		about: "reclaim tries to free the page; writes: kswapd may write it itself",
		program: (performer, given) => [
			given.page.kind === "anon"
				? shrinkAnonymous(performer, given.page)
				: shrinkPageList(performer, given.page, {
						writes: given.flags.has("writes"),
					}),
		],
	},
	munmap: {
		flags: [],
		about: "the process unmaps the page",
		program: (performer, given) => [munmap(performer, given.page)],
	},
	truncate: {
		flags: ["holder"],
		about:
			"truncate or punch the page away; holder: by the one who holds the lease",
		program: (performer, given) => [
			given.page.kind === "dax"
				? daxTruncate(performer, given.page, given.flags.has("holder"))
				: truncate(performer, given.page, given.flags.has("holder")),
		],
	},
	extend: {
		flags: [],
		about: "the file grows over the offset again",
		program: (performer) => [
			step(
				"ftruncate to the old size",
				when(eq(performer.world.inode.rwsem, 0)),
				performer.world.inode.truncated.set(0),
			),
		],
	},
	truncate_partial: {
		flags: [],
		about: "truncate to the middle of the page: its tail is zeroed",
		program: (performer, given) => [partialTruncate(performer, given.page)],
	},
	invalidate_inode_pages2: {
		flags: [],
		about: "an O_DIRECT write to the file invalidates its page cache",
		program: (performer, given) => [
			invalidateInodePages2(performer, given.page),
		],
	},
	drop_caches: {
		flags: [],
		about: "give up the page if it is clean and unused",
		program: (performer, given) => [dropCaches(performer, given.page)],
	},
	store: {
		flags: [],
		about: "the CPU writes through its mapping, with whatever fault that takes",
		program: (performer, given) => [cpuStore(performer, given.page)],
	},
	mprotect: {
		flags: [],
		about: "the entry becomes read-only (mprotect, userfaultfd-wp)",
		program: (performer, given) => [writeProtectEntry(performer, given.page)],
	},
	fork: {
		flags: [],
		about: "fork: the second process gets the memory of the first",
		program: (performer, given) => [fork(performer, given.page)],
	},
	migrate: {
		flags: [],
		about: "migrate_pages() tries once to move the page",
		program: (performer, given) => [migratePage(performer, given.page)],
	},
	offline: {
		flags: [],
		about: "offline_pages() tries until the page has moved",
		program: (performer, given) => [offlinePages(performer, given.page)],
	},
	share_anon: {
		flags: [],
		about:
			"KSM, migration or swap-out gives up exclusiveness unless the page is pinned",
		program: (performer, given) => [shareAnonymous(performer, given.page)],
	},
	numa_hint: {
		flags: [],
		about: "a NUMA hinting fault exchanges _last_cpupid",
		program: (performer, given) => [numaHint(performer, given.page)],
	},
	refused: {
		flags: [],
		about: "the kernel refuses the call, and the actor gives up",
		program: ({ failed }) => [step("refused", failed.set(1)), halt()],
	},
	nap: {
		flags: [],
		about: "nothing",
		program: () => [step("nap")],
	},
};
