// Words of kernel C that every reader knows: how errors travel in pointers, what allocates, what ends a path.

import type { Expression } from "#csource/syntax.ts";
import { visitExpression } from "#csource/walk.ts";

export function calleeName(expression: Expression): string | null {
	if (expression.kind !== "call") return null;
	return expression.callee.kind === "identifier"
		? expression.callee.name
		: null;
}

export function isNull(expression: Expression): boolean {
	if (expression.kind === "cast") return isNull(expression.operand);
	return (
		(expression.kind === "identifier" && expression.name === "NULL") ||
		(expression.kind === "number" && expression.value === 0)
	);
}

/** 0, NULL or false, as written. */
export function isFalse(value: Expression): boolean {
	return (
		isNull(value) || (value.kind === "identifier" && value.name === "false")
	);
}

/**
 * `EFAULT`, `ENOMEM`: positive error numbers by convention (include/uapi/asm-generic/errno-base.h).
 * A driver that carries another system's numbers beside them writes `LINUX_EFAULT`; behind such a prefix only the
 * commonest names count, for `DMA_EVENT` is no error.
 */
export function isErrorNumber(name: string): boolean {
	return /^(E[A-Z0-9]{2,}|[A-Z]+_E(PERM|NOENT|INTR|IO|AGAIN|NOMEM|ACCES|FAULT|BUSY|NODEV|INVAL))$/.test(
		name,
	);
}

/** Macros that return the truth value of their argument: WARN_ON(x), likely(x) (include/asm-generic/bug.h, compiler.h). */
export function isTransparent(name: string): boolean {
	return /^(likely|unlikely|WARN(_ON)?(_ONCE)?|READ_ONCE|array_index_nospec|__builtin_expect)$/.test(
		name,
	);
}

/** Calls that do not come back: BUG(), panic(). */
export function isNoReturn(name: string): boolean {
	return /^(BUG|panic|do_exit|make_task_dead|unreachable|__builtin_unreachable)$/.test(
		name,
	);
}

/** Frees the memory it is given; what that memory still holds is lost. */
export function isFree(name: string): boolean {
	return /^(k|kv|v|kz|kvfree_|kfree_)?(z|v)?free(_sensitive|_rcu|_mightsleep)?$|^(free_pages?|devm_kfree|frame_vector_destroy|kmem_cache_free|bio_put|bio_uninit|bio_reset|bitmap_free|kfree_const|mempool_free)$/.test(
		name,
	);
}

/** Whether an iterator is over memory of a user (include/linux/uio.h, v6.12). */
export function asksForUserIterator(name: string): boolean {
	return /^(user_backed_iter|iter_is_(iovec|ubuf))$/.test(name);
}

/** Takes a scatterlist table apart; what its entries named is not released (lib/scatterlist.c:sg_free_table(), v6.12). */
export function freesTable(name: string): boolean {
	return /^sg_free(_append)?_table(_chained)?$/.test(name);
}

/** Gives back fresh memory that nobody else knows yet. Errs: a name outside the convention counts as shared. */
export function isAllocation(name: string): boolean {
	return /alloc|_dup$|_create$|_new$|^(kmemdup|memdup_user|kmalloc|kcalloc|kzalloc)/.test(
		name,
	);
}

/** Plain memory of a size, and what works the size out: struct_size(p, pages, n) only names a field (include/linux/overflow.h). */
export function isAllocator(name: string): boolean {
	return /^(devm_)?(k|v|kv)[mzc]?alloc(_array|_node)?$|^(struct|array|flex_array)_size$|^size_(add|mul|sub)$/.test(
		name,
	);
}

/** An allocation whose memory is all zero: kcalloc(), kvzalloc(), __GFP_ZERO. */
export function clearsMemory(
	call: Expression & { readonly kind: "call" },
): boolean {
	const name = calleeName(call) ?? "";
	if (/zalloc|calloc|_zeroed|memdup/.test(name)) return true;
	let found = false;
	for (const arg of call.args)
		visitExpression(arg, (part) => {
			// Flags in a variable may have it.
			if (part.kind === "identifier" && /__GFP_ZERO|gfp/.test(part.name))
				found = true;
			return !found;
		});
	return found;
}

/**
 * Puts pages into page tables of a device or a process, from which they can be found again: there the hold is kept until they
 * are taken out (drivers/iommu/iommu.c:iommu_map(), mm/memory.c:remap_pfn_range() and vm_insert_pages(), v6.12).
 */
export function isMapper(name: string): boolean {
	return /^(iommu_map(_sg(table)?|_atomic)?|(io_)?remap_pfn_range|vmf?_insert_(page|pages|pfn|pfn_prot|mixed|pfn_pmd)|vm_map_pages|set_pte(_at)?)$/.test(
		name,
	);
}

/** Puts its last argument where the first one points: xchg(), atomic_long_cmpxchg() (include/linux/atomic/atomic-instrumented.h). */
export function isExchange(name: string): boolean {
	return /(^|_)(try_)?(cmp)?xchg(_(acquire|release|relaxed|local))?$/.test(
		name,
	);
}

/** Prepares memory in place and keeps no pointer to it elsewhere. */
export function isPreparation(name: string): boolean {
	if (isExchange(name)) return false;
	return /^(init_|INIT_|mem(set|cpy|move|zero)|mutex_|spin_|raw_spin_|rw_?lock|down_|up_|atomic_|refcount_|kref_init|kref_get|sema_|init_waitqueue|cond_resched|might_sleep|cpu_relax|copy_(from|to)_user|dev_(dbg|err|info|warn)|pr_[a-z]+|print_|WARN|ARRAY_SIZE|sizeof|min|max|swap)|_init(_[a-z]+)?$/.test(
		name,
	);
}

/**
 * Comes back when the device is done with the pages, and tells nobody else: the callback is its own
 * (block/bio.c:submit_bio_wait(), v6.12).
 */
export function isLentFor(name: string): boolean {
	return name === "submit_bio_wait";
}

/** Writes what it is given to a log or a string, and keeps none of it: printk(), snprintf(), seq_printf(), drv_dbg(). */
export function isPrint(name: string): boolean {
	return /(^|_)(v?s?n?c?printf|printk|dbg|debug)$/.test(name);
}

/**
 * Computes something from what it is given, prepares a table or prints: byte order, kinds of addresses, sg_mark_end(), trace
 * points. Keeps no page and lets none go.
 */
export function isComputation(name: string): boolean {
	return (
		isPrint(name) ||
		/^(cpu_to_[bl]e(16|32|64)|[bl]e(16|32|64)_to_cpu|round_(up|down)|(min|max)_t|(virt|phys|page|pfn)_to_(virt|phys|pfn|dma|bus)|pfn_valid|__[pv]a|compound_(order|nr)|thp_(order|nr_pages|size)|sg_(mark_end|unmark_end|chain|dma_(address|len)|phys|virt|next|last|is_last|is_chain|nents(_for_len)?|init_table|alloc_table|free_(append_)?table)|list_(empty|is_\w+)|ib_sg_dma_(address|len)|trace_\w+|mark_page_accessed|clflush_cache_range)$/.test(
			name,
		)
	);
}

/** Makes an address by which the CPU reads or writes a page. */
export function isCpuMapping(name: string): boolean {
	return /kmap|page_address|page_to_virt|^vmap|vm_map_ram/.test(name);
}
