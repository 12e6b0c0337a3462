// Who touches the contents of the pages of a site, and which way the data go.

import type { ContactEntry } from "#catalog/entry.ts";
import type { Access } from "#findings/site.ts";
import type { FollowedSite } from "../follow-site.ts";
import type { UnitContext } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { calleeName, isCpuMapping } from "../kernel-idioms.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { indexOf } from "../unit/unit-index.ts";
import { contactsOfSite } from "./contact-calls.ts";
import { flagValuesOf } from "./flag-values.ts";
import type { Mark } from "./mark.ts";

export interface Contact {
	readonly mark: Mark;
	/** Where the call stands. */
	readonly model: FunctionModel;
	readonly by: ContactEntry["by"];
	/** The contact is the making of an address, not a copy through one. */
	readonly mapping: boolean;
	/** What is given away is the address of a mapping of the pages that the kernel keeps for itself. */
	readonly kept?: boolean;
	readonly reads: boolean;
	readonly writes: boolean;
}

export function contactsOf(
	context: UnitContext,
	site: FollowedSite,
): readonly Contact[] {
	const touches = indexOf(context)
		.touchesAt(site.reach.places)
		.flatMap(({ model, call }) => contactsAt(context, site, model, call));
	return [...touches, ...givenAt(context, site)];
}

/** Pages that are given to a device by their address. */
function givenAt(context: UnitContext, site: FollowedSite): readonly Contact[] {
	const writes = asksForWriting(context, site);
	return contactsOfSite(context, site).flatMap(
		({ given, name, model, call }) =>
			given === null
				? []
				: [
						{
							mark: {
								at: given.at,
								text: `given away by the address from ${name}()`,
							},
							model,
							by: "device",
							mapping: false,
							kept: isOfKeptMapping(call),
							reads: true,
							writes,
						},
					],
	);
}

/** `__pa(obj->kaddr)`: who keeps the address of a mapping in an object works through it. */
function isOfKeptMapping({ args: [argument] }: CallExpression): boolean {
	const inner = argument?.kind === "cast" ? argument.operand : argument;
	return inner?.kind === "member";
}

function contactsAt(
	context: UnitContext,
	site: FollowedSite,
	model: FunctionModel,
	call: CallExpression,
): readonly Contact[] {
	const written = calleeName(call);
	if (written === null) return [];
	const mapped = mappingAt(context, site, model, call, written);
	if (mapped !== null) return [mapped];
	return context.vocabulary
		.contacts(context.unit.resolve(written))
		.flatMap((entry) => {
			const argument =
				entry.pages === "return" ? undefined : call.args[entry.pages];
			const places =
				argument === undefined ? [] : context.graph.sources(model, argument);
			if (!places.some((place) => site.reach.places.has(place))) return [];
			const { reads, writes } = directionOf(entry, call);
			const what =
				entry.by === "device"
					? "given to a device"
					: entry.by === "guest"
						? "mapped into a guest"
						: "touched by the CPU";
			return [
				{
					mark: { at: call.start, text: `${what} by ${written}()` },
					model,
					by: entry.by,
					mapping: false,
					reads,
					writes,
				},
			];
		});
}

/** kmap(page), page_address(page), vmap(pages): an address is made for the CPU to read or write the pages by. */
function mappingAt(
	context: UnitContext,
	site: FollowedSite,
	model: FunctionModel,
	call: CallExpression,
	written: string,
): Contact | null {
	const name = context.unit.resolve(written);
	if (!isCpuMapping(name)) return null;
	const meets = context.vocabulary.derivations(name).some(({ from, to }) => {
		const argument = typeof from === "number" ? call.args[from] : undefined;
		return (
			to === "return" &&
			argument !== undefined &&
			context.graph
				.sources(model, argument)
				.some((place) => site.reach.places.has(place))
		);
	});
	if (!meets) return null;
	const mark = { at: call.start, text: `mapped for the CPU by ${written}()` };
	const writes = asksForWriting(context, site);
	return { mark, model, by: "cpu", mapping: true, reads: true, writes };
}

/** The flags let the contents be written, or may do so. */
export function asksForWriting(
	context: UnitContext,
	site: FollowedSite,
): boolean {
	if (site.acquire.entry.onlyReads === true) return false;
	const flags = flagValuesOf(context.unit, site.acquire);
	return flags.open || flags.maybe.has("FOLL_WRITE");
}

function directionOf(
	entry: ContactEntry,
	call: CallExpression,
): { reads: boolean; writes: boolean } {
	const { direction } = entry;
	if (typeof direction === "string") {
		const open = direction === "both" || direction === "unknown";
		return {
			reads: open || direction === "read",
			writes: open || direction === "write",
		};
	}
	const argument = call.args[direction.argument];
	const name = argument?.kind === "identifier" ? argument.name : "";
	if (/TO_DEVICE|TODEVICE/.test(name)) return { reads: true, writes: false };
	if (/FROM_DEVICE|FROMDEVICE/.test(name))
		return { reads: false, writes: true };
	return { reads: true, writes: true };
}

export function accessOf(
	contacts: readonly Contact[],
	site: FollowedSite,
): Access {
	if (contacts.some((contact) => contact.by === "guest")) return "guest";
	const device = contacts.filter((contact) => contact.by === "device");
	const copies = contacts.filter((contact) => !contact.mapping);
	const chosen =
		device.length > 0 ? device : copies.length > 0 ? copies : contacts;
	if (chosen.length === 0) return "none";
	const reads = chosen.some((contact) => contact.reads);
	const writes =
		chosen.some((contact) => contact.writes) || site.dirties.length > 0;
	const by = device.length > 0 ? "dev" : "cpu";
	return reads && writes ? `${by}-rw` : writes ? `${by}-write` : `${by}-read`;
}
