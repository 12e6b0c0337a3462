// OP16: fsync: write what is dirty, wait for what is under writeback.

import { and, lt, not } from "#explore/language/expression.ts";
import { call, type Statement, when } from "#explore/language/statement.ts";
import type { Page } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { writepages } from "./writepages.ts";

/** Notes F5 if it returns 0 and the disk is older than memory was when it was called. */
export function fsync(performer: Performer, page: Page): Statement {
	const { world } = performer;
	const { kernel, monitors, inode } = world;
	const wanted = performer.number(`content of ${page.name} at fsync`, 15);
	const failed = performer.flag("fsync error");
	const watched = monitors.watched.has("F5");
	return call("fsync", [
		...(watched
			? [
					kernel.step(
						{
							"v5.0":
								"mm/filemap.c __filemap_fdatawrite_range filemap_fdatawrite_wbc",
						},
						wanted.set(page.memory),
						failed.set(0),
					),
				].map((one) => ({ ...one }))
			: []),
		writepages(performer, page, {
			sync: "all",
			failed,
			ios: inode.ios,
		}),
		kernel.step(
			{
				"v5.0": "mm/filemap.c __filemap_fdatawait_range wait_on_page_writeback",
				"v6.12": "mm/filemap.c __filemap_fdatawait_range folio_wait_writeback",
			},
			when(not(page.writeback)),
			...monitors.report(
				"F5",
				and(not(failed), page.attached, lt(page.disk, wanted)),
			),
			...(watched ? [wanted.set(0)] : []),
		),
	]);
}
