// Releases that belong to the other family than the acquire.

import type { Statement } from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import type { UnitContext } from "../function-context.ts";
import type { AcquireCall, ReleaseCall } from "../graph/hold-graph.ts";
import { isMatching } from "../graph/matching.ts";
import { calleeName, isNull } from "../kernel-idioms.ts";
import { isNear } from "../near.ts";
import type { Place } from "../place.ts";
import { pageArgumentOf } from "../roles.ts";
import {
	madeReferences,
	raisedReferences,
	referenceMaker,
} from "../summaries/made-references.ts";
import { isSameFile, isSeed } from "../unit/function-model.ts";
import { indexOf } from "../unit/unit-index.ts";
import { valuesOf } from "../unit/values-of.ts";
import { isBehindFlagOf } from "./own-flag.ts";

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

/** The same variable or field also gets pages that are rightly released this way: the analysis cannot tell them apart. */
function hasOtherSource(
	context: UnitContext,
	acquire: AcquireCall,
	release: ReleaseCall,
): boolean {
	if (isBehindFlagOf(context, acquire, release)) return false;
	if (isOnlyFrom(context, acquire, release)) return false;
	const index = indexOf(context);
	const rightSource = context.graph.acquires.some(
		(other) =>
			other !== acquire &&
			!other.holdsNothing &&
			isMatching(other, release) &&
			index.reachOf(other).places.has(release.places[0] ?? ""),
	);
	return rightSource || makesReferences(context, release);
}

/** The variable that is released is never given anything but what a function of the unit returns that took it by this acquire. */
function isOnlyFrom(
	{ unit, wrappers }: UnitContext,
	acquire: AcquireCall,
	{ model, call, roles }: ReleaseCall,
): boolean {
	const argument = pageArgumentOf(roles, call.args);
	if (argument?.kind !== "identifier") return false;
	if (model.parameters.includes(argument.name)) return false;
	const values = valuesOf(model, argument.name).filter((one) => !isNull(one));
	return (
		values.length > 0 &&
		values.every((value) => {
			const wrapper = wrappers.get(unit.resolve(calleeName(value) ?? ""));
			return (
				wrapper?.keeps.result === true &&
				wrapper.acquires.every((at) => at === acquire.call.start)
			);
		})
	);
}

/** Calls by which pages are pinned: nothing else makes what an unpin ends. */
const pinMaker =
	/^(pin_user_page|folio_add_pin|iov_iter_extract_|extract_iter_|memfd_pin_)/;

/**
 * Some call that is no acquire makes references that can come to the release. Of functions that were not read those count
 * that speak of the field which is released, or of the function which does it, and all in another file.
 */
export function makesReferences(
	context: UnitContext,
	release: ReleaseCall,
	isMaker: RegExp = release.entry.kind === "pin" ? pinMaker : referenceMaker,
): boolean {
	const { unit } = context;
	const test = (name: string): boolean => isMaker.test(name);
	const known = [
		...madeReferences(context, test),
		...raisedReferences(context, test),
	];
	const reaches = known.some(({ place, reached }) =>
		release.places.some((one) => one === place || reached.has(one)),
	);
	if (reaches) return true;
	const index = indexOf(context);
	const unread = index
		.namesLike(`makes references: ${isMaker.source}`, test)
		.filter(
			(outline) =>
				!unit.functions.has(outline.name) &&
				isSameFile(unit, outline, release.call),
		);
	if (unread.length === 0) return false;
	if (!isSeed(unit, release.call)) return true;
	const names = release.places
		.filter((place) => place.startsWith("f:"))
		.map((place) => place.slice(place.lastIndexOf(".") + 1))
		.concat(release.model.name);
	const near = new Set(unread);
	for (const outline of near)
		for (const caller of index.mentioning(outline.name)) near.add(caller);
	return [...near].some(
		(outline) =>
			outline.name === release.model.name ||
			names.some((name) => outline.identifiers.has(name)),
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
