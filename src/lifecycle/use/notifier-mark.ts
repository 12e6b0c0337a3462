// What shows that a device's mapping of the pages is torn down when the page tables change (case 3), and what speaks against it.

import { findNotifier } from "#catalog/catalog.ts";
import { type FollowedSite, isFromIterator } from "../follow-site.ts";
import type { UnitContext } from "../function-context.ts";
import { indexOf } from "../unit/unit-index.ts";
import type { Contact } from "./contacts-of.ts";
import type { Mark } from "./mark.ts";
import { endsWhereItBegins, nearSite } from "./near-site.ts";

/** The mapping is torn down when the page tables change: a notifier of this file, or a check for a running one nearby. */
export function notifierMark(
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
export function retryMark(
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

/** A notifier that another file of the driver registers, for pages under a plain reference. */
export function besideMark(
	context: UnitContext,
	site: FollowedSite,
): Mark | null {
	const { entry, call } = site.acquire;
	if (entry.kind !== "get" || isFromIterator(site)) return null;
	const found = context.unit.notifierBeside();
	return found === null
		? null
		: { at: call.start, text: `${found.path} beside uses ${found.name}()` };
}

/** What is said of notifiers is not said near the site, and those who register one know no struct that its function does. */
export function isForeignNotifier(
	context: UnitContext,
	site: FollowedSite,
): boolean {
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
export function endsInRequest(
	context: UnitContext,
	site: FollowedSite,
): boolean {
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
