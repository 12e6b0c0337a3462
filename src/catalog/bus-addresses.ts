// Addresses and frame numbers of pages as only devices, firmware and hypervisors use them.
//
// Who is given one works on the contents behind it. A plain frame number (page_to_pfn) is none of them: the kernel itself
// keeps those.

import type { TreeSource } from "./entry.ts";
import { inTree } from "./source.ts";

/** A call whose result is an address of the page, or of the memory, in its first argument. */
export interface BusAddressEntry {
	readonly name: string;
	readonly source: TreeSource;
}

function addressOf(name: string, file: string): BusAddressEntry {
	return { name, source: inTree("v6.12", file, name) };
}

export const busAddresses: readonly BusAddressEntry[] = [
	addressOf("page_to_phys", "arch/x86/include/asm/io.h"),
	addressOf("virt_to_phys", "arch/x86/include/asm/io.h"),
	addressOf("virt_to_bus", "arch/powerpc/include/asm/io.h"),
	addressOf("__pa", "arch/x86/include/asm/page.h"),
	addressOf("PFN_PHYS", "include/linux/pfn.h"),
	addressOf("__sme_page_pa", "arch/x86/kvm/svm/svm.h"),
	addressOf("page_to_xen_pfn", "include/xen/page.h"),
	addressOf("xen_page_to_gfn", "include/xen/page.h"),
	addressOf("pfn_to_gfn", "arch/x86/include/asm/xen/page.h"),
	addressOf("pfn_to_mfn", "arch/x86/include/asm/xen/page.h"),
	addressOf("virt_to_gfn", "arch/x86/include/asm/xen/page.h"),
	addressOf("page_to_hvpfn", "include/linux/hyperv.h"),
	addressOf("virt_to_hvpfn", "include/linux/hyperv.h"),
];
