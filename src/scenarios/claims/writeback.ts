// C01 to C20: writeback, reclaim and truncate under the schemes of 2018.

import type { Claim } from "./claim.ts";

export const writebackClaims: readonly Claim[] = [
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
	{
		id: "C09",
		says: "A pin test before page_mkclean() still lets F2 and F3 happen: GUP-fast pins between test and write protection.",
		source: "T",
		predictions: [
			{
				about: "S4, policy skip-early: F2",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "skip-early",
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
				about: "S4, policy skip-early: F3",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "skip-early",
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
		id: "C10",
		says: "A pin test after page_mkclean() that leaves the page dirty: F1 to F4 and F8 unreachable.",
		source: "T",
		predictions: [
			{
				about: "S4, policy skip: F1",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "skip",
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
				about: "S4, policy skip: F2",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "skip",
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
				about: "S4, policy skip: F3",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "skip",
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
				about: "S4, policy skip: F4",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "skip",
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
			{
				about: "S4, policy skip: F8",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "skip",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						directwriter: "invalidate_inode_pages2",
					},
					exists: "F8",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C11",
		says: "Waiting for the unpin with the page lock held deadlocks with a release that takes the page lock.",
		source: "T, K",
		predictions: [
			{
				about: "S4, policy block-locked",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "block-locked",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
					},
					exists: "deadlock",
				},
				expect: "Sometimes",
			},
			{
				about:
					"v6.12 unpin_user_pages_dirty_lock(), writeback waits after clearing the dirty bit",
				scene: {
					era: "v6.12",
					scheme: "S14",
					policy: "block-cleared",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
					},
					exists: "deadlock",
				},
				expect: "Sometimes",
			},
			{
				about:
					"v6.12 unpin_user_pages_dirty_lock(), writeback waits with the page still dirty",
				scene: {
					era: "v6.12",
					scheme: "S14",
					policy: "block-locked",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
					},
					exists: "deadlock",
				},
				expect: "Never",
			},
		],
		note: "The ledger counts 5 steps from the pinned, dirty page; with pin and fault the shortest run is longer. It names unpin_user_pages_dirty_lock(): since v5.4 that takes the page lock only if the page is clean, so it deadlocks only with a writeback that has cleared the dirty bit before it waits; set_page_dirty_lock() deadlocks with either.",
	},
	{
		id: "C12",
		says: "Waiting with the lock dropped and the test after page_mkclean(): no violation and no deadlock for finite pins; blocked for ever by an endless one.",
		source: "T, A",
		predictions: [
			{
				about: "finite pin: deadlock",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "block",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "deadlock",
				},
				expect: "Never",
			},
			{
				about: "finite pin: F1",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "block",
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
				about: "finite pin: F2",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "block",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F2",
				},
				expect: "Never",
			},
			{
				about: "finite pin: F3",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "block",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F3",
				},
				expect: "Never",
			},
			{
				about: "endless pin, fsync",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "block",
					actors: { driver: "pin_fast dma_write fsync" },
					exists: "deadlock",
				},
				expect: "Always",
			},
		],
	},
	{
		id: "C13",
		says: "Bounce, copy after page_mkclean(), dirty kept: INV-STABLE, INV-DURABLE and INV-BUF hold.",
		source: "T",
		predictions: [
			{
				about: "S4, policy bounce: F1",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "bounce",
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
				about: "S4, policy bounce: F2",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "bounce",
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
				about: "S4, policy bounce: F4",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "bounce",
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
			{
				about: "S4, policy bounce: F8 with an O_DIRECT writer",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "bounce",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						directwriter: "invalidate_inode_pages2",
					},
					exists: "F8",
				},
				expect: "Never",
			},
			{
				about: "S4, policy bounce: clean, stale page at the end",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "bounce",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists:
						"A.memory!=A.disk /\\ A.dirty=0 /\\ A.writeback=0 /\\ A.attached=1 /\\ app:A!=writable",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C14",
		says: "Bounce that clears the dirty bit with the copy: F2 gone, F3 remains, F8 reachable again.",
		source: "T",
		predictions: [
			{
				about: "S4, policy bounce-clear: F2",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "bounce-clear",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
					},
					exists: "F2",
				},
				expect: "Never",
			},
			{
				about: "S4, policy bounce-clear: F3",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "bounce-clear",
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
				about: "S4, policy bounce-clear: F8",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "bounce-clear",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						directwriter: "invalidate_inode_pages2",
					},
					exists: "F8",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C15",
		says: "Bounce does not apply to DAX: memory is the medium.",
		source: "S16",
		notModelled:
			"A DAX page has no disk cell beside its memory; there is nothing to explore, the claim is a definition.",
	},
	{
		id: "C16",
		says: "The page lock over direct I/O: F1 to F6 and F8 unreachable.",
		source: "T",
		predictions: [
			{
				about: "S19: F1",
				scene: {
					era: "v5.0",
					scheme: "S19",
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
				about: "S19: F2",
				scene: {
					era: "v5.0",
					scheme: "S19",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F2",
				},
				expect: "Never",
			},
			{
				about: "S19: F3",
				scene: {
					era: "v5.0",
					scheme: "S19",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F3",
				},
				expect: "Never",
			},
			{
				about: "S19: F4",
				scene: {
					era: "v5.0",
					scheme: "S19",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F4",
				},
				expect: "Never",
			},
			{
				about: "S19: F5, fsync beside the I/O",
				scene: {
					era: "v5.0",
					scheme: "S19",
					actors: { driver: "pin_fast dma_write unpin_dirty", syncer: "fsync" },
					exists: "F5",
				},
				expect: "Never",
			},
			{
				about: "S19: F6",
				scene: {
					era: "v5.0",
					scheme: "S19",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						truncater: "truncate",
					},
					exists: "F6",
				},
				expect: "Never",
			},
			{
				about: "S19: F8",
				scene: {
					era: "v5.0",
					scheme: "S19",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						directwriter: "invalidate_inode_pages2",
					},
					exists: "F8",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C17",
		says: "The page lock over direct I/O: the same page twice in one request deadlocks on itself.",
		source: "A; S02",
		predictions: [
			{
				about: "S19: one actor pins the page twice",
				scene: {
					era: "v5.0",
					scheme: "S19",
					actors: { driver: "pin pin dma_write unpin_dirty" },
					exists: "deadlock",
				},
				expect: "Always",
			},
		],
	},
	{
		id: "C18",
		says: "A device that stops when the notifier says so and never dirties afterwards: F1 to F6 and F8 unreachable.",
		source: "T",
		predictions: [
			{
				about: "S16: F1",
				scene: {
					era: "v5.0",
					scheme: "S16",
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
				about: "S16: F2",
				scene: {
					era: "v5.0",
					scheme: "S16",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F2",
				},
				expect: "Never",
			},
			{
				about: "S16: F3",
				scene: {
					era: "v5.0",
					scheme: "S16",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F3",
				},
				expect: "Never",
			},
			{
				about: "S16: F4",
				scene: {
					era: "v5.0",
					scheme: "S16",
					fs: "ext4 stable",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F4",
				},
				expect: "Never",
			},
			{
				about: "S16: F5",
				scene: {
					era: "v5.0",
					scheme: "S16",
					actors: { driver: "pin dma_write fsync", flusher: "writepages" },
					exists: "F5",
				},
				expect: "Never",
			},
			{
				about: "S16: F6",
				scene: {
					era: "v5.0",
					scheme: "S16",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						truncater: "truncate",
					},
					exists: "F6",
				},
				expect: "Never",
			},
			{
				about: "S16: F8",
				scene: {
					era: "v5.0",
					scheme: "S16",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						flusher: "writepages",
						directwriter: "invalidate_inode_pages2",
					},
					exists: "F8",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C19",
		says: "A notifier driver that calls set_page_dirty() after the callback has returned: F1 reachable.",
		source: "T, A",
		predictions: [
			{
				about: "S16: a reference kept for set_page_dirty_lock() at the end",
				scene: {
					era: "v5.0",
					scheme: "S16",
					actors: {
						driver: "get_user_pages dma_write put_page_dirty",
						flusher: "writepages",
						kswapd: "shrink_page_list",
					},
					exists: "F1",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C20",
		says: "Page-level trackers do not help against truncate (F6) unless truncate asks.",
		source: "T",
		predictions: [
			{
				about: "S14 with policy v6.12",
				scene: {
					era: "v5.0",
					scheme: "S14",
					policy: "v6.12",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						truncater: "truncate",
					},
					exists: "F6",
				},
				expect: "Sometimes",
			},
			{
				about: "S4 with policy skip",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "skip",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						truncater: "truncate",
					},
					exists: "F6",
				},
				expect: "Sometimes",
			},
			{
				about: "S4 with policy block",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "block",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						truncater: "truncate",
					},
					exists: "F6",
				},
				expect: "Sometimes",
			},
			{
				about: "S4 with policy bounce",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "bounce",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						truncater: "truncate",
					},
					exists: "F6",
				},
				expect: "Sometimes",
			},
			{
				about: "S4, truncate waits for the unpin",
				scene: {
					era: "v5.0",
					scheme: "S4",
					policy: "bounce-truncate-wait",
					actors: {
						driver: "pin_fast dma_write unpin_dirty",
						truncater: "truncate",
					},
					exists: "F6",
				},
				expect: "Never",
			},
		],
	},
];
