// C09 to C15: what writeback may do when it meets a pinned page: test, wait, copy.

import type { Claim } from "./claim.ts";

export const writebackClaims: readonly Claim[] = [
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
];
