// PF602: a call that walks the memory map, and nobody holds the mmap lock.
//
// Silent where some path to the call may have taken the lock, in the function or in any function of the file that calls
// it, where something says that it is held, and where a caller cannot be seen. That other files call an entry of this one
// without the lock is the assumption of `likely`.

import { mmapLockAt } from "#lifecycle/context/mmap-locks.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { adviseSite } from "./advice.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { useOfSite } from "./site-use.ts";
import { targetKernelOf } from "./target-kernel.ts";

export const checkMmapLockMissing: Check = (input) =>
	input.sites.flatMap((site) => judge(input, site) ?? []);

function judge(input: CheckInput, site: FollowedSite): DraftFinding | null {
	const { acquire } = site;
	if (!acquire.entry.needsMmapLock) return null;
	const state = mmapLockAt(input.unit.unit, acquire.model, acquire.call.start);
	if (state === "held" || state === "unknown") return null;
	const assumed = state === "exported";
	return draftFinding({
		code: "PF602",
		confidence: assumed ? "likely" : "certain",
		model: acquire.model,
		at: acquire.call.start,
		message: `${acquire.name}() walks the memory map, and ${
			state === "dropped"
				? "the mmap lock has been dropped on every path to it"
				: `no path to it takes the mmap lock${assumed ? ", callers in other files taken not to hold it" : ""}`
		}; ${cure(input, site)}`,
		acquire: acquire.call.start,
	});
}

/** A remote memory map has no call that takes its lock by itself. */
function cure(input: CheckInput, site: FollowedSite): string {
	const { name } = site.acquire;
	const kernel = targetKernelOf(input);
	const lock =
		Number(kernel.version.split(".")[0]) >= 6 || kernel.version === "5.19"
			? "mmap_read_lock(mm)"
			: "the mmap lock";
	if (/remote/.test(name)) return `take ${lock} around it`;
	const { call, reason } = adviseSite(
		{ ...useOfSite(input, site), api: "get_user_pages_fast" },
		kernel.version,
	);
	return `take ${lock} around it, or use ${call}(), which needs no lock, ${kernel.words}: ${reason}`;
}
