// For every failure, what is explored to find out whether a scheme lets it happen (reference/claims.md section 2).

import type { EraName } from "#mm/eras/era.ts";
import type { FailureId } from "#mm/failures/failure.ts";
import type { Scheme } from "#mm/schemes/scheme.ts";
import type { Scene } from "../scene.ts";

/** One way in which the failure may come about. */
export interface FailureScene {
	/** What sets it apart from the other scenes of the failure; empty if there is only one. */
	variant: string;
	scene: Omit<Scene, "era" | "scheme" | "policy">;
	/** The failure is that the condition cannot be met any more (stuck), not that it can. */
	stuck?: boolean;
	/** The policy is part of the failure. */
	policy?: string;
	/** Only where this holds; elsewhere the failure has no meaning. */
	applies?: (scheme: Scheme, era: EraName) => boolean;
}

const driver = "pin_fast dma_write unpin_dirty";
const forkPages =
	"A: anon mapped(parent=writable) exclusive; B: spare of A; C: spare of A";
const family = ["parent", "child"];
const many = ["p1", "p2", "p3", "p4", "p5"];
const manyMappings =
	"A: file dirty buffers mapped(p1=writable,p2=writable,p3=writable,p4=writable,p5=writable)";
const isReference = (scheme: Scheme) => scheme.manner === "reference";

export const failureScenes: Readonly<
	Partial<Record<FailureId, readonly FailureScene[]>>
