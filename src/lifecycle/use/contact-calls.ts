// The calls of a unit that let a device, the kernel or a guest touch the contents of pages, read once, and which of them
// touch the pages of one site.

import { directionWords } from "#catalog/direction-words.ts";
import type { ContactEntry } from "#catalog/entry.ts";
import { isCarrierField } from "#catalog/page-carriers.ts";
import type { Expression } from "#csource/syntax.ts";
import { isKnown } from "../effects/takeover.ts";
import type { FollowedSite } from "../follow-site.ts";
import type { UnitContext } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import type { Reach } from "../graph/reach.ts";
import { calleeName } from "../kernel-idioms.ts";
import { type Place, typeOf } from "../place.ts";
import { callIndexOf, type IndexedCall } from "../unit/call-index.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { givenAddressesOf } from "./given-addresses.ts";
import { mappedStoresOf } from "./mapped-stores.ts";

/** As seen by who touches them; unknown: a variable, or a call that does not say. */
export type ContactWay = "read" | "write" | "both" | "unknown";

export interface ContactCall {
	readonly model: FunctionModel;
	readonly call: CallExpression;
	readonly name: string;
	readonly by: ContactEntry["by"];
	readonly way: ContactWay;
	readonly places: readonly Place[];
	/** The pages go by their address, which goes away at this offset of this function. */
	readonly given: { readonly model: FunctionModel; readonly at: number } | null;
}

const known = new WeakMap<UnitContext, readonly ContactCall[]>();

export function contactCallsOf(context: UnitContext): readonly ContactCall[] {
	const before = known.get(context);
	if (before !== undefined) return before;
	const found = readContacts(context);
	known.set(context, found);
	return found;
}

/** Those that get pages of this site. */
export function contactsOfSite(
	context: UnitContext,
	site: FollowedSite,
): readonly ContactCall[] {
	return contactCallsOf(context).filter(
		(contact) =>
			reaches(site, contact.places) &&
			(contact.given === null || staysHeld(context, site, contact.given)),
	);
}

/**
 * `sg_set_page(sg, page, …)`: the calls that put pages of this site into a scatterlist. Nobody is seen to work on them yet,
 * but a scatterlist is made for that: for DMA, a crypto engine or a socket.
 */
export function intoScatterlist(
	context: UnitContext,
	site: FollowedSite,
): readonly IndexedCall[] {
	return callIndexOf(context.unit).all.filter(
		({ model, call, name }) =>
			name.startsWith("sg_") &&
			context.vocabulary.derivations(name).some(({ from, effect }) => {
				const page = typeof from === "number" ? call.args[from] : undefined;
				return (
					effect === "store" &&
					page !== undefined &&
					reaches(site, context.graph.sources(model, page))
				);
			}),
	);
}

function reaches({ reach }: FollowedSite, places: readonly Place[]): boolean {
	return places.some(
		(place) => reach.places.has(place) && !isThroughPipe(reach, place),
	);
}

/** Who takes pages out of a pipe gets anybody's. */
function isThroughPipe({ via }: Reach, place: Place): boolean {
	const seen = new Set<Place>();
	for (
		let at: Place | undefined = place;
		at !== undefined && !seen.has(at);
		at = via.get(at)?.from
	) {
		if (at.startsWith("f:struct pipe_buffer.")) return true;
		seen.add(at);
	}
	return false;
}

/** An address of a page that is let go at once, without a call in between, is only told: nobody works by it. */
function staysHeld(
	context: UnitContext,
	site: FollowedSite,
	{ model, at }: { readonly model: FunctionModel; readonly at: number },
): boolean {
	const last = site.releases
		.filter((release) => release.model === model && release.call.start > at)
		.at(-1);
	return (
		last === undefined || isUsedBetween(context, model, at, last.call.start)
	);
}

/** Between two places of a function something is called that may work on the pages: not only their release. */
export function isUsedBetween(
	context: UnitContext,
	model: FunctionModel,
	from: number,
	to: number,
): boolean {
	return (callIndexOf(context.unit).byFunction.get(model.key) ?? []).some(
		({ call, name }) =>
			call.start > from &&
			call.start < to &&
			!isKnown({ ...context, model }, name, call) &&
			context.vocabulary.release(name) === null,
	);
}

function readContacts(context: UnitContext): readonly ContactCall[] {
	const found: ContactCall[] = [];
	for (const { model, call, name } of callIndexOf(context.unit).all)
		for (const entry of context.vocabulary.contacts(name)) {
			if (entry.pages === "return") continue;
			const argument = call.args[entry.pages];
			if (argument === undefined) continue;
			const places = [
				...context.graph.sources(model, argument),
				...putInto(context, model, argument),
			];
			if (places.length === 0) continue;
			const way = wayOf(entry, call);
			if (way !== "none")
				found.push({
					model,
					call,
					name,
					by: entry.by,
					way,
					places,
					given: null,
				});
		}
	for (const { model, call, name, place } of mappedStoresOf(context.unit))
		found.push({
			model,
			call,
			name,
			by: "cpu",
			way: "write",
			places: [place],
			given: null,
		});
	for (const { maker, model, at } of givenAddressesOf(context)) {
		const [page] = maker.call.args;
		const name = calleeName(maker.call);
		if (page === undefined || name === null) continue;
		const places = context.graph.sources(maker.model, page);
		if (places.length > 0)
			found.push({
				...maker,
				name,
				by: "device",
				way: "unknown",
				places,
				given: { model, at },
			});
	}
	return found;
}

/**
 * What the function puts, by hand, into an array of the struct that it gives away: `vec[i].bv_page = page`. Errs: takes any
 * array of that struct in the function for the one that goes.
 */
function putInto(
	context: UnitContext,
	model: FunctionModel,
	argument: Expression,
): readonly Place[] {
	const type = typeOf(context.unit, model, argument)?.base;
	if (type !== "struct bio_vec") return [];
	return callIndexOf(context.unit).assignments.flatMap((entry) =>
		entry.model === model &&
		entry.target.kind === "member" &&
		isCarrierField(type, entry.target.field) &&
		typeOf(context.unit, model, entry.target.object)?.base === type
			? context.graph.sources(model, entry.value)
			: [],
	);
}

function wayOf(entry: ContactEntry, call: CallExpression): ContactWay | "none" {
	const { direction } = entry;
	if (typeof direction === "string") return direction;
	const argument = call.args[direction.argument];
	return argument === undefined
		? "unknown"
		: wayInWords(argument, directionWords[direction.words]);
}

/** `DMA_FROM_DEVICE`, `IOMMU_READ | IOMMU_WRITE | IOMMU_CACHE`; with any variable in it unknown. */
function wayInWords(
	expression: Expression,
	words: Readonly<Record<string, ContactWay | "none">>,
): ContactWay | "none" {
	if (expression.kind === "cast") return wayInWords(expression.operand, words);
	if (expression.kind === "identifier")
		return words[expression.name] ?? "unknown";
	if (expression.kind === "binary" && expression.op === "|") {
		const both = [expression.left, expression.right].map((side) =>
			wayInWords(side, words),
		);
		const [left, right] = both;
		if (left === undefined || right === undefined) return "unknown";
		return left === right ? left : joined(left, right);
	}
	return "unknown";
}

function joined(
	left: ContactWay | "none",
	right: ContactWay | "none",
): ContactWay {
	const ways = new Set([left, right]);
	if (ways.has("both")) return "both";
	if (ways.has("unknown")) return "unknown";
	return ways.has("read") && ways.has("write") ? "both" : "unknown";
}
