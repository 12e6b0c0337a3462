// `check --explain`: each finding with what comes of it.

import { newestKernel, parseKernelVersion } from "#catalog/kernel-version.ts";
import { chooseRules } from "#explain/choose-kernel.ts";
import { consequenceOf } from "#explain/consequence.ts";
import type { ReportedFinding } from "#findings/reported-finding.ts";
import type { Site } from "#findings/site.ts";
import { adviceForSite } from "./advice-for-site.ts";
import type { ResultCache } from "./cache/result-cache.ts";
import type { CheckRun } from "./check-run.ts";
import { keptExplorations } from "./kept-explorations.ts";

/** The sites of the result lose their lives again: they are no part of what `check` prints. */
export function explainRun(run: CheckRun, kept: ResultCache | null): CheckRun {
	const { result, report } = run;
	const version =
		(result.kernel === null ? null : parseKernelVersion(result.kernel)) ??
		newestKernel;
	const rules = chooseRules({ version, scheme: null, policy: null });
	const cache = keptExplorations(kept);
	const byId = new Map(result.sites.map((site) => [site.id, site]));
	const explain = (finding: ReportedFinding): ReportedFinding => {
		const site = finding.site === null ? undefined : byId.get(finding.site);
		if (site?.life === undefined) return finding;
		const consequence = consequenceOf(finding, {
			site,
			advice: adviceForSite(site, version),
			rules,
			read: run.sourceLine,
			showPath: (file) => file,
			cache,
		});
		return consequence === null ? finding : { ...finding, consequence };
	};
	return {
		...run,
		report,
		result: {
			...result,
			sites: result.sites.map(withoutLife),
			findings: result.findings.map(explain),
		},
	};
}

function withoutLife({ life: _, ...site }: Site): Site {
	return site;
}
