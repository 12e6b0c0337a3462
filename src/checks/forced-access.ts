// PF404: FOLL_FORCE outside the places that exist to override protection.
//
// The core of the kernel (mm, kernel, fs, security, arch, virt, lib) is left out: ptrace, uprobes and core dumps live
// there. Errs: says nothing about a misuse in it. Before v6.2 a long-term pin for reading needed the flag to keep its page:
// possible.

import { compareVersions } from "#catalog/kernel-version.ts";
import type { FollowedSite } from "#lifecycle/follow-site.ts";
import { flagValuesOf } from "#lifecycle/use/flag-values.ts";
import type { Check, CheckInput, DraftFinding } from "./check.ts";
import { draftFinding } from "./draft-finding.ts";
import { adviceFor } from "./site-use.ts";
import { targetKernelOf } from "./target-kernel.ts";

const core =
	/^(mm|fs|security|arch|virt|lib|include|kernel\/(events|trace|bpf|ptrace))\b/;

export const checkForcedAccess: Check = (input) => {
	if (core.test(input.unit.unit.view.path)) return [];
	return input.sites.flatMap((site) => judge(input, site) ?? []);
};

function judge(input: CheckInput, site: FollowedSite): DraftFinding | null {
	const { acquire } = site;
	const flags = flagValuesOf(input.unit.unit, acquire);
	if (!flags.maybe.has("FOLL_FORCE")) return null;
	const kernel = targetKernelOf(input);
	const old = compareVersions(kernel.version, "6.2") < 0;
	const longTerm = acquire.entry.longTerm || flags.maybe.has("FOLL_LONGTERM");
	return draftFinding({
		code: "PF404",
		confidence: old && longTerm ? "possible" : "certain",
		severity: old ? "note" : "warning",
		model: acquire.model,
		at: acquire.call.start,
		message: `${acquire.name}() overrides the protection of the mapping with FOLL_FORCE, which is for debuggers${
			old
				? " (before Linux 6.2 it also made read-only long-term pins reliable)"
				: ""
		}; ${adviceFor(input, site)}`,
		acquire: acquire.call.start,
	});
}
