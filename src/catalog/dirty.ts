// What marks a page dirty without letting it go.

import type { DirtyEntry, Span } from "./entry.ts";
import { inTree } from "./source.ts";

const header = "include/linux/mm.h";
const ever: Span = { since: null, until: null };

export const dirtyEntries: readonly DirtyEntry[] = [
	{
		role: "dirty",
		name: "set_page_dirty",
		takes: "page",
		locking: "caller",
		signatures: [
			{
				...ever,
				parameters: ["page"],
				source: inTree("v6.12", header, "set_page_dirty"),
			},
		],
		about:
			"Needs the page lock, or something else that keeps truncate and writeback from the mapping.",
	},
	{
		role: "dirty",
		name: "set_page_dirty_lock",
		takes: "page",
		locking: "lock",
		signatures: [
			{
				...ever,
				parameters: ["page"],
				source: inTree("v6.12", header, "set_page_dirty_lock"),
			},
		],
		about: "set_page_dirty() under the page lock; may sleep.",
	},
	{
		role: "dirty",
		name: "folio_mark_dirty",
		takes: "folio",
		locking: "caller",
		signatures: [
			{
				since: "5.16",
				until: null,
				parameters: ["folio"],
				source: inTree("v6.12", header, "folio_mark_dirty"),
				evidence:
					"since: mm/writeback: Add folio_mark_dirty(); absent in 5.15, read in 5.17-rc5",
			},
		],
		about: "set_page_dirty() for a folio.",
	},
	{
		role: "dirty",
		name: "folio_mark_dirty_lock",
		takes: "folio",
		locking: "lock",
		signatures: [
			{
				since: "6.13",
				until: null,
				parameters: ["folio"],
				source: inTree("v6.19", header, "folio_mark_dirty_lock"),
				evidence: "since: absent in 6.12.117, read in 6.13",
			},
		],
		about: "folio_mark_dirty() under the folio lock; may sleep.",
	},
	{
		role: "dirty",
		name: "SetPageDirty",
		takes: "page",
		locking: "raw",
		signatures: [
			{
				...ever,
				parameters: ["page"],
				source: inTree("v6.12", "include/linux/page-flags.h", "SetPageDirty"),
			},
		],
		about:
			"Sets the flag alone: no dirty tag in the page cache, no accounting, no call of the file system.",
	},
	{
		role: "dirty",
		name: "folio_set_dirty",
		takes: "folio",
		locking: "raw",
		signatures: [
			{
				since: "5.16",
				until: null,
				parameters: ["folio"],
				source: inTree(
					"v6.12",
					"include/linux/page-flags.h",
					"folio_set_dirty",
				),
				evidence: "since: generated with the folio flag helpers of 5.16",
			},
		],
		about: "SetPageDirty() for a folio.",
	},
];
