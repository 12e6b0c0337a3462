// Which case of Documentation/core-api/pin_user_pages.rst a site is, who touches the pages, and for how long it holds
// them, each with the lines that show it.

import type { ContactEntry } from "#catalog/entry.ts";
import type { Expression } from "#csource/syntax.ts";
import { expressionsOf, visitExpression } from "#csource/walk.ts";
import type { Access, Lifetime, PinCase } from "#findings/site.ts";
import type { FollowedSite } from "./follow-site.ts";
import type { UnitContext } from "./function-context.ts";
import type { FunctionModel } from "./function-model.ts";
import { calleeName } from "./kernel-idioms.ts";
import { argumentWith } from "./roles.ts";

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
	context: UnitContext,
	site: FollowedSite,
): Classification {
	const contacts = contactsOf(context, site);
	const lifetime = lifetimeOf(context, site);
	const longTerm = longTermMark(site);
	const notifier = notifierMark(context);
	const access = accessOf(contacts, site);
	const decided = decide(site, contacts, lifetime, longTerm, notifier);
	return { ...decided, access, lifetime };
}

interface Contact {
	readonly mark: Mark;
	readonly by: ContactEntry["by"];
	readonly reads: boolean;
	readonly writes: boolean;
}

function contactsOf(
	context: UnitContext,
	site: FollowedSite,
): readonly Contact[] {
	const found: Contact[] = [];
	for (const model of context.unit.functions.values())
		for (const expression of expressionsOf(model.syntax.body))
			visitExpression(expression, (part) => {
				if (part.kind === "call")
					found.push(...contactsAt(context, site, model, part));
				return true;
			});
	return found;
}

function contactsAt(
	context: UnitContext,
	site: FollowedSite,
	model: FunctionModel,
	call: Expression & { kind: "call" },
): readonly Contact[] {
	const written = calleeName(call);
	if (written === null) return [];
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
					by: entry.by,
					reads,
					writes,
				},
			];
		});
}

function directionOf(
	entry: ContactEntry,
	call: Expression & { kind: "call" },
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
	const chosen = device.length > 0 ? device : contacts;
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
	const texts = [{ at: flags.start, names: namesIn(flags) }];
	if (flags.kind !== "identifier") return texts;
	const { name } = flags;
	const { body } = acquire.model.syntax;
	for (const expression of expressionsOf(body))
		visitExpression(expression, (part) => {
			if (
				part.kind === "assign" &&
				part.target.kind === "identifier" &&
				part.target.name === name
			)
				texts.push({ at: part.start, names: namesIn(part.value) });
			return true;
		});
	for (const statement of body.body)
		if (statement.kind === "declaration")
			for (const declarator of statement.declarators)
				if (declarator.name === name && declarator.initial !== null)
					texts.push({
						at: declarator.start,
						names: namesIn(declarator.initial),
					});
	return texts;
}

function namesIn(expression: Expression): ReadonlySet<string> {
	const names = new Set<string>();
	visitExpression(expression, (part) => {
		if (part.kind === "identifier") names.add(part.name);
		return true;
	});
	return names;
}

function longTermMark(site: FollowedSite): Mark | null {
	if (site.acquire.entry.longTerm)
		return {
			at: site.acquire.call.start,
			text: `${site.acquire.name}() pins long term`,
		};
	const flagged = flagTexts(site).find(({ names }) =>
		names.has("FOLL_LONGTERM"),
	);
	return flagged === undefined
		? null
		: { at: flagged.at, text: "FOLL_LONGTERM" };
}

/** The unit takes part in the invalidation of its mappings: registers a notifier or checks for a running one. */
function notifierMark(context: UnitContext): Mark | null {
	for (const outline of context.unit.view.functions)
		for (const name of outline.identifiers)
			if (
				/^(mmu_interval_(notifier_insert|read_begin|read_retry)|mmu_notifier_(register|get)|hmm_range_fault|mmu_invalidate_retry|mmu_notifier_retry)/.test(
					name,
				)
			)
				return {
					at: outline.nameStart,
					text: `${outline.name}() uses ${name}()`,
				};
	return null;
}

function lifetimeOf(context: UnitContext, site: FollowedSite): Lifetime {
	if (site.releases.length === 0) return "unknown";
	const home = site.acquire.model.key;
	const inside = new Set([
		home,
		...callersOf(context, home),
		...calleesOf(context, home),
	]);
	return site.releases.every((release) => inside.has(release.model.key))
		? "call"
		: "object";
}

function callersOf(context: UnitContext, key: string): readonly string[] {
	const found = new Set([key]);
	for (const name of found)
		for (const outline of context.unit.view.functions)
			if (outline.identifiers.has(name)) found.add(outline.name);
	return [...found];
}

function calleesOf(context: UnitContext, key: string): readonly string[] {
	const outlines = new Map(
		context.unit.view.functions.map((outline) => [outline.name, outline]),
	);
	return [...(outlines.get(key)?.identifiers ?? [])].filter((name) =>
		outlines.has(name),
	);
}

function decide(
	site: FollowedSite,
	contacts: readonly Contact[],
	lifetime: Lifetime,
	longTerm: Mark | null,
	notifier: Mark | null,
): { readonly case: PinCase; readonly evidence: readonly Mark[] } {
	const device = contacts.filter((contact) => contact.by === "device");
	const cpu = contacts.filter((contact) => contact.by === "cpu");
	const guest = contacts.filter((contact) => contact.by === "guest");
	const marks = (found: readonly Contact[]): readonly Mark[] =>
		found.map((contact) => contact.mark).slice(0, 4);
	const { kind } = site.acquire.entry;
	if (longTerm !== null)
		return { case: 2, evidence: [longTerm, ...marks(device)] };
	if (kind === "get" && (notifier !== null || guest.length > 0))
		return {
			case: 3,
			evidence: [...(notifier === null ? [] : [notifier]), ...marks(guest)],
		};
	if (device.length > 0)
		return {
			case: lifetime === "object" && kind === "pin" ? 2 : 1,
			evidence: marks(device),
		};
	if (cpu.length > 0) {
		const writes = cpu.filter((contact) => contact.writes);
		return writes.length > 0 || site.dirties.length > 0
			? { case: 5, evidence: marks(writes.length > 0 ? writes : cpu) }
			: { case: 0, evidence: marks(cpu) };
	}
	if (kind === "get" && site.passes.length === 0 && site.exits.length === 0)
		return {
			case: 4,
			evidence: [
				{ at: site.acquire.call.start, text: "nothing touches the contents" },
			],
		};
	if (site.dirties.length > 0)
		return {
			case: 5,
			evidence: site.dirties.slice(0, 2).map((call) => ({
				at: call.call.start,
				text: `dirtied by ${call.name}()`,
			})),
		};
	return {
		case: 1,
		evidence: [
			{ at: site.acquire.call.start, text: "the contents are handed on" },
		],
	};
}
