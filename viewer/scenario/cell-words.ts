// What the names in the state panel mean, for a reader who knows the kernel but not this model.

import { failureTitles } from "#mm/failures/failure.ts";
import { isFailureId } from "#scenarios/condition-expression.ts";

/** Behind "A.". */
const ofPage: Readonly<Record<string, string>> = {
	PG_locked: "the page lock",
	PG_dirty: "page flag: memory is newer than the disk",
	PG_writeback: "page flag: the page is being written",
	PG_private: "buffer heads are attached to the page",
	BH_Dirty: "the buffer heads are dirty",
	PG_checked:
		"page flag that ext4 and btrfs use for pages made dirty behind their back",
	"in a transaction": "data=journal: the buffers belong to a transaction",
	PG_lru: "the page is on an LRU list",
	PG_anon_exclusive: "the anonymous page belongs to one process alone",
	PG_swapcache: "the page is in the swap cache",
	mapping: "page->mapping is set: the page is in use by its file or process",
	"tag dirty": "PAGECACHE_TAG_DIRTY: writeback will find the page",
	NR_FILE_DIRTY: "counted as a dirty page",
	_refcount: "references; a FOLL_PIN on a small page counts 1024",
	_pincount: "pins of a large folio",
	memory: "version of the contents in memory: each write makes a new one",
	disk: "version of the contents on disk",
	reserved: "the file system has reserved space for the next write",
	freed: "the page was given back to the allocator",
	"pins held": "pins that somebody really holds (no kernel keeps this number)",
	"pins begun":
		"pins between their first and last step (no kernel keeps this number)",
	"zeroed beyond EOF":
		"truncate has zeroed the bytes beyond the end of the file",
	"bytes beyond EOF":
		"a device has written beyond the end of the file (2: after they were zeroed)",
	"disk bytes beyond EOF": "the same bytes, on disk",
};

/** Behind "app ", the name of a process. */
const ofProcess: Readonly<Record<string, string>> = {
	"mmap_lock readers": "readers of mm->mmap_lock",
	"mmap_lock writer": "writer of mm->mmap_lock",
	write_protect_seq: "mm->write_protect_seq, modulo 4: odd while fork copies",
	MMF_HAS_PINNED: "this mm has pinned pages at some time",
	VM_NOCOW: "the mapping was marked not to be shared by fork",
	exists: "the process exists",
};

/** Behind "A ": what some schemes keep beside the page. */
const besidePage: Readonly<Record<string, string>> = {
	"pins at (mapping, index)": "scheme S12: pins counted by place in the file",
	"virtual VMAs": "scheme S13: mappings that stand for pins",
	"long-term pins": "scheme S17: long-term pins, counted apart",
	file_pin: "scheme S18: the pin hangs on an open file and its lease",
};

const ofFile: Readonly<Record<string, string>> = {
	i_rwsem: "inode->i_rwsem held for writing",
	"invalidate_lock readers": "readers of mapping->invalidate_lock",
	"invalidate_lock writer": "writer of mapping->invalidate_lock",
	truncated: "the page lies beyond the end of the file",
	"block owner":
		"who owns the disk block: 0 this file, 1 nobody, 2 another file",
	"lease broken": "the lease of the pinning file was broken",
	"writes issued": "writes that fsync has caused",
	nr_foll_pin_acquired: "/proc/vmstat: pins taken",
	nr_foll_pin_released: "/proc/vmstat: pins given back",
	signal: "one actor has told another to begin (only orders them)",
};

/** What a cell stands for; empty for one that this page knows nothing about. */
export function aboutCell(name: string, actors: readonly string[]): string {
	if (isFailureId(name)) return `it has happened: ${failureTitles[name]}`;
	const known = ofFile[name];
	if (known !== undefined) return known;
	const owner = actors.find((actor) => name.startsWith(`${actor}: `));
	if (owner !== undefined) return `${owner}'s own variable`;
	if (name.startsWith("pte ")) {
		if (name.endsWith(" dirty")) return "dirty bit of the page table entry";
		if (name.endsWith(" pinned")) return "scheme S20: a bit that says pinned";
		if (name.endsWith(" device"))
			return "scheme S16: a device writes through this entry";
		return "page table entry of that process for that page";
	}
	const dot = name.indexOf(".");
	if (dot > 0)
		return ofPage[name.slice(dot + 1)] ?? "the scheme's own mark on the page";
	const blank = name.indexOf(" ");
	const rest = name.slice(blank + 1);
	return ofProcess[rest] ?? besidePage[rest] ?? "";
}
