// The vocabulary of the catalogue: what a call does with holds on user pages. Data only; lifecycle/ gives it meaning.

import type { DirectionWords } from "./direction-words.ts";

/** A kernel release, `"5.6"`. Compare with compareVersions(). */
export type KernelVersion = `${number}.${number}`;

/**
 * The kernel trees that were read, by release: v6.1 is Debian's 6.1.192, v6.12 its 6.12.117, v5.17 is 5.17-rc5, the
 * others are point releases or the release itself. Sources are cited from v6.12 or v6.1 wherever the fact shows there.
 */
export type TreeName =
	| "v4.14"
	| "v4.19"
	| "v5.0"
	| "v5.2"
	| "v5.3"
	| "v5.4"
	| "v5.7"
	| "v5.9"
	| "v5.11"
	| "v5.14"
	| "v5.15"
	| "v5.17"
	| "v5.19"
	| "v6.0"
	| "v6.1"
	| "v6.2"
	| "v6.3"
	| "v6.4"
	| "v6.8"
	| "v6.12"
	| "v6.13"
	| "v6.14"
	| "v6.19";

/**
 * What an argument is.
 * pages: array of struct page * (filled by an acquire, emptied by a release) · pagesOut: struct page *** where the call
 * reads or stores the array · page/folio: one page or folio · folios: array of folios · batch: struct folio_batch or
 * pagevec · pageOut: struct page ** for one page · count: number of pages asked for or released · flags: FOLL_… ·
 * write/force: int or bool of the old signatures · iter: struct iov_iter read from · iterOut: struct iov_iter built ·
 * extractionFlags: ITER_… · maxBytes · maxPages · offsetOut · bio · request · sgTable · sgMax · frames: struct
 * frame_vector · address: a kernel or user virtual address · start: first user address of the range · mm · task · vmas ·
 * vmaOut · locked: int * that says whether mmap_lock is still held · dirty: bool "mark dirty" · pfn · other: anything that
 * does not matter to a hold.
 */
export type ArgumentRole =
	| "start"
	| "count"
	| "flags"
	| "write"
	| "force"
	| "pages"
	| "pagesOut"
	| "page"
	| "pageOut"
	| "folio"
	| "folios"
	| "batch"
	| "vmas"
	| "vmaOut"
	| "locked"
	| "mm"
	| "task"
	| "iter"
	| "iterOut"
	| "extractionFlags"
	| "maxBytes"
	| "maxPages"
	| "offsetOut"
	| "bio"
	| "request"
	| "sgTable"
	| "sgMax"
	| "frames"
	| "address"
	| "pfn"
	| "dirty"
	| "other";

/** A name in a file of a kernel tree, checked by tools/check-citations.mjs. */
export interface TreeSource {
	readonly kind: "tree";
	readonly tree: TreeName;
	readonly file: string;
	readonly symbol: string;
}

/** A kernel commit, for shapes older than the oldest tree: first twelve digits and subject. Not checked by a script. */
export interface CommitSource {
	readonly kind: "commit";
	readonly commit: string;
	readonly subject: string;
}

/** Where a fact can be read. */
export type Source = TreeSource | CommitSource;

/**
 * From which release on, and up to which.
 * since: first release that has it, null: older than any release we know of. until: first release that no longer has
 * it, null: the newest tree still has it.
 */
export interface Span {
	readonly since: KernelVersion | null;
	readonly until: KernelVersion | null;
	/** Older stable series that got it later, as a back-port. */
	readonly backports?: readonly KernelVersion[];
	/**
	 * Why these releases, where the cited trees only bracket them: the commit, or the words "bracketed only" and the
	 * two trees. Absent: the trees of the citation check settle it, or both ends are open.
	 */
	readonly evidence?: string;
}

/** One shape of a call. */
export interface Signature extends Span {
	readonly parameters: readonly ArgumentRole[];
	readonly source: Source;
}

/** get: FOLL_GET · pin: FOLL_PIN · extract: pin for user-backed iterators, nothing for kernel ones. */
export type HoldKind = "get" | "pin" | "extract";

