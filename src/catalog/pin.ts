// pin_user_pages() and its relatives: pages held with FOLL_PIN, let go with unpin_*() and nothing else.

import type { AcquireEntry, ReleaseEntry, Signature } from "./entry.ts";
import { inTree } from "./source.ts";

const header = "include/linux/mm.h";
const introduced =
	"since: commit eddb1c228f79, mm/gup: introduce pin_user_pages*() and FOLL_PIN; read in 5.7, absent in 5.4";
const renamed =
	"since: commit f1f6a7dd9b53, mm, tree-wide: rename put_user_page*() to unpin_user_page*(); read in 5.7, absent in 5.4";
const vmasDropped =
	"commit 4c630f307455, mm/gup: remove vmas parameter from pin_user_pages(); read in 6.4 with, in 6.5 without";
const remoteVmasDropped =
	"commit 0b295316b3a9, mm/gup: remove unused vmas parameter from pin_user_pages_remote(); read in 6.4 with, in 6.5 without";
const taskDropped =
	"commit 64019a2e467a, mm/gup: remove task_struct pointer for all gup code; read in 5.7 with, in 5.9 without";

const pinUserPagesRemote: readonly Signature[] = [
	{
		since: "5.6",
		until: "5.9",
		parameters: [
			"task",
			"mm",
			"start",
			"count",
			"flags",
			"pages",
			"vmas",
			"locked",
		],
		source: inTree("v5.7", header, "pin_user_pages_remote"),
		evidence: `${introduced}; until: ${taskDropped}`,
	},
	{
		since: "5.9",
		until: "6.5",
		parameters: ["mm", "start", "count", "flags", "pages", "vmas", "locked"],
		source: inTree("v6.1", header, "pin_user_pages_remote"),
		evidence: `since: ${taskDropped}; until: ${remoteVmasDropped}`,
	},
	{
		since: "6.5",
		until: null,
		parameters: ["mm", "start", "count", "flags", "pages", "locked"],
		source: inTree("v6.12", header, "pin_user_pages_remote"),
		evidence: `since: ${remoteVmasDropped}`,
	},
];

export const pinAcquires: readonly AcquireEntry[] = [
	{
		role: "acquire",
		name: "pin_user_pages",
		kind: "pin",
		holds: "pages",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: true,
		longTerm: false,
		level: "api",
		signatures: [
			{
				since: "5.6",
				until: "6.5",
				parameters: ["start", "count", "flags", "pages", "vmas"],
				source: inTree("v6.1", header, "pin_user_pages"),
				evidence: `${introduced}; until: ${vmasDropped}`,
			},
			{
				since: "6.5",
				until: null,
				parameters: ["start", "count", "flags", "pages"],
				source: inTree("v6.12", header, "pin_user_pages"),
				evidence: `since: ${vmasDropped}`,
			},
		],
		about: "Pins pages of the current task for access to their contents.",
	},
	{
		role: "acquire",
		name: "pin_user_pages_fast",
		kind: "pin",
		holds: "pages",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: false,
		longTerm: false,
		level: "api",
		writesAhead: true,
		signatures: [
			{
				since: "5.6",
				until: null,
				parameters: ["start", "count", "flags", "pages"],
				source: inTree("v6.12", header, "pin_user_pages_fast"),
				evidence: introduced,
			},
		],
		about: "As pin_user_pages(), without mmap_lock at first.",
	},
	{
		role: "acquire",
		name: "pin_user_pages_fast_only",
		kind: "pin",
		holds: "pages",
		returns: "count",
		mayBePartial: true,
		needsMmapLock: false,
		longTerm: false,
		level: "api",
		writesAhead: true,
		signatures: [
			{
				since: "5.8",
				until: "6.3",
				parameters: ["start", "count", "flags", "pages"],
				source: inTree("v6.1", header, "pin_user_pages_fast_only"),
				evidence:
					"since: mm/gup: introduce pin_user_pages_fast_only(); absent in 5.7, read in 5.9; until: commit edad1bb1fbf7, mm/gup: remove pin_user_pages_fast_only(); read in 6.2, gone in 6.3",
			},
		],
		about: "Never sleeps and never faults in; returns what it got.",
	},
	{
		role: "acquire",
		name: "pin_user_pages_remote",
		kind: "pin",
		holds: "pages",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: true,
		longTerm: false,
		level: "api",
		signatures: pinUserPagesRemote,
		about: "As pin_user_pages() for another address space.",
	},
	{
		role: "acquire",
		name: "pin_user_pages_unlocked",
		kind: "pin",
		holds: "pages",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: false,
		longTerm: false,
		level: "api",
		signatures: [
			{
				since: "5.8",
				until: null,
				parameters: ["start", "count", "pages", "flags"],
				source: inTree("v6.12", header, "pin_user_pages_unlocked"),
				evidence:
					"since: mm/gup: introduce pin_user_pages_unlocked; absent in 5.7, read in 5.9",
			},
		],
		about:
			"As pin_user_pages(), taking mmap_lock itself. The pages come before the flags.",
	},
	{
		role: "acquire",
		name: "pin_user_pages_locked",
		kind: "pin",
		holds: "pages",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: true,
		longTerm: false,
		level: "api",
		signatures: [
			{
				since: "5.8",
				until: "5.18",
				parameters: ["start", "count", "flags", "pages", "locked"],
				source: inTree("v5.9", header, "pin_user_pages_locked"),
				evidence:
					"since: mm/gup: introduce pin_user_pages_locked(); absent in 5.7, read in 5.9; until: read in 5.17-rc5, gone in 5.19",
			},
		],
		about: "As pin_user_pages(), but may drop mmap_lock and say so in *locked.",
	},
	{
		role: "acquire",
		name: "memfd_pin_folios",
		kind: "pin",
		holds: "folios",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: false,
		longTerm: true,
		level: "api",
		signatures: [
			{
				since: "6.11",
				until: null,
				parameters: ["other", "other", "other", "folios", "count", "offsetOut"],
				source: inTree("v6.12", header, "memfd_pin_folios"),
				evidence:
					"since: commit 89c1905d9c14, mm/gup: introduce memfd_pin_folios() for pinning memfd folios; absent in 6.8, read in 6.12",
			},
		],
		about:
			"Pins the folios of a memfd range, moving them out of ZONE_MOVABLE and CMA first.",
	},
];