> = {
	F1: [
		{
			variant: "",
			scene: {
				actors: { driver, flusher: "writepages", kswapd: "shrink_page_list" },
				exists: "F1",
			},
		},
		{
			variant: "after munmap",
			scene: {
				actors: {
					driver,
					flusher: "writepages",
					kswapd: "shrink_page_list",
					munmapper: "munmap",
				},
				exists: "F1",
			},
		},
		{
			variant: "drop_caches",
			scene: {
				actors: {
					driver,
					flusher: "writepages",
					munmapper: "munmap",
					dropper: "drop_caches",
				},
				exists: "F1",
			},
		},
	],
	"F1'": [
		{
			variant: "",
			scene: {
				actors: {
					driver,
					flusher: "writepages writepages",
					kswapd: "shrink_page_list",
				},
				exists: "F1'",
			},
		},
	],
	F2: [
		{
			variant: "",
			scene: {
				fs: "ext4 stable",
				actors: { driver, flusher: "writepages" },
				exists: "F2",
			},
		},
	],
	F3: [
		{
			variant: "",
			scene: { actors: { driver, flusher: "writepages" }, exists: "F3" },
		},
	],
	F4: [
		{
			variant: "",
			scene: {
				actors: {
					driver: "pin_fast dma_write unpin",
					flusher: "writepages",
					munmapper: "munmap",
				},
				exists:
					"A.memory!=A.disk /\\ A.dirty=0 /\\ A.writeback=0 /\\ A.attached=1",
			},
		},
	],
	F5: [
		{
			variant: "",
			scene: {
				actors: {
					driver: "pin_fast dma_write(once) dma_write(once) unpin_dirty",
					syncer: "fsync fsync",
				},
				exists: "F5",
			},
		},
	],
	F6: [
		{
			variant: "",
			scene: { actors: { driver, truncater: "truncate" }, exists: "F6" },
		},
	],
	F7: [
		{
			variant: "",
			scene: {
				fs: "fsdax",
				pages: "A: dax mapped(app=writable)",
				actors: {
					driver: "pin_fast(long) dma_write unpin(long)",
					truncater: "truncate",
				},
				exists: "F7",
			},
		},
	],
	F8: [
		{
			variant: "",
			scene: {
				actors: {
					driver,
					flusher: "writepages",
					directwriter: "invalidate_inode_pages2",
				},
				exists: "F8",
			},
		},
	],
	F9: [
		{
			variant: "",
			scene: {
				actors: { driver: "pin_fast(long) dma_write", syncer: "fsync" },
				exists: "deadlock",
			},
		},
	],
	F10: [
		{
			variant: "",
			scene: {
				actors: {
					driver: "pin_fast dma_write unpin_dirty_always",
					flusher: "writepages",
				},
				exists: "deadlock",
			},
		},
	],
	F11: [
		{
			variant: "a: fork, then write",
			scene: {
				pages: forkPages,
				processes: family,
				actors: { parent: "pin dma_write(once) fork store" },
				exists: "A.pins=1 /\\ parent:B=writable",
			},
			applies: isReference,
		},
		{
			variant: "c: child keeps reading",
			scene: {
				pages:
					"A: anon mapped(parent=read-only,child=read-only); B: spare of A",
				processes: family,
				existing: ["child"],
				actors: { "child(child)": "pin(read) munmap", parent: "store" },
				exists: "A.memory=2 /\\ A.pins=1",
			},
			applies: isReference,
		},
		{
			variant: "d: write through a read-only entry",
			scene: {
				pages: forkPages,
				processes: ["parent"],
				actors: { parent: "pin dma_write(once) mprotect store" },
				exists: "A.pins=1 /\\ parent:B=writable",
			},
			applies: isReference,
		},
	],
	F12: [
		{
			variant: "",
			scene: {
				pages: forkPages,
				processes: family,
				actors: { driver: "pin_fast", forker: "fork" },
				exists: "A.pins=1 /\\ parent:A=read-only /\\ child:A=read-only",
			},
			applies: isReference,
		},
	],
	F14: [
		{
			variant: "after the last unpin",
			scene: {
				actors: {
					driver: "pin_fast unpin",
					flusher: "writepages",
					kswapd: "shrink_page_list",
				},
				exists: "F14",
			},
		},
		{
			variant: "many mappings",
			scene: {
				pages: manyMappings,
				processes: many,
				existing: many.slice(1),
				bias: 8,
				actors: { flusher: "writepages", kswapd: "shrink_page_list" },
				exists: "F14",
			},
		},
		{
			variant: "many references at fork",
			scene: {
				pages:
					"A: anon mapped(parent=writable) exclusive references(1024); B: spare of A",
				processes: family,
				actors: { forker: "fork" },
				exists: "F14",
			},
		},
		{
			variant: "transient references",
			scene: {
				actors: {
					reader: "get_user_pages put_page",
					flusher: "writepages",
					kswapd: "shrink_page_list",
				},
				exists: "F14",
			},
		},
	],
	F15: [
		{
			variant: "another unpins",
			scene: {
				actors: {
					driver: "pin unpin",
					second: "pin",
					flusher: "writepages",
					kswapd: "shrink_page_list",
				},
				exists: "F15",
			},
		},
		{
			variant: "short pin",
			scene: {
				actors: {
					driver: "pin_fast dma_write unpin",
					flusher: "writepages",
					kswapd: "shrink_page_list",
				},
				exists: "F15",
			},
		},
		{
			variant: "after munmap",
			scene: {
				actors: {
					driver: "pin dma_write unpin",
					flusher: "writepages",
					munmapper: "munmap",
				},
				exists: "F15",
			},
		},
		{
			variant: "NUMA hint",
			scene: {
				actors: { driver: "pin", numa: "numa_hint", flusher: "writepages" },
				exists: "F15",
			},
		},
		{
			variant: "GUP-fast beside truncate",
			scene: {
				pages: "A: file dirty buffers mapped(app=writable)",
				actors: {
					driver: "pin_fast dma_write unpin_dirty",
					truncater: "truncate",
				},
				exists: "F15",
			},
		},
	],
	F16: [
		{
			variant: "pin, put_page",
			scene: {
				actors: { driver: "pin put_page_of_pin" },
				exists: "A.refcount!=3 \\/ A.pinned=1",
			},
			applies: isReference,
		},
		{
			variant: "get, unpin",
			scene: {
				actors: { driver: "get_user_pages unpin_of_get" },
				exists: "A.refcount!=3 \\/ F16",
			},
			applies: isReference,
		},
	],
	F17: [
		{
			variant: "long pin",
			stuck: true,
			scene: {
				pages: "A: anon mapped(app=writable) exclusive movable; B: spare of A",
				actors: { holder: "pin(long) offline" },
				exists: "A.freed=1",
			},
		},
		{
			variant: "FOLL_GET",
			stuck: true,
			scene: {
				pages: "A: anon mapped(app=writable) exclusive movable; B: spare of A",
				actors: { holder: "get_user_pages offline" },
				exists: "A.freed=1",
			},
			applies: isReference,
		},
	],
	F18: [
		{
			variant: "",
			scene: {
				actors: {
					driver: "pin_fast dma_write unpin_dirty_unlocked",
					truncater: "truncate",
				},
				exists: "F18",
			},
		},
	],
	F19: [
		{
			variant: "",
			scene: {
				pages: "A: anon mapped(app=writable) exclusive; B: spare of A",
				actors: {
					driver: "pin_fast dma_write(once) unpin",
					kswapd: "shrink_page_list",
				},
				exists: "F19",
			},
			applies: isReference,
		},
	],
	F20: [
		{
			variant: "",
			scene: {
				actors: {
					driver: "pin_fast dma_write_tail unpin_dirty",
					truncater: "truncate_partial",
					flusher: "writepages",
				},
				exists: "F20",
			},
			applies: isReference,
		},
	],
	F21: [
		{
			variant: "",
			scene: {
				fs: "ext4-journal",
				actors: { driver, flusher: "writepages writepages" },
				exists: "F21",
			},
		},
	],
	F22: [
		{
			variant: "",
			scene: {
				actors: {
					driver: "pin(long) dma_write unpin_dirty(long)",
					truncater: "truncate",
				},
				exists: "F22",
			},
			policy: "revoke",
			applies: (scheme) => scheme.holdsLease ?? false,
		},
	],
};
