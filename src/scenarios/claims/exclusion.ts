// C16 to C20: keeping writeback and truncate out for as long as the pages are used: the page lock, a notifier.

import type { Claim } from "./claim.ts";

export const exclusionClaims: readonly Claim[] = [
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
