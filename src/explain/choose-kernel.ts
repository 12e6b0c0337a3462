// Which rules a scenario follows for a kernel: the era that was read, the scheme and the policy that kernel really has.

import type { KernelVersion } from "#catalog/entry.ts";
import { compareVersions } from "#catalog/kernel-version.ts";
import { type EraName, eraNames } from "#mm/eras/era.ts";
import { eras } from "#mm/eras/eras.ts";
import { policyNamed } from "#mm/policies/policies.ts";
import { schemeNamed } from "#mm/schemes/schemes.ts";
import type { ExplainedKernel } from "./explanation.ts";

/**
 * First release that counts pins by the bias: mm/gup: track FOLL_PIN pages (3faa52c03f44). In 5.6 FOLL_PIN was a name
 * only.
 */
const firstCounted: KernelVersion = "5.7";

export interface KernelRequest {
	readonly version: KernelVersion;
	/** Instead of what that kernel has. */
	readonly scheme: string | null;
	readonly policy: string | null;
}

export interface Rules extends ExplainedKernel {
	readonly version: KernelVersion;
	readonly schemeId: string;
}

/** @throws Error for a scheme or policy that does not exist. */
export function chooseRules(request: KernelRequest): Rules {
	const { version } = request;
	const era = eraFor(version);
	const own = ownRules(version, era);
	const scheme = schemeNamed(request.scheme ?? own.scheme);
	const policy = policyNamed(
		request.policy ??
			(request.scheme === null ? own.policy : scheme.suitablePolicy),
	);
	return {
		version,
		era,
		schemeId: scheme.id,
		scheme: `${scheme.id} ${scheme.name}`,
		policy: policy.name,
		note: noteFor(version, era, request),
	};
}

function versionOf(era: EraName): KernelVersion {
	return era.slice(1) as KernelVersion;
}

/** The nearest that is not newer; the oldest for anything before it. */
function eraFor(version: KernelVersion): EraName {
	const older = eraNames.filter(
		(era) => compareVersions(versionOf(era), version) <= 0,
	);
	return older.at(-1) ?? eraNames[0];
}

/** Between 5.7 and 5.9 pins are counted, and nobody looks at them. */
function ownRules(
	version: KernelVersion,
	era: EraName,
): { scheme: string; policy: string } {
	const { scheme, policy } = eras[era];
	const counted = compareVersions(version, firstCounted) >= 0;
	return era === "v5.0" && counted
		? { scheme: "S14", policy: "none" }
		: { scheme, policy };
}

function noteFor(
	version: KernelVersion,
	era: EraName,
	{ scheme, policy }: KernelRequest,
): string {
	const asked = [
		...(scheme === null ? [] : ["the scheme"]),
		...(policy === null ? [] : ["the policy"]),
	];
	const asking = asked.length === 0 ? "" : `; ${asked.join(" and ")} as asked`;
	const { tree } = eras[era];
	const order = compareVersions(versionOf(era), version);
	if (order === 0) return `rules of ${tree}${asking}`;
	const nearest =
		order < 0
			? `the nearest kernel not newer than ${version} that was read`
			: `the oldest that was read, newer than ${version}`;
	return `rules of ${tree}, ${nearest}${asking}`;
}
