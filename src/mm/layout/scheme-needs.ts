// What each scheme of remembering a pin asks of struct page and of the configuration, keyed S0 to S24.
//
// Source   the mails of 2018 to 2020 for S2 to S13 and S16 to S21; include/linux/mm.h:GUP_PIN_COUNTING_BIAS (v5.9)
//          for S14; mm/gup.c:hpage_pincount_add() (v5.9) for S15; include/linux/sched/coredump.h:MMF_HAS_PINNED
//          (v6.1) for S23
// Left out what a scheme costs at run time, and whether it works: this is about room alone.

export type SchemeNeed =
	/** Unclaimed bits in page->flags. */
	| { readonly kind: "page flags"; readonly bits: number }
	/** A member of its own in struct page. */
	| { readonly kind: "member"; readonly bytes: number }
	/** The lowest bits of a pointer of page->lru, which must be 0 in every pointer kept there. */
	| { readonly kind: "pointer bit"; readonly bit: 0 | 1 }
	/** As `pointer bit`, in the word that a ZONE_DEVICE page uses for data of its driver. */
	| { readonly kind: "second word" }
	/** A bit in page->flags where a long has 64 bits, else a bit in struct page_ext. */
	| { readonly kind: "flag or page_ext" }
	/** Bits of the member _last_cpupid that NUMA balancing leaves. */
	| { readonly kind: "_last_cpupid bits"; readonly bits: number }
	/** A bit in vm_area_struct.vm_flags. */
	| { readonly kind: "vm flag" }
	/** A bit in the page-table entry that the hardware ignores. */
	| { readonly kind: "pte bit" }
	/** An option without which the code it builds on is left out. */
	| {
			readonly kind: "option";
			readonly option: string;
			readonly purpose: string;
			/** Whether a driver that needs it can select it. */
			readonly selectable: boolean;
	  };

export interface SchemeNeeds {
	/** In a few words, as in the ledger of claims. */
	readonly name: string;
	/** Empty: it asks for no room at all. */
	readonly needs: readonly SchemeNeed[];
	/** Where it keeps its state when it asks for no room. */
	readonly note: string;
}

const mmu: SchemeNeed = {
	kind: "option",
	option: "MMU",
	purpose: "page tables to walk",
	selectable: false,
};

export type SchemeId = keyof typeof schemeNeeds;

export const schemeNeeds = {
	S0: { name: "nothing", needs: [], note: "keeps no state" },
	S1: {
		name: "put_user_page placeholder",
		needs: [],
		note: "keeps no state",
	},
	S2: {
		name: "sticky page flag",
		needs: [{ kind: "page flags", bits: 1 }],
		note: "",
	},
	S3: {
		name: "flag and count on page->lru",
		needs: [{ kind: "pointer bit", bit: 1 }],
		note: "flag in lru.next, count in lru.prev",
	},
	S4: {
		name: "counter of its own",
		needs: [{ kind: "member", bytes: 4 }],
		note: "",
	},
	S5: {
		name: "spare page flag",
		needs: [{ kind: "page flags", bits: 1 }],
		note: "",
	},
	S6: {
		name: "bit 1 of lru.next",
		needs: [{ kind: "pointer bit", bit: 1 }],
		note: "",
	},
	S7: {
		name: "bit 0 of lru.prev",
		needs: [{ kind: "pointer bit", bit: 0 }, { kind: "second word" }],
		note: "",
	},
	S8: {
		name: "page flag or page_ext",
		needs: [{ kind: "flag or page_ext" }],
		note: "",
	},
	S9: {
		name: "bits in _last_cpupid",
		needs: [{ kind: "_last_cpupid bits", bits: 1 }],
		note: "",
	},
	S10: {
		name: "refcount against mapcount",
		needs: [],
		note: "compares _refcount with _mapcount",
	},
	S11: {
		name: "pin raises _mapcount",
		needs: [mmu],
		note: "counts in _mapcount",
	},
	S12: {
		name: "counters per mapping",
		needs: [],
		note: "in struct address_space",
	},
	S13: {
		name: "virtual VMA in i_mmap",
		needs: [mmu],
		note: "in the interval tree of the mapping",
	},
	S14: {
		name: "refcount bias 1024",
		needs: [],
		note: "upper 21 bits of _refcount",
	},
	S15: {
		name: "exact count of large folios",
		needs: [],
		note: "in a tail page, which has room",
	},
	S16: {
		name: "mmu notifier only",
		needs: [
			mmu,
			{
				kind: "option",
				option: "MMU_NOTIFIER",
				purpose: "notifiers",
				selectable: true,
			},
		],
		note: "in the registration of the driver",
	},
	S17: {
		name: "track FOLL_LONGTERM only",
		needs: [],
		note: "as the scheme that counts",
	},
	S18: {
		name: "vaddr_pin_pages and file lease",
		needs: [
			{
				kind: "option",
				option: "FILE_LOCKING",
				purpose: "leases",
				selectable: false,
			},
		],
		note: "in an object of the struct file",
	},
	S19: {
		name: "page lock over direct I/O",
		needs: [],
		note: "in the flag PG_locked",
	},
	S20: {
		name: "pinned bit in the PTE",
		needs: [mmu, { kind: "pte bit" }],
		note: "",
	},
	S21: {
		name: "VM_NOCOW per VMA",
		needs: [{ kind: "vm flag" }],
		note: "in vm_flags",
	},
	S22: {
		name: "refuse long-term writes",
		needs: [],
		note: "keeps no state",
	},
	S23: {
		name: "MMF_HAS_PINNED per mm",
		needs: [],
		note: "bit in mm->flags, which has some left in every era",
	},
	S24: {
		name: "partitioned refcount",
		needs: [],
		note: "bit fields in _refcount",
	},
} satisfies Record<string, SchemeNeeds>;
