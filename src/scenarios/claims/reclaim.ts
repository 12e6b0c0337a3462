// C01 to C08: what reclaim may do to a page that is written behind its back, without tracking and with a guard in front of it.

import type { Claim } from "./claim.ts";

export const reclaimClaims: readonly Claim[] = [
	{
		id: "C01",
		says: "Without tracking, a dirty page without buffers (F1) is reachable, and needs a complete writeback between pin and reclaim.",
		source: "S06, K, T",
		predictions: [
			{
				about: "v5.0, S0: driver, flusher, kswapd",
				scene: {
					era: "v5.0",
					scheme: "S0",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F1",
				},
				expect: "Sometimes",
			},
			{
				about: "the same without the flusher: no writeback, no F1",
				scene: {
					era: "v5.0",
					scheme: "S0",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						kswapd: "shrink_page_list",
					},
					exists: "F1",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C02",
		says: "With the flusher off, kswapd alone cannot bring F1 about: pageout() keeps a page with an extra reference.",
		source: "K vmscan.c is_page_cache_freeable; S06",
		predictions: [
			{
				about: "v5.0, S0: driver, kswapd that writes, twice",
				scene: {
					era: "v5.0",
					scheme: "S0",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						kswapd: "shrink_page_list(writes) shrink_page_list(writes)",
					},
					exists: "F1",
				},
				expect: "Never",
			},
			{
				about: "the same with munmap",
				scene: {
					era: "v5.0",
					scheme: "S0",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						kswapd: "shrink_page_list(writes) shrink_page_list(writes)",
						munmapper: "munmap",
					},
					exists: "F1",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C03",
		says: "Flusher without reclaim: F2 and F3 reachable, F1 not.",
		source: "T",
		predictions: [
			{
				about: "v5.0, S0: F2",
				scene: {
					era: "v5.0",
					scheme: "S0",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
					},
					exists: "F2",
				},
				expect: "Sometimes",
			},
			{
				about: "v5.0, S0: F3",
				scene: {
					era: "v5.0",
					scheme: "S0",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
					},
					exists: "F3",
				},
				expect: "Sometimes",
			},
			{
				about: "v5.0, S0: F1",
				scene: {
					era: "v5.0",
					scheme: "S0",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
					},
					exists: "F1",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C04",
		says: "A sticky flag that try_to_unmap() respects: F1 unreachable, F2 and F3 reachable.",
		source: "T; S08",
		predictions: [
			{
				about: "S2: F1",
				scene: {
					era: "v5.0",
					scheme: "S2",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F1",
				},
				expect: "Never",
			},
			{
				about: "S2: F2",
				scene: {
					era: "v5.0",
					scheme: "S2",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F2",
				},
				expect: "Sometimes",
			},
			{
				about: "S2: F3",
				scene: {
					era: "v5.0",
					scheme: "S2",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F3",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C05",
		says: "With munmap of the buffer F1 is reachable again: the guard sits in try_to_unmap().",
		source: "T",
		predictions: [
			{
				about: "S2 with munmap",
				scene: {
					era: "v5.0",
					scheme: "S2",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
						munmapper: "munmap",
					},
					exists: "F1",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C06",
		says: "A reference count test before buffers are dropped: F1 gone, F2 and F3 remain.",
		source: "T; S03",
		predictions: [
			{
				about: "S10: F1",
				scene: {
					era: "v5.0",
					scheme: "S10",
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
				about: "S10: F2",
				scene: {
					era: "v5.0",
					scheme: "S10",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
						munmapper: "munmap",
					},
					exists: "F2",
				},
				expect: "Sometimes",
			},
			{
				about: "S10: F3",
				scene: {
					era: "v5.0",
					scheme: "S10",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
						munmapper: "munmap",
					},
					exists: "F3",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C07",
		says: "v6.12 with FOLL_PIN: F1 and F4 gone, F2 and F3 remain.",
		source: "T, K",
		predictions: [
			{
				about: "v6.12: F1",
				scene: {
					era: "v6.12",
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
				about: "v6.12: F2",
				scene: {
					era: "v6.12",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
						munmapper: "munmap",
					},
					exists: "F2",
				},
				expect: "Sometimes",
			},
			{
				about: "v6.12: F3",
				scene: {
					era: "v6.12",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
						munmapper: "munmap",
					},
					exists: "F3",
				},
				expect: "Sometimes",
			},
			{
				about:
					"v6.12: content newer than disk and nothing dirty, after unpin_user_pages_dirty_lock()",
				scene: {
					era: "v6.12",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
						munmapper: "munmap",
					},
					exists:
						"F4 \\/ A.memory!=A.disk /\\ A.dirty=0 /\\ A.writeback=0 /\\ A.attached=1 /\\ app:A!=writable",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C08",
		says: "v6.12 with FOLL_GET: the dirty mark is dropped with a warning and the data lost; no BUG.",
		source: "T, K",
		predictions: [
			{
				about: "v6.12, get_user_pages: data dropped",
				scene: {
					era: "v6.12",
					actors: {
						driver: "get_user_pages_fast dma_write put_page_dirty",
						flusher: "writepages writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F1'",
				},
				expect: "Sometimes",
			},
			{
				about: "v6.12, the same with FOLL_PIN",
				scene: {
					era: "v6.12",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F1'",
				},
				expect: "Never",
			},
		],
	},
];
