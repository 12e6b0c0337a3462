// Which calls a kernel release offers for pages whose contents are worked on, and how the older ones map to them.
//
// Source   Documentation/core-api/pin_user_pages.rst (v6.12); the releases are those of the catalogue

import { existsIn, findEntry } from "#catalog/catalog.ts";
import type { ArgumentRole, KernelVersion } from "#catalog/entry.ts";
import { compareVersions } from "#catalog/kernel-version.ts";

/** First release with pin_user_pages*() and unpin_user_page*(). */
export const firstWithPins: KernelVersion = "5.6";
/** First release with put_user_page(): mm: introduce put_user_page*(), placeholder versions. */
export const firstWithPutUser: KernelVersion = "5.2";

const rangeCall = "unpin_user_page_range_dirty_lock";

export interface TargetApi {
	readonly kernel: KernelVersion;
	/** pin: pin_user_pages*() and unpin_user_page*() · put-user: the references stay, put_user_page*() lets go of them. */
	readonly family: "pin" | "put-user";
	/** Lets go of one page. */
	readonly one: string;
	/** Lets go of an array of pages. */
	readonly many: string;
	/** Marks the pages dirty and lets go of them; without a third argument it always marks. */
	readonly dirty: string;
	readonly dirtyTakesFlag: boolean;
	/** Lets go of pages that lie one after the other; null where the release has no such call. */
	readonly range: string | null;
	/** Lets go of a folio's pages; null where the release has no such call. */
	readonly folio: string | null;
}

/** null: the release has no calls to convert to. */
export function targetApiOf(kernel: KernelVersion): TargetApi | null {
	if (compareVersions(kernel, firstWithPins) >= 0)
		return {
			kernel,
			family: "pin",
			one: "unpin_user_page",
			many: "unpin_user_pages",
			dirty: "unpin_user_pages_dirty_lock",
			dirtyTakesFlag: true,
			range: hasCall(rangeCall, kernel) ? rangeCall : null,
			folio: hasCall("unpin_user_folio", kernel) ? "unpin_user_folio" : null,
		};
	if (compareVersions(kernel, firstWithPutUser) < 0) return null;
	return {
		kernel,
		family: "put-user",
		one: "put_user_page",
		many: "put_user_pages",
		dirty: "put_user_pages_dirty_lock",
		dirtyTakesFlag:
			parametersOf("put_user_pages_dirty_lock", kernel)?.includes("dirty") ??
			false,
		range: null,
		folio: null,
	};
}

export function hasCall(name: string, kernel: KernelVersion): boolean {
	return parametersOf(name, kernel) !== null;
}

/** The parameters of a call in a release; null where it has no such call. */
export function parametersOf(
	name: string,
	kernel: KernelVersion,
): readonly ArgumentRole[] | null {
	const signature = findEntry(name)?.signatures.findLast((one) =>
		existsIn(one, kernel),
	);
	return signature?.parameters ?? null;
}

/** The acquire call that a plain reference becomes; null where the release has none that does the same. */
export function acquireFor(api: string, target: TargetApi): string | null {
	const { kernel } = target;
	const choices = target.family === "pin" ? pinChoices(api) : getChoices(api);
	return choices.find((name) => hasCall(name, kernel)) ?? null;
}

/** Best first. pin_user_pages_fast() takes mmap_lock itself when it must, as the unlocked form does. */
function pinChoices(api: string): readonly string[] {
	switch (api) {
		case "get_user_pages":
		case "get_user_pages_longterm":
			return ["pin_user_pages"];
		case "get_user_pages_unlocked":
			return ["pin_user_pages_unlocked", "pin_user_pages_fast"];
		case "get_user_pages_fast":
		case "get_user_pages_remote":
		case "get_user_pages_locked":
			return [api.replace(/^get/, "pin")];
		case "__get_user_pages_fast":
		case "get_user_pages_fast_only":
			return ["pin_user_pages_fast_only"];
		default:
			return [];
	}
}

function getChoices(api: string): readonly string[] {
	return api === "get_user_pages_longterm" ? [api, "get_user_pages"] : [api];
}
