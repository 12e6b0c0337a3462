import { nothing } from "./s00-nothing.ts";
import { placeholder } from "./s01-placeholder.ts";
import { stickyFlag } from "./s02-sticky-flag.ts";
import { lruOverlay } from "./s03-lru-overlay.ts";
import { ownCounter } from "./s04-counter.ts";
import { spareFlag } from "./s05-spare-flag.ts";
import { lruNextBit } from "./s06-lru-next-bit.ts";
import { lruPrevBit } from "./s07-lru-prev-bit.ts";
import { pageExt } from "./s08-page-ext.ts";
import { lastCpupid } from "./s09-last-cpupid.ts";
import { refcountHeuristic } from "./s10-refcount-heuristic.ts";
import { raisedMapcount } from "./s11-mapcount.ts";
import { perMapping } from "./s12-per-mapping.ts";
import { virtualVma } from "./s13-virtual-vma.ts";
import { biasedRefcount } from "./s14-bias.ts";
import { exactPincount } from "./s15-exact-pincount.ts";
import { mmuNotifier } from "./s16-mmu-notifier.ts";
import { longtermOnly } from "./s17-longterm-only.ts";
import { fileLease } from "./s18-lease.ts";
import { pageLock } from "./s19-page-lock.ts";
import { pteBit } from "./s20-pte-bit.ts";
import { vmNoCow } from "./s21-vm-nocow.ts";
import { refuseLongterm } from "./s22-refuse-longterm.ts";
import { mmHasPinned } from "./s23-mm-has-pinned.ts";
import { partitioned } from "./s24-partitioned.ts";
import type { Scheme } from "./scheme.ts";

/** All schemes, S0 to S24. */
export const schemes: readonly Scheme[] = [
	nothing,
	placeholder,
	stickyFlag,
	lruOverlay,
	ownCounter,
	spareFlag,
	lruNextBit,
	lruPrevBit,
	pageExt,
	lastCpupid,
	refcountHeuristic,
	raisedMapcount,
	perMapping,
	virtualVma,
	biasedRefcount,
	exactPincount,
	mmuNotifier,
	longtermOnly,
	fileLease,
	pageLock,
	pteBit,
	vmNoCow,
	refuseLongterm,
	mmHasPinned,
	partitioned,
];

/** @throws Error that lists the schemes when there is none of that name. */
export function schemeNamed(id: string): Scheme {
	const found = schemes.find((scheme) => scheme.id === id.toUpperCase());
	if (found === undefined)
		throw new Error(
			`there is no scheme "${id}": ${schemes.map((one) => one.id).join(" ")}`,
		);
	return found;
}
