// PF406: arguments with which mm/gup.c refuses to work, after a warning in the log.
//
// Source   mm/gup.c: is_valid_gup_args() (v6.12), is_valid_gup_flags() and the calls themselves (v6.1, v5.9)

import { existsIn, findFlag } from "#catalog/catalog.ts";
import type { KernelVersion } from "#catalog/entry.ts";
import { compareVersions } from "#catalog/kernel-version.ts";
import type { Expression } from "#csource/syntax.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { isNull } from "#lifecycle/kernel-idioms.ts";
import { argumentWith } from "#lifecycle/roles.ts";
import { callIndexOf } from "#lifecycle/unit/call-index.ts";
import { type FlagValues, flagValuesOf } from "#lifecycle/use/flag-values.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { adviceFor } from "./site-use.ts";
import { targetKernelOf } from "./target-kernel.ts";

export const checkRefusedArguments: Check = (input) =>
	input.sites.flatMap((site) => judge(input, site) ?? []);

/** The calls that end in is_valid_gup_args(); those built on them pass on what they are given. */
const checked = /^(get|pin)_user_pages(_fast|_fast_only|_remote|_unlocked)?$/;

function judge(input: CheckInput, site: FollowedSite): DraftFinding | null {
	const { acquire } = site;
	if (!checked.test(acquire.name)) return null;
	const kernel = targetKernelOf(input);
	const flags = flagValuesOf(input.unit.unit, acquire);
	const fault =
		flagFault(acquire.name, flags, kernel.version) ??
		argumentFault(input, site, flags, kernel.version);
	if (fault === null) return null;
	return draftFinding({
		code: "PF406",
		confidence: kernel.assumed && fault.sinceVersion ? "likely" : "certain",
		model: acquire.model,
		at: acquire.call.start,
		message: `${acquire.name}() warns and fails: ${fault.text}${
			kernel.assumed && fault.sinceVersion
				? `, in kernels since ${fault.sinceVersion}`
				: ""
		}; ${adviceFor(input, site)}`,
		acquire: acquire.call.start,
	});
}

interface Fault {
	readonly text: string;
	/** First release that refuses it, where older ones took it. */
	readonly sinceVersion: KernelVersion | null;
}

function isFrom(kernel: KernelVersion, first: KernelVersion): boolean {
	return compareVersions(kernel, first) >= 0;
}

function flagFault(
	name: string,
	flags: FlagValues,
	kernel: KernelVersion,
): Fault | null {
	const passes = (flag: string): boolean => flags.always.has(flag);
	const pins = name.startsWith("pin_");
	if (!isFrom(kernel, "5.6")) return null;
	if (pins && passes("FOLL_GET"))
		return { text: "FOLL_GET beside a pin", sinceVersion: null };
	if (!pins && passes("FOLL_LONGTERM") && isLongTermRefused(name, kernel))
		return { text: "FOLL_LONGTERM without a pin", sinceVersion: "5.6" };
	if (passes("FOLL_LONGTERM") && passes("FOLL_PCI_P2PDMA"))
		return { text: "FOLL_LONGTERM with FOLL_PCI_P2PDMA", sinceVersion: null };
	const internal = [...flags.always].find((flag) =>
		isRefusedFlag(flag, kernel),
	);
	return internal === undefined
		? null
		: { text: `${internal} is not for callers`, sinceVersion: null };
}

/** FOLL_PIN since it exists, the others since 6.3 (INTERNAL_GUP_FLAGS). A flag that the kernel no longer has is a macro of the driver. */
function isRefusedFlag(name: string, kernel: KernelVersion): boolean {
	const flag = findFlag(name);
	return (
		flag?.audience === "internal" &&
		existsIn(flag, kernel) &&
		(name === "FOLL_PIN" || isFrom(kernel, "6.3"))
	);
}

/** get_user_pages_fast() took FOLL_LONGTERM without a word until 6.3 merged the tests into one function. */
function isLongTermRefused(name: string, kernel: KernelVersion): boolean {
	return isFrom(kernel, name === "get_user_pages_fast" ? "6.3" : "5.6");
}

function argumentFault(
	input: CheckInput,
	site: FollowedSite,
	flags: FlagValues,
	kernel: KernelVersion,
): Fault | null {
	const { acquire } = site;
	const pages = argumentWith("pages", acquire.roles, acquire.call.args);
	const pins = acquire.name.startsWith("pin_");
	const refusesNull = pins
		? isFrom(kernel, "5.19")
		: isFrom(kernel, "6.3") &&
			(/_fast(_only)?$/.test(acquire.name) || flags.always.has("FOLL_GET"));
	if (pages !== null && isNull(pages) && refusesNull)
		return {
			text: "there is no page array to fill",
			sinceVersion: pins ? "5.19" : "6.3",
		};
	const locked = argumentWith("locked", acquire.roles, acquire.call.args);
	if (
		locked !== null &&
		isFrom(kernel, "6.3") &&
		isZeroOnEntry(input, site, locked)
	)
		return {
			text: "the locked argument must be 1 on entry",
			sinceVersion: "6.3",
		};
	return null;
}

/** `int locked = 0; … f(…, &locked)`: a local that nothing else sets. */
function isZeroOnEntry(
	input: CheckInput,
	site: FollowedSite,
	locked: Expression,
): boolean {
	if (locked.kind !== "address" || locked.operand.kind !== "identifier")
		return false;
	const { name } = locked.operand;
	const { model } = site.acquire;
	const given = callIndexOf(input.unit.unit).assignments.filter(
		(entry) =>
			entry.model === model &&
			entry.target.kind === "identifier" &&
			entry.target.name === name,
	);
	return (
		given.length > 0 &&
		given.every(({ op, value }) => op === "=" && isNull(value)) &&
		!model.parameters.includes(name)
	);
}
