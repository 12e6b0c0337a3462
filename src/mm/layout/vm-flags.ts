// The bits of vm_flags below 32 that nothing uses: all that a 32-bit kernel has.
//
// Source   include/linux/mm.h:VM_READ and the flags after it (v5.0, v5.9, v6.1, v6.12). VM_DENYWRITE, bit 11, went
//          with commit 8d0920bde5eb ("mm: remove VM_DENYWRITE") (v5.15)

import type { Era } from "./era.ts";
import { isEnabled, type KernelConfig } from "./kernel-config.ts";

const denyWriteBit = 11;
const softDirtyBit = 27;

/** Numbers of the unused bits, lowest first. */
export function freeLowVmFlags(
	config: KernelConfig,
	era: Era,
): readonly number[] {
	const denyWriteGone = era === "v6.1" || era === "v6.12";
	return [
		...(denyWriteGone ? [denyWriteBit] : []),
		...(isEnabled(config, "MEM_SOFT_DIRTY") ? [] : [softDirtyBit]),
	];
}