/**
 * count-or-errno: number of pages, 0 possible, or negative errno · bytes-or-errno: bytes of the pages got, or negative
 * errno · count: never negative in practice (the fast_only family) · errno: 0 or negative errno ·
 * page-or-null · page-or-errptr · page-null-or-errptr · pointer-or-errptr · bool · void · other
 */
export type ReturnConvention =
	| "count-or-errno"
	| "bytes-or-errno"
	| "count"
	| "errno"
	| "page-or-null"
	| "page-or-errptr"
	| "page-null-or-errptr"
	| "pointer-or-errptr"
	| "bool"
	| "void"
	| "other";

/** Which thing keeps the hold after success: the argument with that role, or the returned pointer. */
export type Holder =
	| "pages"
	| "pagesOut"
	| "pageOut"
	| "folios"
	| "frames"
	| "bio"
	| "request"
	| "iterOut"
	| "sgTable"
	| "return";

/** How an acquire behaved before a release; the entry itself says how it behaves now. Eras are ordered, oldest first. */
export interface AcquireEra {
	/** First release in which this no longer held. */
	readonly until: KernelVersion;
	readonly kind?: HoldKind;
	readonly longTerm?: boolean;
	readonly needsMmapLock?: boolean;
	readonly source: Source;
	readonly evidence?: string;
}

/**
 * A call that takes hold of user pages.
 * A call whose page array argument is NULL holds nothing, whatever its kind.
 */
export interface AcquireEntry {
	readonly role: "acquire";
	readonly name: string;
	/** In the newest kernel; see eras. */
	readonly kind: HoldKind;
	readonly holds: Holder;
	readonly returns: ReturnConvention;
	/** Fewer pages than asked for is a possible success. */
	readonly mayBePartial: boolean;
	/** The caller must hold mmap_lock. */
	readonly needsMmapLock: boolean;
	/** The call makes the hold long term by itself, without FOLL_LONGTERM in the source text. */
	readonly longTerm: boolean;
	/**
	 * api: each call is a site. helper: a subsystem function built on an api call that leaves the hold with its caller;
	 * its own body holds the site, so a call of it is no further one, but the hold goes on there.
	 */
	readonly level: "api" | "helper";
	/** The pages are for reading alone. */
	readonly onlyReads?: true;
	/**
	 * Entries of the array are written before the pages are held: after a failure, an entry that is not NULL may be one it gave
	 * up (v6.12 mm/gup.c:gup_fast_pmd_leaf() and v4.19 mm/gup.c:gup_huge_pmd() write the subpages of a huge page first).
	 */
	readonly writesAhead?: true;
	/** Only a call whose flags contain this name takes a hold (follow_page). */
	readonly onlyWithFlag?: string;
	readonly eras?: readonly AcquireEra[];
	readonly signatures: readonly Signature[];
	readonly about: string;
}

/** A call that lets go. */
export interface ReleaseEntry {
	readonly role: "release";
	readonly name: string;
	/** Which kind of hold it ends; either: the call knows itself which (bio_release_pages, put_vaddr_frames). */
	readonly kind: "get" | "pin" | "either";
	/** What carries the pages; an address stands for pages handed over with vmap(…, VM_MAP_PUT_PAGES). */
	readonly takes:
		| "page"
		| "pages"
		| "folio"
		| "folios"
		| "batch"
		| "frames"
		| "bio"
		| "request"
		| "sgTable"
		| "pfn"
		| "address";
	/** Whether it also marks the pages dirty: never, always, or as its dirty argument says. */
	readonly dirties: "never" | "always" | "argument";
	/** The call is used for many other things too (put_page, folio_put): only counts where it meets a hold. */
	readonly generic: boolean;
	/** May sleep (takes the page lock), so not for interrupt or completion context. */
	readonly maySleep: boolean;
	/** false: drops the reference, but is the wrong call for a user page (__free_page). */
	readonly proper: boolean;
	readonly signatures: readonly Signature[];
	readonly about: string;
}

