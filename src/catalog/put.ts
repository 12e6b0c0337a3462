// What drops a reference taken with FOLL_GET: put_page() and its relatives, and what only looks like it.

import type { ReleaseEntry, Span } from "./entry.ts";
import { inCommit, inTree } from "./source.ts";

const header = "include/linux/mm.h";

/** put_user_page() and its relatives: get holds until the pin family renamed them to unpin_user_page*(). */
const placeholder: Span = {
	since: "5.2",
	until: "5.6",
	evidence:
		"since: commit fc1d8e7cca2d, mm: introduce put_user_page*(), placeholder versions; absent in 5.0, read in 5.2; until: commit f1f6a7dd9b53, mm, tree-wide: rename put_user_page*() to unpin_user_page*(); read in 5.4, gone in 5.7",
};
const dirtyArgument =
	"mm/gup: add make_dirty arg to put_user_pages_dirty_lock(); read in 5.3 without, in 5.4 with";

/** What most of them share. */
const plain = {
	role: "release",
	kind: "get",
	dirties: "never",
	maySleep: false,
	proper: true,
} as const;

const putUserPages: readonly ReleaseEntry[] = [
	{
		...plain,
		name: "put_user_page",
		takes: "page",
		generic: false,
		signatures: [
			{
				...placeholder,
				parameters: ["page"],
				source: inTree("v5.3", header, "put_user_page"),
			},
		],
		about:
			"put_page() for a page from get_user_pages*(), marked for conversion.",
	},
	{
		...plain,
		name: "put_user_pages",
		takes: "pages",
		generic: false,
		signatures: [
			{
				...placeholder,
				parameters: ["pages", "count"],
				source: inTree("v5.3", header, "put_user_pages"),
			},
		],
		about: "put_user_page() for each page of an array.",
	},
	{
		...plain,
		name: "put_user_pages_dirty",
		takes: "pages",
		dirties: "always",
		generic: false,
		signatures: [
			{
				since: "5.2",
				until: "5.4",
				parameters: ["pages", "count"],
				source: inTree("v5.3", header, "put_user_pages_dirty"),
				evidence: `${placeholder.evidence}; until: ${dirtyArgument}`,
			},
		],
		about:
			"Marks the pages dirty without taking their locks, then drops the references.",
	},
	{
		...plain,
		name: "put_user_pages_dirty_lock",
		takes: "pages",
		dirties: "argument",
		generic: false,
		maySleep: true,
		signatures: [
			{
				since: "5.2",
				until: "5.4",
				parameters: ["pages", "count"],
				source: inTree("v5.3", header, "put_user_pages_dirty_lock"),
				evidence: `${placeholder.evidence}; until: ${dirtyArgument}`,
			},
			{
				since: "5.4",
				until: "5.6",
				parameters: ["pages", "count", "dirty"],
				source: inTree("v5.4", header, "put_user_pages_dirty_lock"),
				evidence: `since: ${dirtyArgument}; until: the rename of 5.6`,
			},
		],
		about:
			"Marks the pages dirty under the page lock, then drops the references; without a third argument it always dirties.",
	},
];

const putPage: readonly ReleaseEntry[] = [
	{
		...plain,
		name: "put_page",
		takes: "page",
		generic: true,
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["page"],
				source: inTree("v6.12", header, "put_page"),
			},
		],
		about: "Drops one reference of a page, wherever it came from.",
	},
	{
		...plain,
		name: "page_cache_release",
		takes: "page",
		generic: true,
		signatures: [
			{
				since: null,
				until: "4.6",
				parameters: ["page"],
				source: inCommit(
					"09cbfeaf1a5a",
					"mm, fs: get rid of PAGE_CACHE_* and page_cache_{get,release} macros",
				),
				evidence:
					"until: the commit; the static function of that name in mm/swap.c of 6.12 is another",
			},
		],
		about: "put_page() under an older name.",
	},
	{
		...plain,
		name: "release_pages",
		takes: "pages",
		generic: true,
		signatures: [
			{
				since: null,
				until: "4.15",
				parameters: ["pages", "count", "other"],
				source: inTree("v4.14", "include/linux/pagemap.h", "release_pages"),
				evidence:
					"until: commit c6f92f9fbe7d, mm: remove cold parameter for release_pages; read in 4.14 with, in 4.19 without",
			},
			{
				since: "4.15",
				until: null,
				parameters: ["pages", "count"],
				source: inTree("v6.12", header, "release_pages"),
				evidence: "since: as the end of the three-argument form",
			},
		],
		about:
			"Drops one reference of each page; since 6.2 a folio array is accepted too.",
	},
	{
		...plain,
		name: "unmap_and_put_page",
		takes: "page",
		generic: true,
		signatures: [
			{
				since: "6.5",
				until: "6.17",
				parameters: ["page", "address"],
				source: inTree(
					"v6.12",
					"include/linux/highmem.h",
					"unmap_and_put_page",
				),
				evidence:
					"since: absent in 6.4, read in 6.5; until: bracketed only, read in 6.14, gone in 6.19; highmem: remove unmap_and_put_page()",
			},
		],
		about: "kunmap_local() and put_page() in one.",
	},
];

