// The words in which a call says which way data goes, as seen by whoever touches the pages.

type Direction = "read" | "write" | "both" | "none";

export const directionWords: Readonly<
	Record<"dma" | "iommu", Readonly<Record<string, Direction>>>
> = {
	/** enum dma_data_direction, include/linux/dma-direction.h, and its PCI_ names up to 5.17. */
	dma: {
		DMA_TO_DEVICE: "read",
		DMA_FROM_DEVICE: "write",
		DMA_BIDIRECTIONAL: "both",
		DMA_NONE: "none",
		PCI_DMA_TODEVICE: "read",
		PCI_DMA_FROMDEVICE: "write",
		PCI_DMA_BIDIRECTIONAL: "both",
		PCI_DMA_NONE: "none",
	},
	/** include/linux/iommu.h; the bits are or-ed. */
	iommu: { IOMMU_READ: "read", IOMMU_WRITE: "write" },
};
