// Names that read like an acquire of user pages and are none, so that nobody takes them for one.

import type { LookAlikeEntry } from "./entry.ts";
import { inTree } from "./source.ts";

const header = "include/linux/mm.h";

export const lookAlikeEntries: readonly LookAlikeEntry[] = [
	{
		role: "lookAlike",
		name: "fixup_user_fault",
		signatures: [
			{
				since: null,
				until: "5.9",
				parameters: ["task", "mm", "start", "other", "other"],
				source: inTree("v5.3", header, "fixup_user_fault"),
				evidence:
					"until: commit 64019a2e467a, mm/gup: remove task_struct pointer for all gup code",
			},
			{
				since: "5.9",
				until: null,
				parameters: ["mm", "start", "other", "other"],
				source: inTree("v6.12", header, "fixup_user_fault"),
				evidence: "since: as the end of the form with a task",
			},
		],
		about: "Faults an address in and takes no reference.",
	},
	{
		role: "lookAlike",
		name: "follow_pfn",
		signatures: [
			{
				since: null,
				until: "6.12",
				parameters: ["other", "start", "pfn"],
				source: inTree("v6.8", header, "follow_pfn"),
				evidence: "until: bracketed only, read in 6.8, gone in 6.12",
			},
		],
		about: "Looks a frame number up and takes no reference.",
	},
	{
		role: "lookAlike",
		name: "get_kernel_page",
		signatures: [
			{
				since: null,
				until: "5.15",
				parameters: ["address", "write", "pages"],
				source: inTree("v5.9", header, "get_kernel_page"),
				evidence: "until: read in 5.14, gone in 5.15",
			},
		],
		about:
			"A reference of a kernel page, not of a user page; dropped with put_page() all the same.",
	},
	{
		role: "lookAlike",
		name: "get_kernel_pages",
		signatures: [
			{
				since: null,
				until: "6.3",
				parameters: ["other", "count", "write", "pages"],
				source: inTree("v6.1", header, "get_kernel_pages"),
				evidence: "until: read in 6.2, gone in 6.3",
			},
		],
		about:
			"References of kernel pages, not of user pages; dropped with put_page() all the same.",
	},
	{
		role: "lookAlike",
		name: "iov_iter_extract_will_pin",
		signatures: [
			{
				since: "6.3",
				until: null,
				parameters: ["iter"],
				source: inTree(
					"v6.12",
					"include/linux/uio.h",
					"iov_iter_extract_will_pin",
				),
				evidence: "since: absent in 6.2, read in 6.3",
			},
		],
		about:
			"Says whether iov_iter_extract_pages() pins the pages of this iterator; takes nothing.",
	},
	{
		role: "lookAlike",
		name: "iov_iter_npages",
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["iter", "maxPages"],
				source: inTree("v6.12", "include/linux/uio.h", "iov_iter_npages"),
			},
		],
		about: "Counts the pages behind an iterator; takes nothing.",
	},
];
