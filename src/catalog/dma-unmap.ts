// Calls that end a mapping made for a device, and which argument says which mapping.

import type { Source } from "./entry.ts";
import { inTree } from "./source.ts";

export interface DmaUnmapEntry {
	readonly name: string;
	/**
	 * table: the argument is the scatter list or its table, the same that was mapped · address: it is what the mapping
	 * call returned.
	 */
	readonly by: "table" | "address";
	readonly argument: number;
	readonly source: Source;
}

const header = "include/linux/dma-mapping.h";

function ends(
	name: string,
	by: DmaUnmapEntry["by"],
	argument: number,
	source: Source = inTree("v6.12", header, name),
): DmaUnmapEntry {
	return { name, by, argument, source };
}

export const dmaUnmapEntries: readonly DmaUnmapEntry[] = [
	ends("dma_unmap_sg", "table", 1),
	ends("dma_unmap_sg_attrs", "table", 1),
	ends("dma_unmap_sgtable", "table", 1),
	ends("dma_unmap_page", "address", 1),
	ends("dma_unmap_page_attrs", "address", 1),
	ends("dma_unmap_single", "address", 1),
	ends("dma_unmap_single_attrs", "address", 1),
	ends(
		"pci_unmap_sg",
		"table",
		1,
		inTree("v5.9", "include/linux/pci-dma-compat.h", "pci_unmap_sg"),
	),
	ends(
		"pci_unmap_page",
		"address",
		1,
		inTree("v5.9", "include/linux/pci-dma-compat.h", "pci_unmap_page"),
	),
	ends(
		"ib_dma_unmap_sg",
		"table",
		1,
		inTree("v6.12", "include/rdma/ib_verbs.h", "ib_dma_unmap_sg"),
	),
	ends(
		"ib_dma_unmap_page",
		"address",
		1,
		inTree("v6.12", "include/rdma/ib_verbs.h", "ib_dma_unmap_page"),
	),
];

const unmapOf = new Map(dmaUnmapEntries.map((entry) => [entry.name, entry]));

export function findDmaUnmap(name: string): DmaUnmapEntry | null {
	return unmapOf.get(name) ?? null;
}
