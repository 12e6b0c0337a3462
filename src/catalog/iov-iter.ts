// Pages behind an iov_iter: references from the get family, pins (of user-backed iterators only) from the extract family.

import type { AcquireEntry } from "./entry.ts";
import { inTree } from "./source.ts";

const header = "include/linux/uio.h";
const advancing =
	"commit 1ef255e25717, iov_iter: advancing variants of iov_iter_get_pages{,_alloc}(); absent in 5.19, read in 6.0";

/** What all of them share. */
const plain = {
	role: "acquire",
	returns: "bytes-or-errno",
	mayBePartial: true,
	needsMmapLock: false,
	longTerm: false,
	level: "api",
} as const;

export const iovIterEntries: readonly AcquireEntry[] = [
	{
		...plain,
		name: "iov_iter_get_pages",
		kind: "get",
		holds: "pages",
		signatures: [
			{
				since: null,
				until: "6.0",
				parameters: ["iter", "pages", "maxBytes", "maxPages", "offsetOut"],
				source: inTree("v5.9", header, "iov_iter_get_pages"),
				evidence: `until: ${advancing}`,
			},
			{
				since: "6.2",
				until: "6.5",
				parameters: [
					"iter",
					"pages",
					"maxBytes",
					"maxPages",
					"offsetOut",
					"extractionFlags",
				],
				source: inTree("v6.3", header, "iov_iter_get_pages"),
				evidence:
					"absent in 6.1, read in 6.2 (FOLL_ flags) and 6.3, 6.4 (ITER_ flags), gone in 6.5",
			},
		],
		about:
			"References to the pages at the front of an iterator; does not advance it. In 6.2-6.4 it came back with flags.",
	},
	{
		...plain,
		name: "iov_iter_get_pages_alloc",
		kind: "get",
		holds: "pagesOut",
		signatures: [
			{
				since: null,
				until: "6.0",
				parameters: ["iter", "pagesOut", "maxBytes", "offsetOut"],
				source: inTree("v5.9", header, "iov_iter_get_pages_alloc"),
				evidence: `until: ${advancing}`,
			},
			{
				since: "6.2",
				until: "6.5",
				parameters: [
					"iter",
					"pagesOut",
					"maxBytes",
					"offsetOut",
					"extractionFlags",
				],
				source: inTree("v6.3", header, "iov_iter_get_pages_alloc"),
				evidence:
					"absent in 6.1, read in 6.2 (FOLL_ flags) and 6.3, 6.4 (ITER_ flags), gone in 6.5",
			},
		],
		about:
			"As iov_iter_get_pages(), allocating the page array, which the caller frees.",
	},
	{
		...plain,
		name: "iov_iter_get_pages2",
		kind: "get",
		holds: "pages",
		signatures: [
			{
				since: "6.0",
				until: null,
				parameters: ["iter", "pages", "maxBytes", "maxPages", "offsetOut"],
				source: inTree("v6.12", header, "iov_iter_get_pages2"),
				evidence: `since: ${advancing}`,
			},
		],
		about: "References to the pages at the front of an iterator; advances it.",
	},
	{
		...plain,
		name: "iov_iter_get_pages_alloc2",
		kind: "get",
		holds: "pagesOut",
		signatures: [
			{
				since: "6.0",
				until: null,
				parameters: ["iter", "pagesOut", "maxBytes", "offsetOut"],
				source: inTree("v6.12", header, "iov_iter_get_pages_alloc2"),
				evidence: `since: ${advancing}`,
			},
		],
		about:
			"As iov_iter_get_pages2(), allocating the page array, which the caller frees.",
	},
	{
		...plain,
		name: "iov_iter_extract_pages",
		kind: "extract",
		holds: "pagesOut",
		signatures: [
			{
				since: "6.3",
				until: null,
				parameters: [
					"iter",
					"pagesOut",
					"maxBytes",
					"maxPages",
					"extractionFlags",
					"offsetOut",
				],
				source: inTree("v6.12", header, "iov_iter_extract_pages"),
				evidence:
					"since: commit 7d58fe731028, iov_iter: Add a function to extract a page list from an iterator; absent in 6.2, read in 6.3",
			},
		],
		about:
			"Pins pages of a user-backed iterator and takes nothing for a kernel one; iov_iter_extract_will_pin() says which. Uses the array at *pages, or allocates it when that is NULL.",
	},
	{
		...plain,
		name: "extract_iter_to_sg",
		kind: "extract",
		holds: "sgTable",
		signatures: [
			{
				since: "6.5",
				until: null,
				parameters: ["iter", "maxBytes", "sgTable", "sgMax", "extractionFlags"],
				source: inTree("v6.12", header, "extract_iter_to_sg"),
				evidence:
					"since: commit f5f82cd18732, Move netfs_extract_iter_to_sg() to lib/scatterlist.c; absent in 6.4, read in 6.5",
			},
		],
		about:
			"iov_iter_extract_pages() into a scatterlist; the caller unpins its pages if the iterator was user-backed.",
	},
	{
		...plain,
		name: "netfs_extract_iter_to_sg",
		kind: "extract",
		holds: "sgTable",
		signatures: [
			{
				since: "6.3",
				until: "6.5",
				parameters: ["iter", "maxBytes", "sgTable", "sgMax", "extractionFlags"],
				source: inTree(
					"v6.3",
					"include/linux/netfs.h",
					"netfs_extract_iter_to_sg",
				),
				evidence: "absent in 6.2, read in 6.3 and 6.4, gone in 6.5.",
			},
		],
		about: "The first name of extract_iter_to_sg().",
	},
	{
		...plain,
		name: "netfs_extract_user_iter",
		kind: "extract",
		holds: "iterOut",
		returns: "count-or-errno",
		signatures: [
			{
				since: "6.3",
				until: null,
				parameters: ["iter", "maxBytes", "iterOut", "extractionFlags"],
				source: inTree(
					"v6.12",
					"include/linux/netfs.h",
					"netfs_extract_user_iter",
				),
				evidence:
					"since: commit 85dd2c8ff368, netfs: Add a function to extract a UBUF or IOVEC into a BVEC iterator; absent in 6.2, read in 6.3",
			},
		],
		about:
			"Turns a user-backed iterator into a BVEC one whose pages are pinned; returns the number of segments.",
	},
];
