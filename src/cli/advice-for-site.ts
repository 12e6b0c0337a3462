import type { KernelVersion } from "#catalog/entry.ts";
import { adviseSite } from "#checks/advice.ts";
import type { Advice } from "#findings/advice.ts";
import type { Site } from "#findings/site.ts";

/** Null for a site that holds nothing, or whose life was not asked for. */
export function adviceForSite(
	{ api, case: pinCase, kind, life }: Site,
	kernel: KernelVersion,
): Advice | null {
	return kind === "none" || life === undefined
		? null
		: adviseSite({ api, case: pinCase, ...life.use }, kernel);
}
