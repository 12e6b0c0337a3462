// The zones a configuration has, and the bits page->flags needs to name one.

import type { HeaderSource } from "./header-source.ts";
import { isEnabled, type KernelConfig } from "./kernel-config.ts";

export const zonesSource: HeaderSource = {
	file: "include/linux/page-flags-layout.h",
	symbol: "ZONES_SHIFT",
};

/**
 * Zones in their order, such as DMA32, NORMAL, MOVABLE. The same rule in every era.
 *
 * Source   include/linux/mmzone.h:zone_type
 */
export function zonesOf(config: KernelConfig): readonly string[] {
	const has = (option: string): boolean => isEnabled(config, option);
	return [
		...(has("ZONE_DMA") ? ["DMA"] : []),
		...(has("ZONE_DMA32") ? ["DMA32"] : []),
		"NORMAL",
		...(has("HIGHMEM") ? ["HIGHMEM"] : []),
		"MOVABLE",
		...(has("ZONE_DEVICE") ? ["DEVICE"] : []),
	];
}
