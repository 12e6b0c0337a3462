// Explains sites of C text given in a test, as the command line does it.

import type { KernelVersion } from "../../src/catalog/entry.ts";
import { adviseSite } from "../../src/checks/advice.ts";
import { checkFiles } from "../../src/checks/check-files.ts";
import { createParser } from "../../src/cli/create-parser.ts";
import { chooseRules } from "../../src/explain/choose-kernel.ts";
import { explainSite } from "../../src/explain/explain-site.ts";
import type { Explanation } from "../../src/explain/explanation.ts";
import type { ExploredCache } from "../../src/explain/explore-scene.ts";
import type { Finding } from "../../src/findings/finding.ts";

const parser = await createParser();
const cache: ExploredCache = new Map();

export interface Explained {
	readonly explanation: Explanation;
	readonly findings: readonly Finding[];
}

/** One for each site of the text. */
export function explainSource(
	text: string,
	version: KernelVersion = "6.12",
): readonly Explained[] {
	const { sites, findings } = checkFiles([{ path: "driver.c", text }], parser, {
		kernel: version,
		lives: true,
	});
	const lines = text.split("\n");
	return sites.map((site) => {
		const own = findings.filter(
			(finding) =>
				finding.site === site.id && finding.confidence !== "possible",
		);
		const { life } = site;
		return {
			findings: own,
			explanation: explainSite({
				site,
				findings: own,
				advice:
					life === undefined || site.kind === "none"
						? null
						: adviseSite(
								{ api: site.api, case: site.case, ...life.use },
								version,
							),
				rules: chooseRules({ version, scheme: null, policy: null }),
				read: (_, line) => lines[line - 1] ?? null,
				showPath: (file) => file,
				cache,
			}),
		};
	});
}

/** Failures that can happen, with the code of the finding on whose path. */
export function reachableIn({ outcomes }: Explanation): string[] {
	return outcomes
		.filter(({ reachable }) => reachable === true)
		.map(({ failure, path }) =>
			path === "as written" ? failure : `${failure} ${path}`,
		);
}
