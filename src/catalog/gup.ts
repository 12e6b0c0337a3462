// get_user_pages() and its relatives: references taken with FOLL_GET, dropped with put_page() and its like.

import type { AcquireEntry, ArgumentRole, Signature } from "./entry.ts";
import { inCommit, inTree } from "./source.ts";

const header = "include/linux/mm.h";
const vmasDropped =
	"commit 54d020692b34, mm/gup: remove unused vmas parameter from get_user_pages()";
const overload = inCommit(
	"cde70140fed8",
	"mm/gup: Overload get_user_pages() functions",
);
const introduceRemote = inCommit(
	"1e9877902dc7",
	"mm/gup: Introduce get_user_pages_remote()",
);

const withTaskAndForce: readonly ArgumentRole[] = [
	"task",
	"mm",
	"start",
	"count",
	"write",
	"force",
	"pages",
	"vmas",
];

const getUserPages: readonly Signature[] = [
	{
		since: null,
		until: "4.4",
		parameters: withTaskAndForce,
		source: overload,
		evidence: "the commit's deprecated eight-argument form; 4.4 stands below",
	},
	{
		since: "4.4",
		until: "4.5",
		parameters: ["task", "mm", "start", "count", "flags", "pages", "vmas"],
		source: inCommit(
			"8e50b8b07f46",
			"mm: replace get_user_pages() write/force parameters with gup_flags",
		),
		evidence:
			"late 4.4.y only, where the change of 4.9 was picked; early 4.4.y has the eight arguments",
	},
	{
		since: "4.5",
		until: "4.6",
		parameters: withTaskAndForce,
		source: overload,
		evidence: "the commit's deprecated eight-argument form",
	},
	{
		since: "4.6",
		until: "4.9",
		parameters: ["start", "count", "write", "force", "pages", "vmas"],
		source: overload,
		evidence:
			"until: commit 768ae309a961, mm: replace get_user_pages() write/force parameters with gup_flags",
	},
	{
		since: "4.9",
		until: "6.5",
		parameters: ["start", "count", "flags", "pages", "vmas"],
		source: inTree("v6.1", header, "get_user_pages"),
		evidence: `until: ${vmasDropped}`,
	},
	{
		since: "6.5",
		until: null,
		parameters: ["start", "count", "flags", "pages"],
		source: inTree("v6.12", header, "get_user_pages"),
		evidence: `since: ${vmasDropped}`,
	},
];

const flagsInFast =
	"commit 73b0140bf0fe, mm/gup: change GUP fast to use flags rather than a write 'bool'";

const getUserPagesRemote: readonly Signature[] = [
	{
		since: "4.6",
		until: "4.9",
		parameters: [
			"task",
			"mm",
			"start",
			"count",
			"write",
			"force",
			"pages",
			"vmas",
		],
		source: introduceRemote,
		evidence:
			"until: commit 9beae1ea8930, mm: replace get_user_pages_remote() write/force parameters with gup_flags",
	},
	{
		since: "4.9",
		until: "4.10",
		parameters: ["task", "mm", "start", "count", "flags", "pages", "vmas"],
		source: inCommit(
			"9beae1ea8930",
			"mm: replace get_user_pages_remote() write/force parameters with gup_flags",
		),
		evidence:
			"until: commit 5b56d49fc31d, mm: add locked parameter to get_user_pages_remote()",
	},
	{
		since: "4.10",
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
		source: inTree("v5.3", header, "get_user_pages_remote"),
		evidence:
			"until: commit 64019a2e467a, mm/gup: remove task_struct pointer for all gup code",
	},
	{
		since: "5.9",
		until: "6.5",
		parameters: ["mm", "start", "count", "flags", "pages", "vmas", "locked"],
		source: inTree("v6.1", header, "get_user_pages_remote"),
		evidence:
			"until: commit ca5e863233e8, mm/gup: remove vmas parameter from get_user_pages_remote()",
	},
	{
		since: "6.5",
		until: null,
		parameters: ["mm", "start", "count", "flags", "pages", "locked"],
		source: inTree("v6.12", header, "get_user_pages_remote"),
		evidence:
			"since: commit ca5e863233e8, mm/gup: remove vmas parameter from get_user_pages_remote()",
	},
];

