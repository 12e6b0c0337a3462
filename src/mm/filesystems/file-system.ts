// What a file system does with pages, as far as pinning can hurt it.

export interface FileSystem {
	name: string;
	/** State of blocks hangs on the page as buffer heads; a dirty page must have them. */
	usesBuffers: boolean;
	/** Wants to be told before a clean page becomes writable, and write-protects pages for writeback. */
	tracksDirty: boolean;
	/** data=journal: only buffers joined to a transaction are written. */
	journalsData: boolean;
	/** Every write needs new space, reserved when the page becomes writable. */
	copiesOnWrite: boolean;
	/** Memory is the medium: no page cache, no writeback copy. */
	isDax: boolean;
	/** Never writes to a disk file (swap aside). */
	inMemory: boolean;
}

const pageCache = {
	usesBuffers: false,
	tracksDirty: true,
	journalsData: false,
	copiesOnWrite: false,
	isDax: false,
	inMemory: false,
};

/** ext4 data=ordered with delayed allocation. */
export const ext4: FileSystem = {
	...pageCache,
	name: "ext4",
	usesBuffers: true,
};
/** ext4 data=journal. */
export const ext4Journal: FileSystem = {
	...pageCache,
	name: "ext4-journal",
	usesBuffers: true,
	journalsData: true,
};
/** iomap: per-folio state may be rebuilt at writeback, so its absence is harmless. */
export const xfs: FileSystem = { ...pageCache, name: "xfs" };
/** Copy on write. */
export const btrfs: FileSystem = {
	...pageCache,
	name: "btrfs",
	copiesOnWrite: true,
};
/** shmem: no dirty tracking, no disk file. */
export const tmpfs: FileSystem = {
	...pageCache,
	name: "tmpfs",
	tracksDirty: false,
	inMemory: true,
};
export const fsdax: FileSystem = {
	...pageCache,
	name: "fsdax",
	isDax: true,
};

export const fileSystems: readonly FileSystem[] = [
	ext4,
	ext4Journal,
	xfs,
	btrfs,
	tmpfs,
	fsdax,
];