const putFolio: readonly ReleaseEntry[] = [
	{
		...plain,
		name: "folio_put",
		takes: "folio",
		generic: true,
		signatures: [
			{
				since: "5.16",
				until: null,
				parameters: ["folio"],
				source: inTree("v6.12", header, "folio_put"),
				evidence:
					"since: mm: Add folio_put(); absent in 5.15, read in 5.17-rc5",
			},
		],
		about: "Drops one reference of a folio.",
	},
	{
		...plain,
		name: "page_ref_sub",
		takes: "page",
		generic: true,
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["page", "count"],
				source: inTree("v6.12", "include/linux/page_ref.h", "page_ref_sub"),
			},
		],
		about:
			"Takes several references off a page that others are left of: the page is not freed.",
	},
	{
		...plain,
		name: "folio_ref_sub",
		takes: "folio",
		generic: true,
		signatures: [
			{
				since: "6.1",
				until: null,
				parameters: ["folio", "count"],
				source: inTree("v6.12", "include/linux/page_ref.h", "folio_ref_sub"),
				evidence: "bracketed only: read in 6.1",
			},
		],
		about:
			"Takes several references off a folio that others are left of: the folio is not freed.",
	},
	{
		...plain,
		name: "folio_put_refs",
		takes: "folio",
		generic: true,
		signatures: [
			{
				since: "5.17",
				until: null,
				parameters: ["folio", "count"],
				source: inTree("v6.12", header, "folio_put_refs"),
				evidence: "bracketed only: absent in 5.15, read in 5.17-rc5",
			},
		],
		about: "Drops several references of one folio.",
	},
	{
		...plain,
		name: "folios_put",
		takes: "folios",
		generic: true,
		signatures: [
			{
				since: "6.0",
				until: "6.9",
				parameters: ["folios", "count"],
				source: inTree("v6.1", header, "folios_put"),
				evidence:
					"since: absent in 5.19, read in 6.0; until: bracketed only, read in 6.8, the batch form in 6.12",
			},
			{
				since: "6.9",
				until: null,
				parameters: ["batch"],
				source: inTree("v6.12", header, "folios_put"),
				evidence:
					"bracketed only: the array form is read in 6.8, this one in 6.12; mm: make folios_put() the basis of release_pages()",
			},
		],
		about: "Drops one reference of each folio of an array, later of a batch.",
	},
	{
		...plain,
		name: "folios_put_refs",
		takes: "batch",
		generic: true,
		signatures: [
			{
				since: "6.9",
				until: null,
				parameters: ["batch", "other"],
				source: inTree("v6.12", header, "folios_put_refs"),
				evidence: "bracketed only: absent in 6.8, read in 6.12",
			},
		],
		about:
			"Drops as many references of each folio of a batch as an array says.",
	},
	{
		...plain,
		name: "folio_release_kmap",
		takes: "folio",
		generic: true,
		signatures: [
			{
				since: "6.8",
				until: null,
				parameters: ["folio", "address"],
				source: inTree(
					"v6.12",
					"include/linux/highmem.h",
					"folio_release_kmap",
				),
				evidence: "bracketed only: absent in 6.5, read in 6.8",
			},
		],
		about: "kunmap_local() and folio_put() in one.",
	},
	{
		...plain,
		name: "folio_batch_release",
		takes: "batch",
		generic: true,
		signatures: [
			{
				since: "5.17",
				until: null,
				parameters: ["batch"],
				source: inTree(
					"v6.12",
					"include/linux/pagevec.h",
					"folio_batch_release",
				),
				evidence: "bracketed only: absent in 5.15, read in 5.17-rc5",
			},
		],
		about: "Drops one reference of each folio of a batch and empties it.",
	},
	{
		...plain,
		name: "pagevec_release",
		takes: "batch",
		generic: true,
		signatures: [
			{
				since: null,
				until: "6.5",
				parameters: ["batch"],
				source: inTree("v6.1", "include/linux/pagevec.h", "pagevec_release"),
				evidence: "until: read in 6.4, gone in 6.5",
			},
		],
		about: "Drops one reference of each page of a pagevec and empties it.",
	},
];

/** vfree() ends holds that vmap() was given with VM_MAP_PUT_PAGES: vfree() in mm/vmalloc.c frees the pages. */
const mapped: readonly ReleaseEntry[] = [
	{
		...plain,
		name: "vfree",
		takes: "address",
		generic: true,
		maySleep: true,
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["address"],
				source: inTree("v6.12", "mm/vmalloc.c", "vfree"),
			},
		],
		about:
			"Unmaps, and drops one reference of each page if the area was made by vmap(…, VM_MAP_PUT_PAGES).",
	},
];

/** They count a reference down, but free a page the allocator's way: wrong for a page that belongs to user space. */
const wrong: readonly ReleaseEntry[] = [
	{
		...plain,
		name: "__free_page",
		takes: "page",
		generic: true,
		proper: false,
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["page"],
				source: inTree("v6.12", "include/linux/gfp.h", "__free_page"),
			},
		],
		about: "Frees one allocated page; not the release of a user page.",
	},
	{
		...plain,
		name: "__free_pages",
		takes: "page",
		generic: true,
		proper: false,
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["page", "other"],
				source: inTree("v6.12", "include/linux/gfp.h", "__free_pages"),
			},
		],
		about: "Frees an allocated block of pages; not the release of a user page.",
	},
	{
		...plain,
		name: "free_page",
		takes: "address",
		generic: true,
		proper: false,
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["address"],
				source: inTree("v6.12", "include/linux/gfp.h", "free_page"),
			},
		],
		about:
			"Frees one allocated page by its address; not the release of a user page.",
	},
	{
		...plain,
		name: "free_pages",
		takes: "address",
		generic: true,
		proper: false,
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["address", "other"],
				source: inTree("v6.12", "include/linux/gfp.h", "free_pages"),
			},
		],
		about:
			"Frees an allocated block by its address; not the release of a user page.",
	},
];

export const putEntries: readonly ReleaseEntry[] = [
	...putUserPages,
	...putPage,
	...putFolio,
	...mapped,
	...wrong,
];
