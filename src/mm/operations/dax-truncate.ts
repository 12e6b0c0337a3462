// OP8 for DAX: the page is the block, so truncate may only go on when nobody holds it.

import { and, eq, gt } from "#explore/language/expression.ts";
import {
	again,
	call,
	choose,
	leave,
	loop,
	type Statement,
	when,
} from "#explore/language/statement.ts";
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { isPinned } from "../world/world.ts";
import { unmapMapping } from "./truncate.ts";

/**
 * Policy `wait`: break layouts (the merged behaviour): unmap, then sleep until the page has one reference, without the
 * invalidate lock. `orphan`: no layout break, the block is freed under the device. `fail`: -ETXTBSY while a lease is held.
 */
export function daxTruncate(
	performer: Performer,
	page: Page,
	isHolder = false,
): Statement {
	const { world } = performer;
	const { kernel, inode, policy } = world;
	const take = kernel.step(
		{
			"v5.0": "fs/ext4/inode.c ext4_setattr down_write",
			"v6.1": "fs/ext4/inode.c ext4_setattr filemap_invalidate_lock",
		},
		when(and(eq(inode.invalidateReaders, 0), eq(inode.invalidateWriter, 0))),
		inode.invalidateWriter.set(1),
	);
	const unmap = kernel.step(
		{
			"v5.0": "fs/dax.c dax_layout_busy_page unmap_mapping_range",
			"v6.1": "fs/dax.c dax_layout_busy_page_range unmap_mapping_pages",
		},
		...unmapMapping(world, page),
	);
	const free = [
		kernel.step(
			{ "v5.0": "fs/ext4/inode.c ext4_setattr i_size_write" },
			inode.truncated.set(1),
			...unmapMapping(world, page),
		),
		kernel.step(
			{ "v5.0": "fs/ext4/inode.c ext4_truncate ext4_ext_truncate" },
			inode.blockOwner.set(1),
		),
		kernel.step(
			{
				"v5.0":
					"fs/ext4/mballoc.c ext4_mb_new_blocks ext4_mb_regular_allocator",
			},
			inode.blockOwner.set(2),
		),
		kernel.step(
			{
				"v5.0": "fs/ext4/inode.c ext4_setattr up_write",
				"v6.1": "fs/ext4/inode.c ext4_setattr filemap_invalidate_unlock",
			},
			inode.invalidateWriter.set(0),
		),
	];
	if (policy.truncate === "orphan" || isHolder)
		return call("ext4_setattr", [take, ...free]);
	const busy =
		policy.truncate === "fail"
			? isPinned(world, page, "truncate", 0)
			: gt(page.refcount, 1);
	const wait =
		policy.truncate === "fail"
			? [
					kernel.step(
						{
							"v5.0":
								"proposed fs/ext4/inode.c ext4_break_layouts dax_layout_busy_page: -ETXTBSY",
						},
						inode.invalidateWriter.set(0),
						performer.failed.set(1),
					),
					leave(),
				]
			: [
					kernel.step(
						{
							"v5.0": "fs/ext4/inode.c ext4_wait_dax_page up_write",
							"v6.1":
								"fs/ext4/inode.c ext4_wait_dax_page filemap_invalidate_unlock",
						},
						inode.invalidateWriter.set(0),
					),
					kernel.step(
						{
							"v5.0": "fs/ext4/inode.c ext4_break_layouts ___wait_var_event",
						},
						when(eq(page.refcount, 1)),
					),
					again(),
				];
	return call("ext4_setattr", [
		loop(
			take,
			unmap,
			choose(
				[
					kernel.step(
						{
							"v5.0": "fs/dax.c dax_busy_page page_ref_count",
						},
						when(busy),
					),
					...wait,
				],
				[
					kernel.step(
						{
							"v5.0": "fs/dax.c dax_busy_page page_ref_count: idle",
						},
						when(eq(busy, 0)),
					),
					...free,
					leave(),
				],
			),
		),
	]);
}