/** A call that adds one more hold on pages that are held already; each needs a release of its own. */
export interface DuplicateEntry {
	readonly role: "duplicate";
	readonly name: string;
	readonly kind: "get" | "pin";
	readonly takes: "page" | "folio";
	/** void: always succeeds · bool: false means not taken · errno: 0 or negative errno. */
	readonly returns: "void" | "bool" | "errno";
	readonly signatures: readonly Signature[];
	readonly about: string;
}

/** A call that marks pages dirty without letting go. */
export interface DirtyEntry {
	readonly role: "dirty";
	readonly name: string;
	readonly takes: "page" | "folio" | "bio" | "pages" | "pfn";
	/** lock: takes the page lock itself; caller: caller must hold it; raw: sets the flag only (SetPageDirty). */
	readonly locking: "lock" | "caller" | "raw";
	readonly signatures: readonly Signature[];
	readonly about: string;
}

/** A call that looks like an acquire of the family but leaves no hold on user pages behind. */
export interface LookAlikeEntry {
	readonly role: "lookAlike";
	readonly name: string;
	readonly signatures: readonly Signature[];
	readonly about: string;
}

/** Everything findEntry() can return. */
export type CatalogEntry =
	| AcquireEntry
	| ReleaseEntry
	| DuplicateEntry
	| DirtyEntry
	| LookAlikeEntry;

/** A FOLL_, ITER_, BIO_ or VM_MAP_ flag. */
export interface FlagEntry extends Span {
	readonly name: string;
	/** user: callers may pass it; internal: the callee sets it itself. */
	readonly audience: "user" | "internal";
	readonly about: string;
	readonly source: Source;
}

/**
 * A call whose result or stored value stands for the same pages as one of its arguments.
 * from, to: argument index, or "return".
 * alias: `to` is another name of the pages in `from` · store: `from` is put into `to` ·
 * content: `to` is an element of the container `from`, or the struct around it.
 */
export interface DerivationEntry extends Span {
	readonly name: string;
	readonly from: number | "return";
	readonly to: number | "return";
	readonly effect: "alias" | "store" | "content";
	/** The holds move too, to what `to` names, when the argument with this index contains this flag. */
	readonly handover?: { readonly argument: number; readonly flag: string };
	readonly source: Source;
}

export type ContactDirection =
	| "read"
	| "write"
	| "both"
	| "unknown"
	/** The argument with this index says it, in the words of direction-words.ts. */
	| {
			readonly argument: number;
			readonly words: DirectionWords;
	  };

/**
 * A call that lets somebody touch the contents of pages: the argument with index `pages` (or the result) stands for them.
 * by: device (DMA mapping, bio submission), cpu (kernel mapping or copy), guest (a virtual machine's second-stage table).
 * direction: as seen by the toucher.
 */
export interface ContactEntry extends Span {
	readonly name: string;
	readonly pages: number | "return";
	readonly by: "device" | "cpu" | "guest";
	readonly direction: ContactDirection;
	/** Only prepares a request, which keeps the pages until it has been answered. */
	readonly inRequest?: true;
	readonly source: Source;
}

/** A name that shows a use whose mapping follows the page tables or can be replayed: case 3 of pin_user_pages.rst. */
export interface NotifierEntry extends Span {
	readonly name: string;
	/** registers a notifier, checks for a concurrent invalidation, ends it, or names a callback or struct of one. */
	readonly shows: "register" | "retry" | "unregister" | "type" | "replay";
	readonly source: Source;
}

/** A call that takes or drops the mmap lock. */
export interface MmapLockEntry extends Span {
	readonly name: string;
	readonly effect: "take-read" | "take-write" | "drop" | "downgrade" | "assert";
	/** try: true when taken · killable: 0 when taken, negative errno otherwise · void: always taken. */
	readonly outcome: "void" | "try" | "killable";
	/** mm: the argument is a struct mm_struct · rwsem: the address of its lock, a member named mmap_sem or mmap_lock. */
	readonly argument: "mm" | "rwsem";
	readonly source: Source;
}
