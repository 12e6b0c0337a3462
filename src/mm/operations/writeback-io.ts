// Writeback once the page is clean: PG_writeback, checksum, device read, end.

import type { NumberCell } from "#explore/language/cell.ts";
import { type Effect, given } from "#explore/language/effect.ts";
import { and, eq, ne, not, or } from "#explore/language/expression.ts";
import type { Statement } from "#explore/language/statement.ts";
import { type Page, putPage } from "../world/page.ts";
import type { Performer } from "../world/performer.ts";
import { places, type Writepages } from "./writeback-places.ts";

export function startWriteback(performer: Performer, page: Page): Statement[] {
	const { kernel, fileSystem, monitors } = performer.world;
	const keepsBuffers = fileSystem.usesBuffers && !fileSystem.journalsData;
	const tags = given(not(page.dirty), [
		page.tagDirty.set(0),
		...(keepsBuffers ? [page.buffersDirty.set(0)] : []),
	]);
	return [
		kernel.step(
			places.startWriteback,
			page.writeback.set(1),
			tags,
			...zeroTail(performer, page),
			...(fileSystem.journalsData ? journal(performer, page) : []),
		),
		kernel.step(places.unlock, page.locked.set(0)),
		kernel.step(places.release, ...putPage(page, monitors)),
	];
}

/** ext4_bio_write_page() zeroes what lies beyond the end of the file, once. */
function zeroTail(performer: Performer, page: Page): Effect[] {
	const { monitors, inode } = performer.world;
	return monitors.watched.has("F20")
		? [given(inode.truncated, [page.tail.set(0)])]
		: [];
}

/** data=journal: only buffers of a transaction are written; PG_checked makes them join one now. */
export function journal(performer: Performer, page: Page): Effect[] {
	const unjournalled = and(not(page.buffersDirty), not(page.checked));
	return [
		...performer.world.monitors.report(
			"F21",
			and(unjournalled, ne(page.memory, page.disk)),
		),
		page.journalled.set(or(page.buffersDirty, page.checked)),
		page.buffersDirty.set(0),
		page.checked.set(0),
	];
}

/** Checksum and device read are two reads of the page, or of the bounce copy. */
export function io(
	performer: Performer,
	page: Page,
	how: Writepages,
	copy: NumberCell | null,
): Statement[] {
	const { world } = performer;
	const { kernel, monitors, fileSystem } = world;
	const checksum = performer.number(`checksum of ${page.name}`, 15);
	const source = copy ?? page.memory;
	const written = fileSystem.journalsData
		? given(page.journalled, [page.disk.set(source)])
		: page.disk.set(source);
	return [
		...(world.setting.stableWrites
			? [kernel.step(places.checksum, checksum.set(source))]
			: []),
		kernel.step(
			places.read,
			...(world.setting.stableWrites
				? monitors.report("F2", ne(checksum, source))
				: []),
			written,
			...(monitors.watched.has("F20")
				? [
						...monitors.report("F20", eq(page.tail, 2)),
						page.diskTail.set(page.tail),
					]
				: []),
			...(how.ios === undefined ? [] : [how.ios.add(1)]),
		),
		kernel.step(
			places.end,
			page.writeback.set(0),
			checksum.set(0),
			...(copy === null ? [] : [copy.set(0)]),
		),
	];
}
