// Which case of Documentation/core-api/pin_user_pages.rst a site is, who touches the pages, and for how long it holds
// them, each with the lines that show it.

import { findNotifier } from "#catalog/catalog.ts";
import type { ContactEntry } from "#catalog/entry.ts";
import { namesOf } from "#csource/walk.ts";
import type { Access, Lifetime, PinCase } from "#findings/site.ts";
import type { AnalyzedUnit } from "../analyze-unit.ts";
import { type FollowedSite, isFromIterator } from "../follow-site.ts";
import type { UnitContext } from "../function-context.ts";
import type { CallExpression, PassCall } from "../graph/hold-graph.ts";
import { calleeName, isCpuMapping } from "../kernel-idioms.ts";
import { argumentWith } from "../roles.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import { indexOf } from "../unit/unit-index.ts";
import { contactsOfSite } from "./contact-calls.ts";
import { flagValuesOf } from "./flag-values.ts";
import { type LaterRelease, laterRelease } from "./hold-span.ts";

/** A line that shows something: offset in the file and what it shows. */
export interface Mark {
	readonly at: number;
	readonly text: string;
}

export interface Classification {
	readonly case: PinCase;
	readonly evidence: readonly Mark[];
	readonly access: Access;
	readonly lifetime: Lifetime;
}

export function classifySite(
	context: AnalyzedUnit,
	site: FollowedSite,
): Classification {
	const all = contactsOf(context, site);
	const isMapped = all.some(({ by, mapping }) => by === "cpu" && mapping);
	const contacts = all.filter(({ kept = false }) => !(kept && isMapped));
	const later = laterRelease(context, site);
	const lifetime = later === null ? lifetimeOf(context, site) : "object";
	const access = accessOf(contacts, site);
	const decided = decide(context, site, contacts, later);
	return { ...decided, access, lifetime };
}

