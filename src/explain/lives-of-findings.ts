// The ways through a driver that its findings speak of, as columns of litmus tests.

import type { Finding } from "#findings/finding.ts";
import type { LineReader } from "#findings/fingerprint.ts";
import type { RelatedCall } from "#findings/related-call.ts";
import type { Site } from "#findings/site.ts";
import {
	type Deviation,
	lifeOfSite,
	lineOf,
	type Translated,
	usualRelease,
} from "./life-of-site.ts";
import type { ModelLife } from "./model-life.ts";

/** The usual way, and the ways that findings lead to beside it. */
export interface Lives {
	readonly usual: Translated;
	readonly beside: readonly Translated[];
}

export function livesOf(
	site: Site,
	findings: readonly Finding[],
	read: LineReader,
): Lives {
	const merged: Deviation = Object.assign(
		{},
		...findings
			.filter((finding) => isOnUsualWay(site, finding))
			.map((finding) => deviationOf(site, finding)),
	);
	const usual = lifeOfSite(site, read, merged);
	const own = findings.filter((finding) => isOnUsualWay(site, finding));
	const [first] = own;
	const named: ModelLife = {
		...usual.life,
		path: "as written",
		finding: first?.code ?? null,
	};
	const beside = findings
		.filter((finding) => !isOnUsualWay(site, finding))
		.flatMap((finding) => lifeBeside(site, finding, read));
	return { usual: { ...usual, life: named }, beside };
}

/** Everything but a path of its own that loses the pages, or releases them wrongly where others do it right. */
function isOnUsualWay(site: Site, finding: Finding): boolean {
	if (/^PF10/.test(finding.code)) return false;
	if (!/^PF2/.test(finding.code)) return true;
	const kind = site.kind === "get" ? "get" : "pin";
	return (
		site.life === undefined ||
		usualRelease(site.life, kind)?.line === finding.line
	);
}

function lifeBeside(
	site: Site,
	finding: Finding,
	read: LineReader,
): readonly Translated[] {
	const deviation = deviationOf(site, finding);
	if (deviation === null) return [];
	const { life, assumptions } = lifeOfSite(site, read, deviation);
	return [
		{
			life: {
				...life,
				...(finding.code === "PF105" ? neverAcquired(site, finding, read) : {}),
				path: `${finding.code}, line ${finding.line}`,
				finding: finding.code,
			},
			assumptions,
		},
	];
}

/** Whether an order of steps shows what comes of a finding; else its own words have to say it. */
export function isMatterOfOrder(code: string): boolean {
	return orderCodes.has(code);
}

const orderCodes = new Set([
	...["PF101", "PF102", "PF103", "PF104", "PF105", "PF106", "PF107"],
	...["PF201", "PF202", "PF203", "PF301", "PF302", "PF303", "PF304"],
	...["PF401", "PF402", "PF403", "PF405", "PF601", "PF603"],
]);

/** What the finding says about the path; null: nothing that an order of steps shows. */
function deviationOf(site: Site, finding: Finding): Deviation | null {
	const here: RelatedCall = {
		api: apiAt(site, finding),
		file: finding.file,
		function: finding.function,
		line: finding.line,
	};
	switch (finding.code) {
		case "PF101":
		case "PF102":
		case "PF103":
			return { lostAt: here };
		case "PF104":
		case "PF105":
		case "PF106":
		case "PF107":
			return { againAt: here };
		case "PF201":
		case "PF202":
		case "PF203":
			return { releaseLine: finding.line };
		case "PF301":
			return { releaseLine: finding.line, neverDirtied: true };
		case "PF302":
			return { unlocked: true };
		case "PF303":
		case "PF401":
		case "PF402":
		case "PF403":
		case "PF405":
			return {};
		case "PF304":
			return { dirtiedLate: true };
		case "PF601":
		case "PF603":
			return { releasedEarly: true, releaseLine: finding.line };
		default:
			return null;
	}
}

function apiAt(site: Site, finding: Finding): string {
	const release = site.life?.releases.find(({ line }) => line === finding.line);
	return release?.api ?? (site.kind === "get" ? "put_page" : "unpin_user_page");
}

/** The release comes without any acquire before it. */
function neverAcquired(
	site: Site,
	finding: Finding,
	read: LineReader,
): Pick<ModelLife, "acts"> {
	const pin = /unpin/.test(apiAt(site, finding));
	return {
		acts: [
			{
				what: "release",
				operation: pin ? "unpin_again" : "put_page_again",
				source: lineOf(read, finding),
				says: "released without having been taken",
			},
		],
	};
}
