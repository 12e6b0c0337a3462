// Every kernel reference that the step programs of an era carry, for the test that looks them up.

import type { EraName } from "#mm/eras/era.ts";
import { fileSystems } from "#mm/filesystems/file-system.ts";
import { policies } from "#mm/policies/policies.ts";
import { schemes } from "#mm/schemes/schemes.ts";
import { buildScenario } from "./build.ts";
import { type Scene, testOf } from "./scene.ts";

/** Operations by the kind of page they are for; between them they use the whole vocabulary. */
const filePrograms = [
	"pin_fast dma_write unpin_dirty",
	"pin dma_write unpin_dirty_test",
	"pin_fast(long) unpin_dirty_always",
	"get_user_pages_fast put_page_dirty",
	"get_user_pages put_page_dirty_unlocked",
	"pin unpin_dirty_raw",
	"get_user_pages unpin_of_get",
	"pin put_page_of_pin",
	"writepages",
	"fsync",
	"shrink_page_list(writes)",
	"munmap",
	"truncate extend truncate_partial",
	"invalidate_inode_pages2",
	"drop_caches",
	"store mprotect",
	"numa_hint",
	"migrate",
	"pin_fast bio_complete bio_dirty_worker wait_read",
	"get_user_pages_longterm follow_page",
	"pin folio_add_pin unpin",
	"memfd_pin_folios unpin",
	"pin_fast dma_map dma_read dma_unmap mark_dirty unpin unpin_again",
	"get_user_pages cpu_read cpu_write put_page put_page_again signal wait_signal lose",
];
const anonymousPrograms = [
	"pin_fast(read) dma_write unpin",
	"pin(read) dma_write unpin",
	"pin(long) unpin",
	"pin_fast(long) unpin",
	"store fork",
	"shrink_page_list",
	"migrate offline",
	"share_anon",
];

function scenes(era: EraName): Scene[] {
	const file = { era, pages: "A: file; B: spare of A" };
	const anonymous = {
		era,
		pages: "A: anon movable mapped(app=writable); B: spare of A; C: spare of A",
		processes: ["app", "child"],
	};
	const each = (
		base: Omit<Scene, "actors" | "exists">,
		programs: readonly string[],
	): Scene[] =>
		programs.map((program) => ({
			...base,
			actors: { one: program },
			exists: "deadlock",
		}));
	return [
		...fileSystems.flatMap((fs) =>
			fs.isDax ? [] : each({ ...file, fs: `${fs.name} stable` }, filePrograms),
		),
		...schemes.flatMap(({ id: scheme }) => [
			...each({ ...file, scheme }, filePrograms),
			...each({ ...anonymous, scheme }, anonymousPrograms),
		]),
		...policies.flatMap(({ name: policy }) => [
			...each({ ...file, scheme: "S4", policy }, filePrograms),
			...each({ ...anonymous, scheme: "S4", policy }, anonymousPrograms),
			...each({ era, fs: "fsdax", pages: "A: dax", scheme: "S4", policy }, [
				"truncate",
			]),
		]),
	];
}

/** The references, as written in the step programs, sorted. */
export function referencesOf(era: EraName): string[] {
	const found = new Set<string>();
	for (const scene of scenes(era))
		buildScenario(testOf(scene), (reference) => found.add(reference));
	return [...found].sort();
}
