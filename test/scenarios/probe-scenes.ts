// Scenes whose only purpose is to notice a changed order of steps: each operation beside another that looks at what it
// does. Their numbers of states are pinned in probe-scenes.test.ts; bench/mm/swap-steps.ts swaps steps in them.

import { type EraName, eraNames } from "../../src/mm/eras/era.ts";
import type { Scene } from "../../src/scenarios/scene.ts";

const anonymous =
	"A: anon mapped(parent=read-only,child=read-only); B: spare of A; C: spare of A";

function probesOf(era: EraName): Record<string, Scene> {
	const stale = "A.memory!=A.disk";
	const family = { processes: ["parent", "child"], existing: ["child"] };
	const file = (fs: string, actors: Scene["actors"]): Scene => ({
		era,
		fs,
		actors,
		exists: stale,
	});
	return {
		"ext4 fault, truncate": file("ext4", {
			writer: "store",
			truncater: "truncate",
		}),
		"ext4 fault, truncate, writeback": file("ext4", {
			writer: "store",
			truncater: "truncate",
			flusher: "writepages",
		}),
		"ext4 fault, invalidate": file("ext4", {
			writer: "store",
			directwriter: "invalidate_inode_pages2",
			dropper: "drop_caches",
		}),
		"xfs fault, truncate": file("xfs stable", {
			writer: "store",
			truncater: "truncate",
			flusher: "writepages",
		}),
		"tmpfs fault, truncate": file("tmpfs", {
			writer: "store",
			truncater: "truncate",
		}),
		"two faults": {
			...file("ext4 stable", {
				writer: "store",
				"other(child)": "store",
				truncater: "truncate",
			}),
			...family,
		},
		"two mappings, reclaim, writeback": {
			...file("ext4", {
				writer: "store",
				"other(child)": "munmap",
				kswapd: "shrink_page_list(writes)",
			}),
			...family,
			pages: "A: file dirty buffers mapped(parent=writable,child=read-only)",
		},
		"reclaim writes, store": {
			...file("ext4 stable", {
				writer: "store",
				kswapd: "shrink_page_list(writes)",
				syncer: "fsync",
			}),
			pages: "A: file dirty buffers mapped(app=writable)",
		},
		"page without buffers": {
			...file("ext4", {
				flusher: "writepages",
				syncer: "fsync",
				kswapd: "shrink_page_list(writes)",
			}),
			pages: "A: file dirty mapped(app=writable)",
		},
		"fast pin, truncate": {
			...file("ext4", {
				driver: "pin_fast unpin_dirty",
				truncater: "truncate",
			}),
			pages: "A: file dirty buffers mapped(app=writable)",
		},
		"fast pin S4, truncate": {
			...file("ext4", {
				driver: "pin_fast unpin_dirty",
				truncater: "truncate",
			}),
			scheme: "S4",
			pages: "A: file dirty buffers mapped(app=writable)",
		},
		"fast pin S14, reclaim": {
			...file("ext4", {
				driver: "pin_fast unpin_dirty",
				kswapd: "shrink_page_list",
				dropper: "drop_caches",
			}),
			scheme: "S14",
			pages: "A: file buffers mapped(app=writable)",
		},
		"slow pin, munmap": file("ext4", {
			driver: "pin unpin_dirty",
			munmapper: "munmap",
			flusher: "writepages",
		}),
		"long pin of a file": file("ext4", {
			driver: "pin_fast(long) unpin",
			munmapper: "munmap",
			truncater: "truncate",
		}),
		"get and dirty, truncate": file("ext4", {
			driver: "get_user_pages_fast put_page_dirty",
			truncater: "truncate",
			kswapd: "shrink_page_list",
		}),
		"unlocked dirty, truncate": file("ext4", {
			driver: "get_user_pages_fast put_page_dirty_unlocked",
			truncater: "truncate",
			flusher: "writepages",
		}),
		"copy on write": {
			era,
			pages: anonymous,
			...family,
			actors: {
				parent: "store",
				"child(child)": "store",
				kswapd: "shrink_page_list",
			},
			exists: "A.freed=1",
		},
		"copy on write, mprotect": {
			era,
			pages: anonymous,
			...family,
			actors: { parent: "store", unmapper: "munmap", mover: "mprotect" },
			exists: "A.freed=1",
		},
		"pin for read, fork": {
			era,
			pages:
				"A: anon mapped(parent=writable) exclusive; B: spare of A; C: spare of A",
			processes: ["parent", "child"],
			actors: {
				driver: "pin_fast(read) unpin",
				forker: "fork",
				writer: "store",
			},
			exists: "A.freed=1",
		},
		"long pin of a movable page": {
			era,
			pages: "A: anon mapped(app=writable) exclusive movable; B: spare of A",
			actors: {
				driver: "pin(long) unpin",
				unmapper: "munmap",
				writer: "store",
			},
			exists: "A.freed=1",
		},
		"long pin of a page that cannot move": {
			era,
			pages:
				"A: anon mapped(app=writable) exclusive movable references(1); B: spare of A",
			actors: { driver: "pin(long) unpin", unmapper: "munmap" },
			exists: "A.freed=1",
		},
		"S4 skip, writeback looks": {
			...file("ext4 stable", {
				driver: "pin_fast dma_write(once) unpin_dirty",
				flusher: "writepages",
				dropper: "drop_caches",
			}),
			scheme: "S4",
			policy: "skip",
		},
		"COW file system": {
			...file("btrfs", {
				writer: "store",
				flusher: "writepages",
				syncer: "fsync",
			}),
			exists: "F3",
		},
		"pinned anonymous page, swap-out": {
			era,
			pages: "A: anon mapped(app=writable) exclusive; B: spare of A",
			actors: {
				driver: "pin_fast dma_write(once) unpin",
				kswapd: "shrink_page_list",
				writer: "store",
			},
			exists: "F19",
		},
		"DAX truncate": {
			era,
			fs: "fsdax",
			policy: "bounce-truncate-wait",
			pages: "A: dax mapped(app=writable)",
			actors: {
				driver: "pin_fast dma_write(once) unpin",
				truncater: "truncate",
				other: "truncate",
			},
			exists: "F7",
		},
	};
}

/** All probes of all eras, "v5.0 two faults" and so on. */
export const probeScenes: ReadonlyMap<string, Scene> = new Map(
	eraNames.flatMap((era) =>
		Object.entries(probesOf(era)).map(([name, scene]): [string, Scene] => [
			`${era} ${name}`,
			scene,
		]),
	),
);
