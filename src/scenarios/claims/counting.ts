// C21 to C34: counts, bits and where they go wrong.

import { sharedLocks } from "../costs.ts";
import type { Claim } from "./claim.ts";

export const countingClaims: readonly Claim[] = [
	{
		id: "C21",
		says: "invalidate_inode_pages2() detaches a clean pinned page and returns success.",
		source: "K truncate.c; T",
		predictions: [
			{
				about: "v5.0: DMA into the detached page",
				scene: {
					era: "v5.0",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						directwriter: "invalidate_inode_pages2",
					},
					exists: "F8",
				},
				expect: "Sometimes",
			},
			{
				about: "v6.12: DMA into the detached page",
				scene: {
					era: "v6.12",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						directwriter: "invalidate_inode_pages2",
					},
					exists: "F8",
				},
				expect: "Sometimes",
			},
			{
				about: "v5.0: detached while pinned",
				scene: {
					era: "v5.0",
					actors: {
						driver: "pin_fast",
						flusher: "writepages",
						directwriter: "invalidate_inode_pages2",
					},
					exists: "A.attached=0 /\\ A.pins=1",
				},
				expect: "Sometimes",
			},
			{
				about: "v6.12: detached while pinned",
				scene: {
					era: "v6.12",
					actors: {
						driver: "pin_fast",
						flusher: "writepages",
						directwriter: "invalidate_inode_pages2",
					},
					exists: "A.attached=0 /\\ A.pins=1",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C22",
		says: "drop_caches on a clean, unmapped, pinned page: v6.12 keeps page and buffers; v5.0 strips the buffers and keeps the page.",
		source: "K mapping_evict_folio, invalidate_complete_page",
		predictions: [
			{
				about: "v5.0: pinned, in the cache, without buffers",
				scene: {
					era: "v5.0",
					actors: {
						driver: "pin_fast dma_write",
						flusher: "writepages",
						munmapper: "munmap",
						dropper: "drop_caches",
					},
					exists: "A.pins=1 /\\ A.attached=1 /\\ A.buffers=0",
				},
				expect: "Sometimes",
			},
			{
				about: "v6.12: pinned, in the cache, without buffers",
				scene: {
					era: "v6.12",
					actors: {
						driver: "pin_fast dma_write",
						flusher: "writepages",
						munmapper: "munmap",
						dropper: "drop_caches",
					},
					exists: "A.pins=1 /\\ A.attached=1 /\\ A.buffers=0",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C23",
		says: "The v6.12 test after try_to_unmap() is not misled by many mappings.",
		source: "K, A",
		predictions: [
			{
				about: "bias 4, page mapped by 5 processes: false positive in reclaim",
				scene: {
					era: "v6.12",
					bias: 4,
					pages:
						"A: file mapped(p1=read-only,p2=read-only,p3=read-only,p4=read-only,p5=read-only)",
					processes: ["p1", "p2", "p3", "p4", "p5"],
					existing: ["p2", "p3", "p4", "p5"],
					actors: { kswapd: "shrink_page_list" },
					exists: "F14",
				},
				expect: "Never",
			},
			{
				about:
					"the same page read by folio_maybe_dma_pinned() before unmapping",
				scene: {
					era: "v6.12",
					bias: 4,
					pages:
						"A: file mapped(p1=read-only,p2=read-only,p3=read-only,p4=read-only,p5=read-only)",
					processes: ["p1", "p2", "p3", "p4", "p5"],
					existing: ["p2", "p3", "p4", "p5"],
					actors: { reader: "nap" },
					exists: "A.pinned=1",
				},
				expect: "Always",
			},
		],
		note: "Scaled: a bias of 4 and five mappings instead of 1024 and 5000.",
	},
	{
		id: "C24",
		says: "A page cache page with N mappings reads as pinned from N = 1023, with buffers from N = 1022.",
		source: "A",
		predictions: [
			{
				about: "1022 mappings",
				scene: {
					era: "v6.12",
					pages: "A: file references(1022)",
					actors: { reader: "nap" },
					exists: "A.pinned=1",
				},
				expect: "Never",
			},
			{
				about: "1023 mappings",
				scene: {
					era: "v6.12",
					pages: "A: file references(1023)",
					actors: { reader: "nap" },
					exists: "A.pinned=1",
				},
				expect: "Always",
			},
			{
				about: "1021 mappings, buffers",
				scene: {
					era: "v6.12",
					pages: "A: file buffers references(1021)",
					actors: { reader: "nap" },
					exists: "A.pinned=1",
				},
				expect: "Never",
			},
			{
				about: "1022 mappings, buffers",
				scene: {
					era: "v6.12",
					pages: "A: file buffers references(1022)",
					actors: { reader: "nap" },
					exists: "A.pinned=1",
				},
				expect: "Always",
			},
		],
	},
	{
		id: "C25",
		says: "2^21 pins of an order-0 page succeed, the next fails; with 1024 references at the start one less.",
		source: "C; K try_grab_folio",
	},
	{
		id: "C26",
		says: "Without exact counts a 2 MB page takes 4096 full passes, a 1 GB page 8.",
		source: "C; S23",
	},
	{
		id: "C27",
		says: "pin and put_page(): 1023 references too many for ever, and the page reads as pinned.",
		source: "A",
		predictions: [
			{
				about: "v6.12: nobody holds a pin, it reads as pinned",
				scene: {
					era: "v6.12",
					actors: { driver: "pin put_page_of_pin" },
					exists: "A.pins=0 /\\ A.pinned=1",
				},
				expect: "Always",
			},
			{
				about: "without any other reference it does not",
				scene: {
					era: "v6.12",
					pages: "A: anon references(1023)",
					actors: { reader: "nap" },
					exists: "A.pinned=1",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C28",
		says: "get and unpin: 1023 references too few; the next pin fails or the page is freed while used.",
		source: "A",
		predictions: [
			{
				about: "v6.12: the count is negative",
				scene: {
					era: "v6.12",
					actors: { driver: "get_user_pages unpin_of_get" },
					exists: "A.refcount<0 /\\ F16",
				},
				expect: "Always",
			},
		],
	},
	{
		id: "C29",
		says: "Two threads pin and unpin beside a reader: no false negative at any interleaving.",
		source: "K try_grab_folio_fast",
		predictions: [
			{
				about: "v6.12: two drivers, reclaim asks",
				scene: {
					era: "v6.12",
					policy: "v6.12",
					scheme: "S14",
					actors: {
						driver: "pin_fast unpin",
						second: "pin_fast unpin",
						kswapd: "shrink_page_list",
					},
					exists: "F15",
				},
				expect: "Never",
			},
			{
				about: "v5.9: two drivers, reclaim asks",
				scene: {
					era: "v5.9",
					policy: "v6.12",
					scheme: "S14",
					actors: {
						driver: "pin_fast unpin",
						second: "pin_fast unpin",
						kswapd: "shrink_page_list",
					},
					exists: "F15",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C30",
		says: "One bit without a count: the first unpin hides the other pin.",
		source: "A [D]",
		predictions: [
			{
				about: "S5",
				scene: {
					era: "v5.0",
					scheme: "S5",
					actors: { driver: "pin unpin", second: "pin", flusher: "writepages" },
					exists: "F15",
				},
				expect: "Sometimes",
			},
			{
				about: "S6",
				scene: {
					era: "v5.0",
					scheme: "S6",
					actors: { driver: "pin unpin", second: "pin", flusher: "writepages" },
					exists: "F15",
				},
				expect: "Sometimes",
			},
			{
				about: "S7",
				scene: {
					era: "v5.0",
					scheme: "S7",
					actors: { driver: "pin unpin", second: "pin", flusher: "writepages" },
					exists: "F15",
				},
				expect: "Sometimes",
			},
			{
				about: "S8",
				scene: {
					era: "v5.0",
					scheme: "S8",
					actors: { driver: "pin unpin", second: "pin", flusher: "writepages" },
					exists: "F15",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C31",
		says: "A bit in _last_cpupid is overwritten by a NUMA hinting fault.",
		source: "K v5.0 memory.c wp_page_reuse",
		predictions: [
			{
				about: "S9",
				scene: {
					era: "v5.0",
					scheme: "S9",
					actors: { driver: "pin", numa: "numa_hint", flusher: "writepages" },
					exists: "F15",
				},
				expect: "Sometimes",
			},
			{
				about: "S9 without the fault",
				scene: {
					era: "v5.0",
					scheme: "S9",
					actors: { driver: "pin", flusher: "writepages" },
					exists: "F15",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C32",
		says: "Flag and count in page->lru: put_page() leaves the count, the special put on an unpinned page corrupts the list.",
		source: "S11",
		predictions: [
			{
				about: "S3: pin and put_page",
				scene: {
					era: "v5.0",
					scheme: "S3",
					actors: { driver: "pin put_page_of_pin" },
					exists: "A.pins=0 /\\ A.pinned=1",
				},
				expect: "Always",
			},
			{
				about: "S3: get and the special put",
				scene: {
					era: "v5.0",
					scheme: "S3",
					actors: { driver: "get_user_pages unpin_of_get" },
					exists: "F16",
				},
				expect: "Always",
			},
		],
	},
	{
		id: "C33",
		says: "Counters per mapping: GUP-fast reads a mapping that truncate has just taken away.",
		source: "S13; K",
		predictions: [
			{
				about: "S12: GUP-fast beside truncate",
				scene: {
					era: "v5.0",
					scheme: "S12",
					pages: "A: file dirty buffers mapped(app=writable)",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						truncater: "truncate",
					},
					exists: "F15",
				},
				expect: "Sometimes",
			},
			{
				about: "S12: slow path beside truncate",
				scene: {
					era: "v5.0",
					scheme: "S12",
					pages: "A: file dirty buffers mapped(app=writable)",
					actors: {
						driver: "pin dma_write unpin_dirty",
						truncater: "truncate",
					},
					exists: "F15",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C34",
		says: "Virtual VMAs: one i_mmap_rwsem for writing per I/O; correctness equals an exact tracker for file pages and survives munmap.",
		source: "S02, A",
		predictions: [
			{
				about: "S13, bounce, munmap: F1",
				scene: {
					era: "v5.0",
					scheme: "S13",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
						munmapper: "munmap",
					},
					exists: "F1",
				},
				expect: "Never",
			},
			{
				about: "S13, bounce, munmap: F2",
				scene: {
					era: "v5.0",
					scheme: "S13",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
						munmapper: "munmap",
					},
					exists: "F2",
				},
				expect: "Never",
			},
			{
				about: "S13, bounce, munmap: F3",
				scene: {
					era: "v5.0",
					scheme: "S13",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
						munmapper: "munmap",
					},
					exists: "F3",
				},
				expect: "Never",
			},
			{
				about: "S13, bounce, munmap: F4",
				scene: {
					era: "v5.0",
					scheme: "S13",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
						munmapper: "munmap",
					},
					exists: "F4",
				},
				expect: "Never",
			},
		],
		computations: [
			{
				about: "shared locks taken by a fast pin",
				compute: () => `${sharedLocks("S13")}`,
				expect: "i_mmap_rwsem",
			},
			{
				about: "by a fast pin of S14",
				compute: () => `${sharedLocks("S14")}`,
				expect: "",
			},
		],
		note: "The collapse of throughput is not measured; decided is that every pin takes the lock.",
	},
];