export const pinReleases: readonly ReleaseEntry[] = [
	{
		role: "release",
		name: "unpin_user_page",
		kind: "pin",
		takes: "page",
		dirties: "never",
		generic: false,
		maySleep: false,
		proper: true,
		signatures: [
			{
				since: "5.6",
				until: null,
				parameters: ["page"],
				source: inTree("v6.12", header, "unpin_user_page"),
				evidence: renamed,
			},
		],
		about: "Drops one pin.",
	},
	{
		role: "release",
		name: "unpin_user_pages",
		kind: "pin",
		takes: "pages",
		dirties: "never",
		generic: false,
		maySleep: false,
		proper: true,
		signatures: [
			{
				since: "5.6",
				until: null,
				parameters: ["pages", "count"],
				source: inTree("v6.12", header, "unpin_user_pages"),
				evidence: renamed,
			},
		],
		about: "Drops one pin of each page; warns on a negative errno as count.",
	},
	{
		role: "release",
		name: "unpin_user_pages_dirty_lock",
		kind: "pin",
		takes: "pages",
		dirties: "argument",
		generic: false,
		maySleep: true,
		proper: true,
		signatures: [
			{
				since: "5.6",
				until: null,
				parameters: ["pages", "count", "dirty"],
				source: inTree("v6.12", header, "unpin_user_pages_dirty_lock"),
				evidence: renamed,
			},
		],
		about: "Marks the pages dirty under the page lock if asked, then unpins.",
	},
	{
		role: "release",
		name: "unpin_user_page_range_dirty_lock",
		kind: "pin",
		takes: "page",
		dirties: "argument",
		generic: false,
		maySleep: true,
		proper: true,
		signatures: [
			{
				since: "5.13",
				until: null,
				parameters: ["page", "count", "dirty"],
				source: inTree("v6.12", header, "unpin_user_page_range_dirty_lock"),
				evidence:
					"since: mm/gup: add a range variant of unpin_user_pages_dirty_lock(); absent in 5.11, read in 5.14",
			},
		],
		about:
			"As unpin_user_pages_dirty_lock() for physically consecutive pages from the given one on.",
	},
	{
		role: "release",
		name: "unpin_user_folio",
		kind: "pin",
		takes: "folio",
		dirties: "never",
		generic: false,
		maySleep: false,
		proper: true,
		signatures: [
			{
				since: "6.12",
				until: null,
				parameters: ["folio", "count"],
				source: inTree("v6.12", header, "unpin_user_folio"),
				evidence:
					"since: bracketed only, absent in 6.8, read in 6.12; mm: release number of pages of a folio, committed 2024-09-11",
			},
		],
		about: "Drops as many pins of one folio as its second argument says.",
	},
	{
		role: "release",
		name: "unpin_folio",
		kind: "pin",
		takes: "folio",
		dirties: "never",
		generic: false,
		maySleep: false,
		proper: true,
		signatures: [
			{
				since: "6.11",
				until: null,
				parameters: ["folio"],
				source: inTree("v6.12", header, "unpin_folio"),
				evidence:
					"bracketed only: absent in 6.8, read in 6.12; the memfd_pin_folios() series",
			},
		],
		about: "Drops one pin of a folio from memfd_pin_folios().",
	},
	{
		role: "release",
		name: "unpin_folios",
		kind: "pin",
		takes: "folios",
		dirties: "never",
		generic: false,
		maySleep: false,
		proper: true,
		signatures: [
			{
				since: "6.11",
				until: null,
				parameters: ["folios", "count"],
				source: inTree("v6.12", header, "unpin_folios"),
				evidence:
					"bracketed only: absent in 6.8, read in 6.12; the memfd_pin_folios() series",
			},
		],
		about: "Drops one pin of each folio from memfd_pin_folios().",
	},
];
