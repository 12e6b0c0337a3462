// User pages in a struct bio or struct request.

import type { AcquireEntry, DirtyEntry, ReleaseEntry } from "./entry.ts";
import { inTree } from "./source.ts";

const header = "include/linux/bio.h";
const blkMq = "include/linux/blk-mq.h";
const extracting =
	"block: Convert bio_iov_iter_get_pages to use iov_iter_extract_pages; iov_iter_get_pages in 6.4, iov_iter_extract_pages in 6.5";

/** get before 6.5, extract from then on: what the pages of every bio filled from an iterator went through. */
const extractSince65 = {
	kind: "extract",
	eras: [
		{
			until: "6.5",
			kind: "get",
			source: inTree("v6.1", "block/bio.c", "bio_iov_iter_get_pages"),
			evidence: extracting,
		},
	],
} as const;

/** Helpers of the block layer that leave the holds in the request or bio they are given. */
const blockHelper = {
	...extractSince65,
	role: "acquire",
	returns: "errno",
	mayBePartial: false,
	needsMmapLock: false,
	longTerm: false,
	level: "helper",
} as const;

export const bioAcquires: readonly AcquireEntry[] = [
	{
		...extractSince65,
		role: "acquire",
		name: "bio_iov_iter_get_pages",
		holds: "bio",
		returns: "errno",
		mayBePartial: true,
		needsMmapLock: false,
		longTerm: false,
		level: "api",
		signatures: [
			{
				since: null,
				until: "6.19",
				parameters: ["bio", "iter"],
				source: inTree("v6.12", header, "bio_iov_iter_get_pages"),
				evidence: "until: bracketed only, read in 6.14 and, longer, in 6.19",
			},
			{
				since: "6.19",
				until: null,
				parameters: ["bio", "iter", "other"],
				source: inTree("v6.19", header, "bio_iov_iter_get_pages"),
				evidence: "since: bracketed only, absent in 6.14, read in 6.19",
			},
		],
		about:
			"Fills a bio from an iterator as far as it has room; 0 as soon as one page fits. Kernel iterators give pages without a hold.",
	},
	{
		...blockHelper,
		name: "blk_rq_map_user",
		holds: "request",
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["other", "request", "other", "start", "maxBytes", "other"],
				source: inTree("v6.12", blkMq, "blk_rq_map_user"),
			},
		],
		about:
			"Maps or copies a user buffer into a request; ended by blk_rq_unmap_user() on its bio.",
	},
	{
		...blockHelper,
		name: "blk_rq_map_user_iov",
		holds: "request",
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["other", "request", "other", "iter", "other"],
				source: inTree("v6.12", blkMq, "blk_rq_map_user_iov"),
			},
		],
		about:
			"Maps or copies an iterator into a request; ended by blk_rq_unmap_user() on its bio.",
	},
	{
		...blockHelper,
		name: "blk_rq_map_user_io",
		holds: "request",
		signatures: [
			{
				since: "6.1",
				until: null,
				parameters: [
					"request",
					"other",
					"start",
					"maxBytes",
					"other",
					"other",
					"other",
					"other",
					"other",
				],
				source: inTree("v6.12", blkMq, "blk_rq_map_user_io"),
				evidence: "since: absent in 6.0, read in 6.1",
			},
		],
		about: "blk_rq_map_user() or blk_rq_map_user_iov(), as its arguments ask.",
	},
];

export const bioReleases: readonly ReleaseEntry[] = [
	{
		role: "release",
		name: "bio_release_pages",
		kind: "either",
		takes: "bio",
		dirties: "argument",
		generic: false,
		maySleep: true,
		proper: true,
		signatures: [
			{
				since: "5.3",
				until: null,
				parameters: ["bio", "dirty"],
				source: inTree("v6.12", header, "bio_release_pages"),
				evidence: "since: private to block/bio.c in 5.2, exported in 5.3",
			},
		],
		about:
			"Unpins or puts what bio_iov_iter_get_pages() took, nothing when it took nothing.",
	},
	{
		role: "release",
		name: "bio_check_pages_dirty",
		kind: "either",
		takes: "bio",
		dirties: "always",
		generic: false,
		maySleep: false,
		proper: true,
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["bio"],
				source: inTree("v6.12", header, "bio_check_pages_dirty"),
			},
		],
		about:
			"Ends a direct read: releases the pages and puts the bio, through a work item that dirties again what was cleaned meanwhile.",
	},
	{
		role: "release",
		name: "blk_rq_unmap_user",
		kind: "either",
		takes: "bio",
		dirties: "always",
		generic: false,
		maySleep: true,
		proper: true,
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["bio"],
				source: inTree("v6.12", blkMq, "blk_rq_unmap_user"),
			},
		],
		about:
			"Ends blk_rq_map_user*(); dirties the pages of a read from the device.",
	},
];

export const bioDirties: readonly DirtyEntry[] = [
	{
		role: "dirty",
		name: "bio_set_pages_dirty",
		takes: "bio",
		locking: "lock",
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["bio"],
				source: inTree("v6.12", header, "bio_set_pages_dirty"),
			},
		],
		about: "Marks the pages of a direct read dirty before it is submitted.",
	},
];
