// The vocabulary of the catalogue: what a call does with holds on user pages. Data only; lifecycle/ gives it meaning.

/** A kernel release, `"5.6"`. Compare with compareVersions(). */
export type KernelVersion = `${number}.${number}`;

/**
 * What an argument is.
 * pages: array of struct page * (filled by an acquire, emptied by a release) · pagesOut: struct page *** that the call
 * allocates · page/folio: one page or folio · folios: array of folios · pageOut: struct page ** for one page ·
 * count: number of pages asked for or released · flags: FOLL_… · write/force: bool of the old signatures ·
 * gupFlags of the iov_iter family: extractionFlags · iter · maxBytes · maxPages · offsetOut · bio · sgTable · sgMax ·
 * frames: struct frame_vector · address: a kernel or user virtual address · mm · task · vmas · locked · start ·
 * dirty: bool "mark dirty" · pfn · other: anything that does not matter to a hold.
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
	| "vmas"
	| "locked"
	| "mm"
	| "task"
	| "iter"
	| "extractionFlags"
	| "maxBytes"
	| "maxPages"
	| "offsetOut"
	| "bio"
	| "sgTable"
	| "frames"
	| "address"
	| "pfn"
	| "dirty"
	| "other";

/** Where a fact can be read: tree is a kernel release Pinfold's authors read (`v6.12`), symbol a name in that file. */
export interface Source {
	readonly tree: string;
	readonly file: string;
	readonly symbol: string;
}

/** One shape of a call. since: first release that has it; until: first release that no longer has it; null: open end. */
export interface Signature {
	readonly since: KernelVersion | null;
	readonly until: KernelVersion | null;
	readonly parameters: readonly ArgumentRole[];
	readonly source: Source;
}

/**
 * count-or-errno: number of pages, 0 possible, or negative errno · bytes-or-errno: bytes of the pages got, or negative
 * errno · count: never negative (the fast_only family and bool-like counts) · errno: 0 or negative errno ·
 * page-or-null · page-or-errptr · pointer-or-errptr · bool · void · other
 */
export type ReturnConvention =
	| "count-or-errno"
	| "bytes-or-errno"
	| "count"
	| "errno"
	| "page-or-null"
	| "page-or-errptr"
	| "pointer-or-errptr"
	| "bool"
	| "void"
	| "other";

/** A call that takes hold of user pages. */
export interface AcquireEntry {
	readonly role: "acquire";
	readonly name: string;
	/** extract: pin for user-backed iterators, nothing for kernel ones. A call with a NULL page array holds nothing. */
	readonly kind: "get" | "pin" | "extract";
	/** Which thing keeps the hold after success: the argument with that role, or the returned pointer. */
	readonly holds:
		| "pages"
		| "pagesOut"
		| "pageOut"
		| "folios"
		| "frames"
		| "bio"
		| "sgTable"
		| "return";
	readonly returns: ReturnConvention;
	/** Fewer pages than asked for is a possible success. */
	readonly mayBePartial: boolean;
	/** The caller must hold mmap_lock. */
	readonly needsMmapLock: boolean;
	/** The call makes the hold long term by itself (get_user_pages_longterm, get_vaddr_frames since 5.12 …). */
	readonly longTerm: boolean;
	/** The call belongs to mm itself: a use outside mm/, lib/, include/ is a site all the same. */
	readonly signatures: readonly Signature[];
	readonly about: string;
}

/** A call that lets go. */
export interface ReleaseEntry {
	readonly role: "release";
	readonly name: string;
	/** Which kind of hold it ends; either: the call knows itself which (bio_release_pages, put_vaddr_frames). */
	readonly kind: "get" | "pin" | "either";
	/** What the page-carrying argument is; vmap: pages handed over with VM_MAP_PUT_PAGES. */
	readonly takes:
		| "page"
		| "pages"
		| "folio"
		| "folios"
		| "frames"
		| "bio"
		| "sgTable"
		| "pfn"
		| "address";
	/** Whether it also marks the pages dirty: never, always, or as its dirty argument says. */
	readonly dirties: "never" | "always" | "argument";
	/** The call is used for many other things too (put_page, folio_put): only counts where it meets a hold. */
	readonly generic: boolean;
	/** May sleep (takes the page lock). */
	readonly maySleep: boolean;
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

/** A FOLL_ or ITER_ flag. */
export interface FlagEntry {
	readonly name: string;
	readonly since: KernelVersion | null;
	readonly until: KernelVersion | null;
	/** user: callers may pass it; internal: gup sets it itself. */
	readonly audience: "user" | "internal";
	readonly about: string;
	readonly source: Source;
}

/**
 * A call whose result or stored value stands for the same pages as one of its arguments: page_address(page),
 * sg_page(sg), page_to_pfn(page), kmap_local_page(page), vmap(pages, …).
 * from, to: argument index, or "return".
 */
export interface DerivationEntry {
	readonly name: string;
	readonly from: number | "return";
	readonly to: number | "return";
	readonly since: KernelVersion | null;
	readonly until: KernelVersion | null;
	readonly source: Source;
}

/**
 * A call that lets somebody touch the contents of pages: argument `pages` is what stands for the pages.
 * by: device (DMA mapping, bio submission), cpu (kernel mapping or copy), guest (a virtual machine's second-stage table).
 * direction: read/write as seen by the toucher; or the index of an argument that says it (DMA_TO_DEVICE …).
 */
export interface ContactEntry {
	readonly name: string;
	readonly pages: number | "return";
	readonly by: "device" | "cpu" | "guest";
	readonly direction:
		| "read"
		| "write"
		| "both"
		| "unknown"
		| { readonly argument: number };
	readonly since: KernelVersion | null;
	readonly until: KernelVersion | null;
	readonly source: Source;
}
