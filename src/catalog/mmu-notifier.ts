// Names that show a mapping which follows the page tables, or can be made again by a fault: case 3 of
// Documentation/core-api/pin_user_pages.rst, which needs neither FOLL_PIN nor FOLL_LONGTERM.

import type { NotifierEntry, Span } from "./entry.ts";
import { inTree } from "./source.ts";

const ever: Span = { since: null, until: null };

export const notifierEntries: readonly NotifierEntry[] = [
	{
		name: "mmu_notifier_register",
		shows: "register",
		...ever,
		source: inTree(
			"v6.12",
			"include/linux/mmu_notifier.h",
			"mmu_notifier_register",
		),
	},
	{
		name: "__mmu_notifier_register",
		shows: "register",
		...ever,
		source: inTree(
			"v6.12",
			"include/linux/mmu_notifier.h",
			"__mmu_notifier_register",
		),
	},
	{
		name: "mmu_notifier_get",
		shows: "register",
		since: "5.4",
		until: null,
		source: inTree("v6.12", "include/linux/mmu_notifier.h", "mmu_notifier_get"),
		evidence: "since: absent in 5.3, read in 5.4",
	},
	{
		name: "mmu_notifier_get_locked",
		shows: "register",
		since: "5.4",
		until: null,
		source: inTree(
			"v6.12",
			"include/linux/mmu_notifier.h",
			"mmu_notifier_get_locked",
		),
		evidence: "since: absent in 5.3, read in 5.4",
	},
	{
		name: "mmu_interval_notifier_insert",
		shows: "register",
		since: "5.5",
		until: null,
		source: inTree(
			"v6.12",
			"include/linux/mmu_notifier.h",
			"mmu_interval_notifier_insert",
		),
		evidence: "since: bracketed only, absent in 5.4, read in 5.7",
	},
	{
		name: "mmu_interval_notifier_insert_locked",
		shows: "register",
		since: "5.5",
		until: null,
		source: inTree(
			"v6.12",
			"include/linux/mmu_notifier.h",
			"mmu_interval_notifier_insert_locked",
		),
		evidence: "since: bracketed only, absent in 5.4, read in 5.7",
	},
	{
		name: "hmm_mirror_register",
		shows: "register",
		since: null,
		until: "5.7",
		source: inTree("v5.3", "include/linux/hmm.h", "hmm_mirror_register"),
		evidence: "until: bracketed only, read in 5.4, gone in 5.7",
	},
	{
		name: "mmu_notifier_unregister",
		shows: "unregister",
		...ever,
		source: inTree(
			"v6.12",
			"include/linux/mmu_notifier.h",
			"mmu_notifier_unregister",
		),
	},
	{
		name: "mmu_notifier_put",
		shows: "unregister",
		since: "5.4",
		until: null,
		source: inTree("v6.12", "include/linux/mmu_notifier.h", "mmu_notifier_put"),
		evidence: "since: absent in 5.3, read in 5.4",
	},
	{
		name: "mmu_interval_notifier_remove",
		shows: "unregister",
		since: "5.5",
		until: null,
		source: inTree(
			"v6.12",
			"include/linux/mmu_notifier.h",
			"mmu_interval_notifier_remove",
		),
		evidence: "since: bracketed only, absent in 5.4, read in 5.7",
	},
	{
		name: "mmu_interval_read_begin",
		shows: "retry",
		since: "5.5",
		until: null,
		source: inTree(
			"v6.12",
			"include/linux/mmu_notifier.h",
			"mmu_interval_read_begin",
		),
		evidence: "since: bracketed only, absent in 5.4, read in 5.7",
	},
	{
		name: "mmu_interval_read_retry",
		shows: "retry",
		since: "5.5",
		until: null,
		source: inTree(
			"v6.12",
			"include/linux/mmu_notifier.h",
			"mmu_interval_read_retry",
		),
		evidence: "since: bracketed only, absent in 5.4, read in 5.7",
	},
	{
		name: "mmu_interval_check_retry",
		shows: "retry",
		since: "5.5",
		until: null,
		source: inTree(
			"v6.12",
			"include/linux/mmu_notifier.h",
			"mmu_interval_check_retry",
		),
		evidence: "since: bracketed only, absent in 5.4, read in 5.7",
	},
	{
		name: "mmu_notifier_retry",
		shows: "retry",
		since: null,
		until: "6.0",
		source: inTree("v5.9", "include/linux/kvm_host.h", "mmu_notifier_retry"),
		evidence: "until: read in 5.19, gone in 6.0",
	},
	{
		name: "mmu_notifier_retry_hva",
		shows: "retry",
		since: "5.12",
		until: "6.0",
		source: inTree(
			"v5.15",
			"include/linux/kvm_host.h",
			"mmu_notifier_retry_hva",
		),
		evidence:
			"since: bracketed only, absent in 5.11, read in 5.14; until: read in 5.19, gone in 6.0",
	},
	{
		name: "mmu_invalidate_retry",
		shows: "retry",
		since: "6.0",
		until: null,
		source: inTree("v6.12", "include/linux/kvm_host.h", "mmu_invalidate_retry"),
		evidence: "since: absent in 5.19, read in 6.0",
	},
	{
		name: "mmu_invalidate_retry_hva",
		shows: "retry",
		since: "6.0",
		until: "6.8",
		source: inTree(
			"v6.1",
			"include/linux/kvm_host.h",
			"mmu_invalidate_retry_hva",
		),
		evidence:
			"since: absent in 5.19, read in 6.0; until: bracketed only, read in 6.4, gone in 6.8",
	},
	{
		name: "mmu_invalidate_retry_gfn",
		shows: "retry",
		since: "6.8",
		until: null,
		source: inTree(
			"v6.12",
			"include/linux/kvm_host.h",
			"mmu_invalidate_retry_gfn",
		),
		evidence: "since: bracketed only, absent in 6.4, read in 6.8",
	},
	{
		name: "mmu_notifier",
		shows: "type",
		...ever,
		source: inTree("v6.12", "include/linux/mmu_notifier.h", "mmu_notifier"),
	},
	{
		name: "mmu_notifier_ops",
		shows: "type",
		...ever,
		source: inTree("v6.12", "include/linux/mmu_notifier.h", "mmu_notifier_ops"),
	},
	{
		name: "mmu_interval_notifier",
		shows: "type",
		since: "5.5",
		until: null,
		source: inTree(
			"v6.12",
			"include/linux/mmu_notifier.h",
			"mmu_interval_notifier",
		),
		evidence: "since: bracketed only, absent in 5.4, read in 5.7",
	},
	{
		name: "mmu_interval_notifier_ops",
		shows: "type",
		since: "5.5",
		until: null,
		source: inTree(
			"v6.12",
			"include/linux/mmu_notifier.h",
			"mmu_interval_notifier_ops",
		),
		evidence: "since: bracketed only, absent in 5.4, read in 5.7",
	},
	{
		name: "hmm_range_fault",
		shows: "replay",
		since: "5.1",
		until: null,
		source: inTree("v6.12", "include/linux/hmm.h", "hmm_range_fault"),
		evidence: "since: bracketed only, absent in 5.0, read in 5.2",
	},
];
