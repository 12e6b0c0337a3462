// Releases that belong to the other family than the acquire.

import type { Statement } from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import type { UnitContext } from "./function-context.ts";
import { isSameFile } from "./function-model.ts";
import type { AcquireCall, ReleaseCall } from "./hold-graph.ts";
import { isMatching } from "./matching.ts";
import { isNear } from "./near.ts";
import type { Place } from "./place.ts";
import { indexOf } from "./unit-index.ts";

/** Releases of the other family that reach the hold, where nothing tells that they are meant for other pages. */
export function wrongReleases(
	context: UnitContext,
	acquire: AcquireCall,
): readonly ReleaseCall[] {
	if (acquire.holdsNothing || acquire.entry.kind === "extract") return [];
	const index = indexOf(context);
	const direct = index.reachOf(acquire).places;
	return index
		.releasesAt(direct)
		.filter(
			(release) =>
				!isMatching(acquire, release) &&
				isNear(context, acquire, release) &&
				(release.entry.proper || isOwnField(acquire, release, direct)) &&
				!hasOtherSource(context, acquire, release) &&
				!hasOtherArm(context, acquire, release),
		);
}

/** Freeing pages is right for most pages a bio or table carries: only fields of other structs tell whose they are. */
function isOwnField(
	acquire: AcquireCall,
	release: ReleaseCall,
	direct: ReadonlySet<Place>,
): boolean {
	if (acquire.model === release.model) return true;
	return release.places.some(
		(place) =>
			direct.has(place) &&
			/^f:struct /.test(place) &&
			!/^f:struct (bio|bio_vec|scatterlist|sg_table|page|folio)\./.test(place),
	);
}

/** Calls that make references of their own: what they return or raise may be put with put_page(). */
export const referenceMaker =
	/^(get_page|folio_get|try_get_page|try_get_folio|page_cache_get|folio_try_get|alloc_pages?|alloc_page_vma|__alloc_pages|folio_alloc|page_pool_|dev_alloc_pages?|find_get_page|find_lock_page|grab_cache_page|read_mapping_page|shmem_read_mapping_page|vmalloc_to_page|pfn_to_online_page|kvm_|gfn_to_)/;

/** The same variable or field also gets pages that are rightly released this way: the analysis cannot tell them apart. */
function hasOtherSource(
	context: UnitContext,
	acquire: AcquireCall,
	release: ReleaseCall,
): boolean {
	const index = indexOf(context);
	const rightSource = context.graph.acquires.some(
		(other) =>
			other !== acquire &&
			!other.holdsNothing &&
			isMatching(other, release) &&
			index.reachOf(other).places.has(release.places[0] ?? ""),
	);
	return rightSource || makesReferences(context, acquire, release);
}

/**
 * Some function makes references of its own that can come to the release: it, or what calls it, speaks of the field that is
 * released. What comes in as a parameter can come from anywhere, as can what is released in another file.
 */
export function makesReferences(
	context: UnitContext,
	acquire: AcquireCall,
	release: ReleaseCall,
	isMaker: RegExp = referenceMaker,
): boolean {
	const index = indexOf(context);
	const makers = index
		.namesLike(`makes references: ${isMaker.source}`, (name) =>
			isMaker.test(name),
		)
		.filter((outline) => isSameFile(context.unit, outline, release.call));
	if (makers.length === 0) return false;
	const fields = release.places
		.filter((place) => place.startsWith("f:"))
		.map((place) => place.slice(place.lastIndexOf(".") + 1));
	const here = [acquire.model, release.model].every(({ name }) =>
		index.named.has(name),
	);
	if (!here || fields.length < release.places.length || fields.length === 0)
		return true;
	const own = [acquire.model.name, release.model.name];
	const near = new Set(makers);
	for (const outline of near)
		for (const caller of index.mentioning(outline.name)) near.add(caller);
	return [...near].some(
		(outline) =>
			own.includes(outline.name) ||
			fields.some((field) => outline.identifiers.has(field)),
	);
}

/** `if (pinned) unpin_user_page(p); else put_page(p);`: the code itself tells the two kinds apart. */
function hasOtherArm(
	context: UnitContext,
	acquire: AcquireCall,
	release: ReleaseCall,
): boolean {
	const right = context.graph.releases.filter(
		(other) => other.model === release.model && isMatching(acquire, other),
	);
	const contains = (statement: Statement | null, call: ReleaseCall): boolean =>
		statement !== null &&
		statement.start <= call.call.start &&
		call.call.start < statement.end;
	let found = false;
	visitStatement(release.model.syntax.body, (statement) => {
		if (statement.kind !== "if") return;
		for (const other of right)
			if (
				(contains(statement.then, release) &&
					contains(statement.otherwise, other)) ||
				(contains(statement.then, other) &&
					contains(statement.otherwise, release))
			)
				found = true;
	});
	return found;
}