export const gupEntries: readonly AcquireEntry[] = [
	{
		role: "acquire",
		name: "get_user_pages",
		kind: "get",
		holds: "pages",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: true,
		longTerm: false,
		level: "api",
		signatures: getUserPages,
		about: "References to the current task's pages; may sleep and fault in.",
	},
	{
		role: "acquire",
		name: "get_user_pages_fast",
		kind: "get",
		holds: "pages",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: false,
		longTerm: false,
		level: "api",
		writesAhead: true,
		signatures: [
			{
				since: null,
				until: "5.2",
				parameters: ["start", "count", "write", "pages"],
				source: inTree("v5.0", header, "get_user_pages_fast"),
				evidence: `until: ${flagsInFast}`,
			},
			{
				since: "5.2",
				until: null,
				parameters: ["start", "count", "flags", "pages"],
				source: inTree("v6.12", header, "get_user_pages_fast"),
				evidence: `since: ${flagsInFast}`,
			},
		],
		about:
			"As get_user_pages() for the current task, without mmap_lock at first and taking it itself when it must.",
	},
	{
		role: "acquire",
		name: "__get_user_pages_fast",
		kind: "get",
		holds: "pages",
		returns: "count",
		mayBePartial: true,
		needsMmapLock: false,
		longTerm: false,
		level: "api",
		writesAhead: true,
		signatures: [
			{
				since: null,
				until: "5.8",
				parameters: ["start", "count", "write", "pages"],
				source: inTree("v5.3", header, "__get_user_pages_fast"),
				evidence:
					"until: commit dadbb612f6e5, mm/gup.c: convert to use get_user_{page|pages}_fast_only()",
			},
		],
		about:
			"The part of get_user_pages_fast() that never sleeps; get_user_pages_fast_only() took its place.",
	},
	{
		role: "acquire",
		name: "get_user_pages_fast_only",
		kind: "get",
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
				until: null,
				parameters: ["start", "count", "flags", "pages"],
				source: inTree("v6.12", header, "get_user_pages_fast_only"),
				evidence:
					"since: commit dadbb612f6e5, mm/gup.c: convert to use get_user_{page|pages}_fast_only()",
			},
		],
		about: "Never sleeps and never faults in; returns what it got.",
	},
	{
		role: "acquire",
		name: "get_user_page_fast_only",
		kind: "get",
		holds: "pageOut",
		returns: "bool",
		mayBePartial: false,
		needsMmapLock: false,
		longTerm: false,
		level: "api",
		writesAhead: true,
		signatures: [
			{
				since: "5.8",
				until: null,
				parameters: ["start", "flags", "pageOut"],
				source: inTree("v6.12", header, "get_user_page_fast_only"),
				evidence:
					"since: commit dadbb612f6e5, mm/gup.c: convert to use get_user_{page|pages}_fast_only()",
			},
		],
		about: "One page of get_user_pages_fast_only(); true when it was taken.",
	},
	{
		role: "acquire",
		name: "get_user_pages_remote",
		kind: "get",
		holds: "pages",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: true,
		longTerm: false,
		level: "api",
		signatures: getUserPagesRemote,
		about:
			"As get_user_pages() for another address space; may drop mmap_lock when it is given a locked argument.",
	},
	{
		role: "acquire",
		name: "get_user_pages_unlocked",
		kind: "get",
		holds: "pages",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: false,
		longTerm: false,
		level: "api",
		signatures: [
			{
				since: null,
				until: "4.6",
				parameters: ["task", "mm", "start", "count", "write", "force", "pages"],
				source: overload,
				evidence: "the commit's deprecated form with task and mm",
			},
			{
				since: "4.6",
				until: "4.9",
				parameters: ["start", "count", "write", "force", "pages"],
				source: overload,
				evidence:
					"until: commit c164154f66f0, mm: replace get_user_pages_unlocked() write/force parameters with gup_flags",
			},
			{
				since: "4.9",
				until: null,
				parameters: ["start", "count", "pages", "flags"],
				source: inTree("v6.12", header, "get_user_pages_unlocked"),
				evidence:
					"since: commit c164154f66f0, mm: replace get_user_pages_unlocked() write/force parameters with gup_flags",
			},
		],
		about:
			"As get_user_pages(), taking mmap_lock itself. The pages come before the flags.",
	},
	{
		role: "acquire",
		name: "get_user_pages_locked",
		kind: "get",
		holds: "pages",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: true,
		longTerm: false,
		level: "api",
		signatures: [
			{
				since: null,
				until: "4.6",
				parameters: [
					"task",
					"mm",
					"start",
					"count",
					"write",
					"force",
					"pages",
					"locked",
				],
				source: overload,
				evidence: "the commit's deprecated form with task and mm",
			},
			{
				since: "4.6",
				until: "4.9",
				parameters: ["start", "count", "write", "force", "pages", "locked"],
				source: overload,
				evidence:
					"until: mm: replace get_user_pages_locked() write/force parameters with gup_flags",
			},
			{
				since: "4.9",
				until: "5.18",
				parameters: ["start", "count", "flags", "pages", "locked"],
				source: inTree("v5.9", header, "get_user_pages_locked"),
				evidence:
					"until: read in 5.17-rc5, gone in 5.19; mm/gup: remove unused get_user_pages_locked()",
			},
		],
		about: "As get_user_pages(), but may drop mmap_lock and say so in *locked.",
	},
	{
		role: "acquire",
		name: "get_user_pages_longterm",
		kind: "get",
		holds: "pages",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: true,
		longTerm: true,
		level: "api",
		signatures: [
			{
				since: "4.15",
				until: "5.2",
				backports: ["4.14"],
				parameters: ["start", "count", "flags", "pages", "vmas"],
				source: inTree("v5.0", header, "get_user_pages_longterm"),
				evidence:
					"since: commit 2bb6d2837083, mm: introduce get_user_pages_longterm, is in 4.15 and, as a back-port, in the 4.14.5 we read; until: commit 932f4a630a69, mm/gup: replace get_user_pages_longterm() with FOLL_LONGTERM",
			},
		],
		about:
			"The long-term acquire before FOLL_LONGTERM existed: refuses file-system DAX pages.",
	},
	{
		role: "acquire",
		name: "get_user_page_vma_remote",
		kind: "get",
		holds: "return",
		returns: "page-or-errptr",
		mayBePartial: false,
		needsMmapLock: true,
		longTerm: false,
		level: "api",
		signatures: [
			{
				since: "6.5",
				until: null,
				parameters: ["mm", "start", "flags", "vmaOut"],
				source: inTree("v6.12", header, "get_user_page_vma_remote"),
				evidence:
					"since: commit ca5e863233e8, mm/gup: remove vmas parameter from get_user_pages_remote(); read in 6.5",
			},
		],
		about: "One page of another address space together with its vma.",
	},
	{
		role: "acquire",
		name: "get_dump_page",
		kind: "get",
		holds: "return",
		returns: "page-or-null",
		mayBePartial: false,
		needsMmapLock: false,
		longTerm: false,
		onlyReads: true,
		level: "api",
		signatures: [
			{
				since: null,
				until: "6.15",
				parameters: ["start"],
				source: inTree("v6.12", header, "get_dump_page"),
				evidence:
					"until: read with one argument in 6.14; fs: avoid mmap sem relocks when coredumping with many missing pages, dated 2025-02-21",
			},
			{
				since: "6.15",
				until: null,
				parameters: ["start", "locked"],
				source: inTree("v6.19", header, "get_dump_page"),
				evidence: "since: as the end of the one-argument form",
			},
		],
		about:
			"One page for a core dump; NULL also where there is a hole. Takes mmap_lock itself since 5.10; before, all other threads are dead.",
	},
	{
		role: "acquire",
		name: "follow_page",
		kind: "get",
		holds: "return",
		returns: "page-null-or-errptr",
		mayBePartial: false,
		needsMmapLock: true,
		longTerm: false,
		level: "api",
		onlyWithFlag: "FOLL_GET",
		signatures: [
			{
				since: null,
				until: "6.12",
				parameters: ["other", "start", "flags"],
				source: inTree("v6.1", header, "follow_page"),
				evidence: "until: read in 6.8, gone in 6.12; mm: remove follow_page()",
			},
		],
		about:
			"Looks a page up in the page tables and takes a reference only when told so by FOLL_GET.",
	},
];
