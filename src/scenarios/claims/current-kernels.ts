// C42 to C59: what merged kernels do.

import type { Claim } from "./claim.ts";
import { offlineEnds } from "./offline-ends.ts";

export const currentKernelClaims: readonly Claim[] = [
	{
		id: "C42",
		says: "Tracking long-term pins only: F1 by a short pin is still reachable in v5.0.",
		source: "S05",
		predictions: [
			{
				about: "S17, short pin",
				scene: {
					era: "v5.0",
					scheme: "S17",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F1",
				},
				expect: "Sometimes",
			},
			{
				about: "S17, long pin",
				scene: {
					era: "v5.0",
					scheme: "S17",
					actors: {
						driver: "pin_fast(long) dma_write unpin_dirty(long)",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F1",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C43",
		says: "v6.12 refuses long-term writable pins of ext4 and xfs mappings; tmpfs, private memory and read-only pins pass.",
		source: "K check_vma_flags, gup_fast_folio_allowed",
		predictions: [
			{
				about: "v6.12, ext4: pin(long)",
				scene: {
					era: "v6.12",
					fs: "ext4",
					pages: "A: file",
					actors: { driver: "pin(long)" },
					exists: "driver.failed=1",
				},
				expect: "Always",
			},
			{
				about: "v6.12, ext4: pin_fast(long)",
				scene: {
					era: "v6.12",
					fs: "ext4",
					pages: "A: file dirty buffers mapped(app=writable)",
					actors: { driver: "pin_fast(long)" },
					exists: "driver.failed=1",
				},
				expect: "Always",
			},
			{
				about: "v6.12, xfs: pin_fast(long)",
				scene: {
					era: "v6.12",
					fs: "xfs",
					pages: "A: file",
					actors: { driver: "pin_fast(long)" },
					exists: "driver.failed=1",
				},
				expect: "Always",
			},
			{
				about: "v6.12, tmpfs: pin_fast(long)",
				scene: {
					era: "v6.12",
					fs: "tmpfs",
					pages: "A: file",
					actors: { driver: "pin_fast(long)" },
					exists: "driver.failed=1",
				},
				expect: "Never",
			},
			{
				about: "v6.12, MAP_PRIVATE: pin_fast(long)",
				scene: {
					era: "v6.12",
					fs: "ext4",
					pages: "A: anon mapped(app=writable) exclusive",
					actors: { driver: "pin_fast(long)" },
					exists: "driver.failed=1",
				},
				expect: "Never",
			},
			{
				about: "v6.12, ext4: pin_fast(long,read)",
				scene: {
					era: "v6.12",
					fs: "ext4",
					pages: "A: file mapped(app=read-only)",
					actors: { driver: "pin_fast(long,read)" },
					exists: "driver.failed=1",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C44",
		says: "6.1.192 accepts them.",
		source: "K",
		predictions: [
			{
				about: "v6.1, ext4: pin(long)",
				scene: {
					era: "v6.1",
					fs: "ext4",
					pages: "A: file",
					actors: { driver: "pin(long)" },
					exists: "driver.failed=1",
				},
				expect: "Never",
			},
			{
				about: "v6.1, ext4: pin_fast(long)",
				scene: {
					era: "v6.1",
					fs: "ext4",
					pages: "A: file",
					actors: { driver: "pin_fast(long)" },
					exists: "driver.failed=1",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C45",
		says: "A long-term pin of a CMA page that cannot migrate is pinned where it is (v5.3; the same code in v5.9.1).",
		source: "K v5.3 gup.c check_and_migrate_cma_pages",
		predictions: [
			{
				about: "v5.9",
				scene: {
					era: "v5.9",
					pages:
						"A: anon mapped(app=writable) exclusive movable references(1); B: spare of A",
					actors: { driver: "pin(long)" },
					exists: "A.pins=1 /\\ driver.failed=0",
				},
				expect: "Always",
			},
		],
		note: "v5.9.1 gives the first hold back with put_page() although it was taken with FOLL_PIN (mm/gup.c check_and_migrate_cma_pages): 1023 references stay. The model unpins there.",
	},
	{
		id: "C46",
		says: "v6.12: the pin fails, and nothing stays pinned.",
		source: "K",
		predictions: [
			{
				about: "v6.12",
				scene: {
					era: "v6.12",
					pages:
						"A: anon mapped(app=writable) exclusive movable references(1); B: spare of A",
					actors: { driver: "pin(long)" },
					exists: "A.pins=0 /\\ driver.failed=1 /\\ A.refcount=2",
				},
				expect: "Always",
			},
			{
				about:
					"v6.12, without the extra reference the page moves and is pinned at its new place",
				scene: {
					era: "v6.12",
					pages:
						"A: anon mapped(app=writable) exclusive movable; B: spare of A",
					actors: { driver: "pin(long)" },
					exists: "B.pins=1 /\\ A.pins=0",
				},
				expect: "Always",
			},
		],
	},
	{
		id: "C47",
		says: "Offlining with a page held by a FOLL_GET loops without end.",
		source: "K",
		computations: [
			{
				about:
					"states from which offlining can still end, once the holder has the page",
				compute: () => `${offlineEnds()}`,
				expect: "none",
			},
		],
	},
	{
		id: "C48",
		says: "v6.12, iomap direct read into a file mapping: read() returns before the page is dirty again, fsync() then issues no I/O and returns 0.",
		source: "K bio.c, iomap/direct-io.c; A",
		predictions: [
			{
				about: "v6.12: fsync misses data that read(2) had returned",
				scene: {
					era: "v6.12",
					actors: {
						bio: "pin_fast dma_write bio_complete",
						worker: "bio_dirty_worker",
						reader: "wait_read fsync",
						flusher: "writepages",
					},
					exists: "F5",
				},
				expect: "Sometimes",
			},
			{
				about: "the data is dirty afterwards",
				scene: {
					era: "v6.12",
					actors: {
						bio: "pin_fast dma_write bio_complete",
						worker: "bio_dirty_worker",
						flusher: "writepages",
					},
					exists: "A.memory!=A.disk /\\ A.dirty=0 /\\ A.writeback=0",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C49",
		says: "Testing PG_dirty without the lock before unpinning: safe with writeback of live memory, loses an update if the copy is made before TestClearPageDirty.",
		source: "T; comment in gup.c",
		predictions: [
			{
				about: "(i) v6.12 as it is",
				scene: {
					era: "v6.12",
					actors: {
						driver: "pin_fast dma_write unpin_dirty_test",
						flusher: "writepages",
					},
					exists:
						"A.memory!=A.disk /\\ A.dirty=0 /\\ A.writeback=0 /\\ A.pins=0",
				},
				expect: "Never",
			},
			{
				about: "(ii) copy first",
				scene: {
					era: "v6.12",
					policy: "copy-first",
					actors: {
						driver: "pin_fast dma_write unpin_dirty_test",
						flusher: "writepages",
					},
					exists:
						"A.memory!=A.disk /\\ A.dirty=0 /\\ A.writeback=0 /\\ A.pins=0",
				},
				expect: "Sometimes",
			},
			{
				about: "(ii) with a release that locks",
				scene: {
					era: "v6.12",
					policy: "copy-first",
					actors: {
						driver: "pin_fast dma_write unpin_dirty_always",
						flusher: "writepages",
					},
					exists:
						"A.memory!=A.disk /\\ A.dirty=0 /\\ A.writeback=0 /\\ A.pins=0",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C50",
		says: "data=journal, v6.12: the dirty mark of a FOLL_GET user is not journalled.",
		source: "K ext4_journalled_dirty_folio",
		predictions: [
			{
				about: "FOLL_GET",
				scene: {
					era: "v6.12",
					fs: "ext4-journal",
					actors: {
						driver: "get_user_pages_fast dma_write put_page_dirty",
						flusher: "writepages writepages",
					},
					exists: "F21",
				},
				expect: "Sometimes",
			},
			{
				about: "FOLL_PIN",
				scene: {
					era: "v6.12",
					fs: "ext4-journal",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages writepages",
					},
					exists: "F21",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C51",
		says: "v6.12, a dirty page without buffers: only the flag is cleared; the xarray mark stays until the next pass, the dirty count for ever.",
		source: "K mpage_prepare_extent_to_map",
		predictions: [
			{
				about: "after one pass: clean, mark and count left",
				scene: {
					era: "v6.12",
					pages: "A: file dirty",
					actors: { flusher: "writepages" },
					exists: "A.dirty=0 /\\ A.tagDirty=1 /\\ A.accountedDirty=1",
				},
				expect: "Always",
			},
			{
				about: "after two: the mark is gone, the count is not",
				scene: {
					era: "v6.12",
					pages: "A: file dirty",
					actors: { flusher: "writepages writepages" },
					exists: "A.tagDirty=0 /\\ A.accountedDirty=1",
				},
				expect: "Always",
			},
		],
	},
	{
		id: "C52",
		says: "v6.12, __access_remote_vm() (FOLL_GET and a data write) beside flusher and reclaim: data lost.",
		source: "K; T",
		predictions: [
			{
				about: "v6.12",
				scene: {
					era: "v6.12",
					actors: {
						driver: "get_user_pages dma_write(once) put_page_dirty",
						flusher: "writepages writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F1'",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C53",
		says: "DAX without breaking layouts: the device writes into another file.",
		source: "S19",
		predictions: [
			{
				about: "no break_layouts",
				scene: {
					era: "v5.0",
					fs: "fsdax",
					pages: "A: dax mapped(app=writable)",
					policy: "none",
					actors: { driver: "pin dma_write unpin", truncater: "truncate" },
					exists: "F7",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C54",
		says: "DAX with break_layouts: GUP-fast and dax_layout_busy_page() never miss each other.",
		source: "K comment dax.c",
		predictions: [
			{
				about: "break_layouts",
				scene: {
					era: "v6.12",
					fs: "fsdax",
					pages: "A: dax mapped(app=writable)",
					policy: "bounce-truncate-wait",
					actors: { driver: "pin_fast dma_write unpin", truncater: "truncate" },
					exists: "F7",
				},
				expect: "Never",
			},
			{
				about: "recheck of the entry left out",
				scene: {
					era: "v6.12",
					fs: "fsdax",
					pages: "A: dax mapped(app=writable)",
					policy: "bounce-truncate-wait",
					barrier: "gup",
					actors: { driver: "pin_fast dma_write unpin", truncater: "truncate" },
					exists: "F7",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C55",
		says: "A lease does not protect its holder from himself.",
		source: "S19 Wilcox",
		predictions: [
			{
				about: "S18: truncate by another",
				scene: {
					era: "v5.0",
					fs: "fsdax",
					pages: "A: dax mapped(app=writable)",
					scheme: "S18",
					actors: {
						driver: "pin(long) dma_write unpin",
						truncater: "truncate",
					},
					exists: "F7",
				},
				expect: "Never",
			},
			{
				about: "S18: truncate by the holder",
				scene: {
					era: "v5.0",
					fs: "fsdax",
					pages: "A: dax mapped(app=writable)",
					scheme: "S18",
					actors: {
						driver: "pin(long) dma_write unpin",
						truncater: "truncate(holder)",
					},
					exists: "F7",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C56",
		says: "With MMF_HAS_PINNED, fork copies nothing for an mm that never pinned, whatever the reference count.",
		source: "K folio_needs_cow_for_dma",
		predictions: [
			{
				about: "S23",
				scene: {
					era: "v6.12",
					pages:
						"A: anon mapped(parent=writable) exclusive references(1024); B: spare of A",
					processes: ["parent", "child"],
					scheme: "S23",
					actors: { forker: "fork" },
					exists: "child:B=writable",
				},
				expect: "Never",
			},
			{
				about: "without the gate",
				scene: {
					era: "v6.12",
					pages:
						"A: anon mapped(parent=writable) exclusive references(1024); B: spare of A",
					processes: ["parent", "child"],
					scheme: "S14",
					actors: { forker: "fork" },
					exists: "child:B=writable",
				},
				expect: "Always",
			},
		],
	},
	{
		id: "C57",
		says: "Released correctly, nr_foll_pin_acquired equals nr_foll_pin_released; pin and put_page() leave one more acquired.",
		source: "D, A",
		predictions: [
			{
				about:
					"a pin and one more by folio_add_pin() (fs/direct-io.c), both released",
				scene: {
					era: "v6.12",
					countsPins: true,
					actors: { driver: "pin folio_add_pin unpin unpin" },
					exists: "acquired=released",
				},
				expect: "Always",
			},
			{
				about: "two pins released",
				scene: {
					era: "v6.12",
					countsPins: true,
					actors: { driver: "pin_fast unpin_dirty", second: "pin unpin" },
					exists: "acquired=2 /\\ released=2",
				},
				expect: "Always",
			},
			{
				about: "pin and put_page",
				scene: {
					era: "v6.12",
					countsPins: true,
					actors: { driver: "pin_fast put_page_of_pin" },
					exists: "acquired=1 /\\ released=0",
				},
				expect: "Always",
			},
		],
		note: "folio_add_pin() (mm/gup.c v6.12, used by fs/direct-io.c dio_pin_page()) raises the count without nr_foll_pin_acquired, while unpin_user_page() counts nr_foll_pin_released: with direct I/O through fs/direct-io.c released runs ahead of acquired, and nothing is wrong. The other two predictions hold.",
	},
	{
		id: "C58",
		says: "The zero page, 2^22 pins: v5.9 overflows, v6.12 does not count.",
		source: "S33, A",
	},
	{
		id: "C59",
		says: "v6.12: after pin, DMA, fsync, DMA, the second fsync issues no I/O, returns 0, and the disk has the first DMA only.",
		source: "A; T",
		predictions: [
			{
				about: "one actor",
				scene: {
					era: "v6.12",
					actors: { app: "pin_fast dma_write fsync dma_write fsync" },
					exists: "F5 /\\ ios=1 /\\ A.memory=4 /\\ A.disk=2",
				},
				expect: "Always",
			},
		],
	},
];
