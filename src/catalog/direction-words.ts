// The words in which a call says which way data goes, as seen by whoever touches the pages.

export type DirectionWords = "dma" | "iommu" | "iterator";

type Direction = "read" | "write" | "both" | "none";

export const directionWords: Readonly<
	Record<DirectionWords, Readonly<Record<string, Direction>>>
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
	/** include/linux/uio.h; READ and WRITE up to 6.1, as the caller of read() and write() sees it. */
	iterator: {
		ITER_SOURCE: "read",
		ITER_DEST: "write",
		WRITE: "read",
		READ: "write",
	},
};
