// Words that kernel C puts on types, declarations and functions and that say nothing about their structure.
// Sources: include/linux/compiler_types.h, compiler_attributes.h, compiler-context-analysis.h, init.h, cache.h, linkage.h
// (v4.14 to v6.19).

const plain = new Set(
	`__user __kernel __iomem __force __percpu __rcu __nocast __safe __private __bitwise __must_check __must_hold_nothing
	__maybe_unused __always_unused __unused __used __init __exit __initdata __initconst __exitdata __net_init __net_exit
	__net_initdata __devinit __devexit __devinitdata __cpuinit __meminit __memexit __sched __cpuidle __head __visible
	__ro_after_init __read_mostly __cold __hot __weak __packed __always_inline __noreturn noinline noinline_for_stack
	__noinline __forceinline __inline inline __inline__ __inline_maybe notrace noinstr __latent_entropy __refdata __ref
	__init_or_module __initdata_or_module __deprecated __cacheline_aligned __cacheline_aligned_in_smp
	____cacheline_aligned ____cacheline_aligned_in_smp ____cacheline_internodealigned_in_smp asmlinkage __pure
	__attribute_const__ __noclone __no_kasan_or_inline __no_sanitize_address __no_sanitize_undefined __no_kcsan
	__no_kmsan_checks __no_caller_saved_registers __nonstring __malloc __kprobes nokprobe_inline __flatten __gnu_inline
	__no_instrument_function __randomize_layout __no_randomize_layout __designated_init __extension__ __mode
	__noretpoline __lockfunc __tracing_on fastcall __hyp_text __naked __irq_entry __softirq_entry __page_aligned_data
	__page_aligned_bss __no_stack_protector __nocfi __bpf_kfunc __bpf_kfunc_start_defs __must_be_noreturn
	__intentional_overflow __noscs __no_profile __ptrauth __read_only __section_unused __guarded_variable
	__counted __DEVINIT EXPORT_FOR_TESTS EXPORT_FOR_KUNIT VISIBLE_IF_KUNIT STATIC_IFN_KUNIT __private_extern
	__no_context_analysis __capability __reentrant_lock __restrict_abi`
		.split(/\s+/)
		.filter((word) => word !== ""),
);

const withArguments = new Set(
	`__attribute__ __attribute __declspec __printf __scanf __acquires __releases __acquire_shared __must_hold
	__must_not_hold __acquires_shared __releases_shared __must_hold_shared __cond_acquires __cond_releases
	__cond_acquires_shared __cond_lock_none __section __aligned __alloc_size __assume_aligned __no_sanitize __nonnull
	__guarded_by __pt_guarded_by __counted_by __counted_by_le __counted_by_be __counted_by_ptr __sized_by __cleanup
	__free __mode __target __alias __copy __diagnose_as __compiletime_error __compiletime_warning __context_unsafe
	__excludes __returns_capability __assumes_ctx_lock __realloc_size __error __warning __access __no_sanitize_or_inline
	__acquires_ret __releases_cond __locks_excluded __requires_capability __xchg_wrapper __counted_by_count
	__indirect_alias __element_count __nonnull_args __bounded __bos __intentional_overflow __btf_type_tag
	__attribute_nonnull__ __deprecated_msg __bpf_md_ptr_attr __constructor __regparm _Alignas alignas __section__`
		.split(/\s+/)
		.filter((word) => word !== ""),
);

/** `__user`, `noinline`, … standing alone. */
export function isAnnotation(name: string): boolean {
	return plain.has(name);
}

/** `__printf(1, 2)`, `__releases(x)`, `__attribute__((…))`: the name before the parenthesis. */
export function isAnnotationCall(name: string): boolean {
	return withArguments.has(name);
}

/** A spelling that is an annotation where the grammar has no place for a name. */
export function looksLikeAnnotation(name: string): boolean {
	return name.startsWith("__") || plain.has(name) || withArguments.has(name);
}