interface Contact {
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

function contactsOf(
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
function asksForWriting(context: UnitContext, site: FollowedSite): boolean {
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

function accessOf(contacts: readonly Contact[], site: FollowedSite): Access {
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

/** The flags argument, and for a variable every value it is given in the function. */
function flagTexts(
	site: FollowedSite,
): readonly { readonly at: number; readonly names: ReadonlySet<string> }[] {
	const { acquire } = site;
	const flags = argumentWith("flags", acquire.roles, acquire.call.args);
	if (flags === null) return [];
	const texts = [{ at: flags.start, names: namesOf(flags) }];
	if (flags.kind !== "identifier") return texts;
	const { name } = flags;
	const { body } = acquire.model.syntax;
	for (const { target, value, start } of acquire.model.assignments)
		if (target.kind === "identifier" && target.name === name)
			texts.push({ at: start, names: namesOf(value) });
	for (const statement of body.body)
		if (statement.kind === "declaration")
			for (const declarator of statement.declarators)
				if (declarator.name === name && declarator.initial !== null)
					texts.push({
						at: declarator.start,
						names: namesOf(declarator.initial),
					});
	return texts;
}

function longTermMark(context: UnitContext, site: FollowedSite): Mark | null {
	if (site.acquire.entry.longTerm)
		return {
			at: site.acquire.call.start,
			text: `${site.acquire.name}() pins long term`,
		};
	const flagged =
		flagTexts(site).find(({ names }) => names.has("FOLL_LONGTERM")) ??
		longTermField(context, site);
	return flagged === null ? null : { at: flagged.at, text: "FOLL_LONGTERM" };
}

/** The flags come from a field, which some function of the file gives FOLL_LONGTERM. */
function longTermField(
	context: UnitContext,
	site: FollowedSite,
): { readonly at: number } | null {
	const { acquire } = site;
	const flags = argumentWith("flags", acquire.roles, acquire.call.args);
	if (flags?.kind !== "member") return null;
	const given = new RegExp(
		`\\b${flags.field}\\s*\\|?=[^;=]*\\bFOLL_LONGTERM\\b`,
	);
	const found = given.exec(context.unit.view.text);
	return found === null ? null : { at: found.index };
}

/** The function with the site, those that lead to it, and those it calls. */
function nearSite(
	context: UnitContext,
	{ acquire }: FollowedSite,
): ReadonlySet<string> {
	const { key } = acquire.model;
	return new Set([
		...indexOf(context).callersOf(key),
		...calleesOf(context, key),
	]);
}

/** The mapping is torn down when the page tables change: a notifier of this file, or a check for a running one nearby. */
function notifierMark(
	context: UnitContext,
	site: FollowedSite,
	contacts: readonly Contact[],
): Mark | null {
	const near = nearSite(context, site);
	// Pages that are only made present are so for a device that comes again (arch/powerpc/platforms/powernv/npu-dma.c, v5.0).
	const isPassing =
		endsWhereItBegins(site) &&
		contacts.some(({ by, mapping }) => by === "cpu" && mapping);
	for (const { outline, name, shows } of indexOf(context).notifierUses)
		if ((shows === "register" && !isPassing) || near.has(outline.name))
			return {
				at: outline.nameStart,
				text: `${outline.name}() uses ${name}()`,
			};
	if (isPassing) return null;
	const table = context.unit.view.tables.find(
		({ type }) =>
			findNotifier(type.base.replace(/^struct /, "")) !== null ||
			findNotifier(type.base) !== null,
	);
	return table === undefined
		? null
		: { at: table.start, text: `${table.name} is a ${table.type.base}` };
}

/** The function asks whether the page tables have changed while it took the pages, whatever kind of hold it takes. */
function retryMark(
	context: UnitContext,
	{ acquire }: FollowedSite,
): Mark | null {
	const found = indexOf(context).notifierUses.find(
		({ outline, shows }) =>
			shows === "retry" && outline.name === acquire.model.name,
	);
	return found === undefined
		? null
		: {
				at: found.outline.nameStart,
				text: `${found.outline.name}() uses ${found.name}()`,
			};
}

/** No hold is left for a notifier of the file to end: one that counts is asked near the site. */
function endsWhereItBegins({ acquire, releases }: FollowedSite): boolean {
	return (
		releases.length > 0 &&
		releases.every(({ model }) => model === acquire.model)
	);
}

/** What is said of notifiers is not said near the site, and those who register one know no struct that its function does. */
function isForeignNotifier(context: UnitContext, site: FollowedSite): boolean {
	const { model } = site.acquire;
	const own = [...model.types.values()].flatMap(({ base }) =>
		/^struct (?!(page|folio|mm_struct|vm_area_struct)$)/.test(base)
			? [base.replace(/^struct /, "")]
			: [],
	);
	const near = nearSite(context, site);
	return (
		own.length > 0 &&
		indexOf(context).notifierUses.every(({ outline, shows }) =>
			shows === "register"
				? !own.some((tag) => outline.identifiers.has(tag))
				: !near.has(outline.name),
		)
	);
}

/** One function below the entries of the file both takes the pages and lets them go, and no callback of a notifier does. */
function endsInRequest(context: UnitContext, site: FollowedSite): boolean {
	const { tables } = context.unit.view;
	const entries = new Set(
		tables.flatMap(({ items }) =>
			items.flatMap(({ value }) =>
				value.kind === "identifier" ? [value.name] : [],
			),
		),
	);
	const isNotifying = (name: string): boolean =>
		tables.some(
			({ type, items }) =>
				findNotifier(type.base.replace(/^struct /, "")) !== null &&
				items.some(
					({ value }) => value.kind === "identifier" && value.name === name,
				),
		);
	const index = indexOf(context);
	const taking = index.callersOf(site.acquire.model.key);
	return (
		site.releases.length > 0 &&
		site.releases.every(({ model }) => {
			const letting = [...index.callersOf(model.key)];
			return (
				!letting.some(isNotifying) &&
				letting.some((name) => taking.has(name) && !entries.has(name))
			);
		})
	);
}

function lifetimeOf(context: UnitContext, site: FollowedSite): Lifetime {
	const releases = [...site.releases, ...site.mismatched];
	if (releases.length === 0) {
		const { closedFields } = context.unit;
		const isKept = [...site.reach.places].some((one) => closedFields.has(one));
		return isKept ? "object" : "unknown";
	}
	const inside = nearSite(context, site);
	return releases.every((release) => inside.has(release.model.key))
		? "call"
		: "object";
}

function calleesOf(context: UnitContext, key: string): readonly string[] {
	const { named } = indexOf(context);
	return [...(named.get(key)?.identifiers ?? [])].filter((name) =>
		named.has(name),
	);
}

/** Case 2 without the flag: the hold lasts until user space ends it. */
function laterMark({ release, entry, by }: LaterRelease): Mark {
	const how =
		by.kind === "handler"
			? `which is ${by.field} of struct ${by.table.replace(/^struct /, "")}`
			: "which other files may call";
	return {
		at: release.call.start,
		text: `kept until ${entry}(), ${how}, lets go`,
	};
}

interface Decision {
	readonly case: PinCase;
	readonly evidence: readonly Mark[];
}

function decide(
	context: UnitContext,
	site: FollowedSite,
	contacts: readonly Contact[],
	later: LaterRelease | null,
): Decision {
	const by = (who: ContactEntry["by"]): readonly Mark[] =>
		contacts
			.filter((contact) => contact.by === who)
			.map((contact) => contact.mark)
			.slice(0, 4);
	if (site.acquire.holdsNothing) return { case: 4, evidence: [] };
	const longTerm = longTermMark(context, site);
	if (longTerm !== null)
		return { case: 2, evidence: [longTerm, ...by("device")] };
	const { kind } = site.acquire.entry;
	const notifier = notifierMark(context, site, contacts);
	const foreign =
		by("device").length > 0 &&
		isForeignNotifier(context, site) &&
		endsInRequest(context, site);
	const retried = retryMark(context, site);
	if (retried !== null)
		return { case: 3, evidence: [retried, ...by("device")] };
	if (
		kind === "get" &&
		!foreign &&
		(notifier !== null || by("guest").length > 0)
	)
		return {
			case: 3,
			evidence: [...(notifier === null ? [] : [notifier]), ...by("guest")],
		};
	if (by("device").length > 0) {
		if (later !== null)
			return { case: 2, evidence: [laterMark(later), ...by("device")] };
		const beside = besideMark(context, site);
		return beside === null
			? { case: 1, evidence: by("device") }
			: { case: 3, evidence: [beside, ...by("device")] };
	}
	const touching = contacts.filter(({ by: who }) => who === "cpu");
	const touched = isFromIterator(site)
		? isCopied(context, site, touching)
		: touching.length > 0;
	if (touched) return byProcessor(context, site, by("cpu"));
	return untouched(context, site);
}

/** A notifier that another file of the driver registers, for pages under a plain reference. */
function besideMark(context: UnitContext, site: FollowedSite): Mark | null {
	const { entry, call } = site.acquire;
	if (entry.kind !== "get" || isFromIterator(site)) return null;
	const found = context.unit.notifierBeside();
	return found === null
		? null
		: { at: call.start, text: `${found.path} beside uses ${found.name}()` };
}

/**
 * Pages of an iterator are mostly handed on; copies, checksums and addresses near them are of other pages as often as not.
 * The kernel copies for a device where one function beside the site maps and copies (fs/fuse/dev.c:fuse_copy_do, v6.12).
 */
function isCopied(
	context: UnitContext,
	site: FollowedSite,
	touching: readonly Contact[],
): boolean {
	const beside = besideSite(context, site);
	const copying = new Set(
		touching.flatMap(({ mapping, model }) => (mapping ? [] : [model])),
	);
	return touching.some(
		({ mapping, model }) =>
			mapping && copying.has(model) && beside.has(model.key),
	);
}

/** The function with the site, its direct callers, and what these call. */
function besideSite(
	context: UnitContext,
	{ acquire }: FollowedSite,
): ReadonlySet<string> {
	const { key } = acquire.model;
	const callers = indexOf(context)
		.mentioning(acquire.model.name)
		.map(({ name }) => name);
	return new Set(
		[key, ...callers].flatMap((name) => [name, ...calleesOf(context, name)]),
	);
}

/** Case 5 is writing to the pages; a site that asks for no write access only reads. */
function byProcessor(
	context: UnitContext,
	site: FollowedSite,
	evidence: readonly Mark[],
): Decision {
	const reads = site.dirties.length === 0 && !asksForWriting(context, site);
	return { case: reads ? 0 : 5, evidence };
}

function untouched(context: UnitContext, site: FollowedSite): Decision {
	const { kind } = site.acquire.entry;
	const [dirty] = site.dirties;
	if (kind === "get" && dirty !== undefined && !isFromIterator(site))
		return {
			case: 5,
			evidence: [{ at: dirty.call.start, text: `dirtied by ${dirty.name}()` }],
		};
	const beside = besideMark(context, site);
	if (beside !== null) return { case: 3, evidence: [beside] };
	const leaves =
		site.passes.find((pass) => !isAfterwards(context, site, pass))?.call
			.start ?? null;
	if (
		kind === "get" &&
		leaves === null &&
		site.exits.length === 0 &&
		!isFromIterator(site)
	)
		return {
			case: 4,
			evidence: [
				{
					at: site.acquire.call.start,
					text: "nothing in this file touches the contents",
				},
			],
		};
	return {
		case: 1,
		evidence: [
			{
				at: leaves ?? site.acquire.call.start,
				text: "the pages are handed on",
			},
		],
	};
}

/** The page is let go where it was taken: what other functions get is its address or frame, not the page. */
function isAfterwards(
	context: UnitContext,
	site: FollowedSite,
	{ model }: PassCall,
): boolean {
	const { key } = site.acquire.model;
	return (
		endsWhereItBegins(site) &&
		model.key !== key &&
		!calleesOf(context, key).includes(model.key)
	);
}
