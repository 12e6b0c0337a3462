// How far trees have come, as one HTML file: no script, nothing to load, light and dark, readable on a phone.

import { escapeHtml } from "#base/escape-html.ts";
import {
	dueSites,
	type ProgressResult,
	type SiteState,
	type StatedSite,
	siteStates,
	stateMeanings,
	type TreeProgress,
} from "#findings/conversion-progress.ts";
import {
	dueIn,
	dueSubsystems,
	listedStates,
	remarksOn,
	share,
} from "./render-progress.ts";

const style = `:root{color-scheme:light dark;--ink:#1c1f23;--soft:#5b636d;--line:#d9dde2;--paper:#fff;--tint:#f4f6f8;
--pin:#1b7f4b;--put:#2f6fc2;--missed:#c0392b;--left:#8a6d1f;--open:#7d8792;--api:#b9c0c8;--none:#dfe3e7}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--soft:#9aa4ae;--line:#333a42;--paper:#14171a;--tint:#1c2126;
--pin:#3fb97c;--put:#6fa8ef;--missed:#ef7f73;--left:#d3b25a;--open:#8b96a1;--api:#59636d;--none:#3a424a}}
*{box-sizing:border-box}body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;padding:1.2em 1em 3em;max-width:76em;color:var(--ink);background:var(--paper)}
h1{font-size:1.5em;margin:.2em 0}h2{font-size:1.15em;margin:2em 0 .4em}p{max-width:46em;color:var(--soft);margin:.3em 0}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.25em .7em .25em 0;border-bottom:1px solid var(--line);text-align:right;white-space:nowrap}
th:first-child,td:first-child{text-align:left}th{color:var(--soft);font-weight:600}
.history{display:grid;grid-template-columns:auto 1fr auto;gap:.5em .8em;align-items:center;margin:1em 0}
.bar{display:flex;height:1.5em;background:var(--tint);min-width:6em}.bar i{display:block;min-width:2px}
.key{display:inline-block;width:.8em;height:.8em;margin-right:.45em;vertical-align:-1px}
.state-pin{background:var(--pin)}.state-put_user_page{background:var(--put)}.state-missed{background:var(--missed)}
.state-left{background:var(--left)}.state-open{background:var(--open)}.state-api{background:var(--api)}.state-none{background:var(--none)}
dl{margin:.6em 0}dt{font-weight:600}dd{margin:0 0 .5em 1.25em;color:var(--soft)}
details{border-top:1px solid var(--line);padding:.35em 0}summary{cursor:pointer}
ul{margin:.4em 0;padding-left:1.1em}li{margin:.35em 0;overflow-wrap:anywhere}code{font:.92em ui-monospace,monospace}li span{color:var(--soft)}`;

export function renderProgressHtml({ tool, trees }: ProgressResult): string {
	const states = siteStates.filter((state) =>
		trees.some(({ counts }) => counts[state] > 0),
	);
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>From get_user_pages() to pin_user_pages()</title>
<style>${style}</style>
</head>
<body>
<h1>From get_user_pages() to pin_user_pages()</h1>
<p>Every call that takes hold of user pages, by how far it has come. Read by pinfold ${escapeHtml(tool.version)}.</p>
${historyHtml(trees, states)}
<h2>What the states mean</h2>
<dl>
${states.map(meaningHtml).join("\n")}
</dl>
<h2>Sites by state</h2>
${statesHtml(trees, states)}
<h2>Pinned of due, by subsystem</h2>
<p>Due are the sites that are pins, half way, or missed. A subsystem without any is not listed.</p>
${subsystemsHtml(trees)}
<h2>Site by site</h2>
${trees.map(treeHtml).join("\n")}
</body>
</html>
`;
}

function historyHtml(
	trees: readonly TreeProgress[],
	states: readonly SiteState[],
): string {
	const most = Math.max(1, ...trees.map(({ sites }) => sites.length));
	const rows = trees.map(
		(tree) =>
			`<b>${escapeHtml(tree.label)}</b><div class="bar" role="img" aria-label="${escapeHtml(barLabel(tree, states))}">${states
				.filter((state) => tree.counts[state] > 0)
				.map(
					(state) =>
						`<i class="state-${state}" style="width:${((100 * tree.counts[state]) / most).toFixed(2)}%" title="${tree.counts[state]} ${state}"></i>`,
				)
				.join("")}</div><span>${escapeHtml(share(tree.counts))}</span>`,
	);
	return `<div class="history">\n${rows.join("\n")}\n</div>`;
}

function barLabel(
	{ counts }: TreeProgress,
	states: readonly SiteState[],
): string {
	return states.map((state) => `${counts[state]} ${state}`).join(", ");
}

function meaningHtml(state: SiteState): string {
	return `<dt><span class="key state-${state}"></span>${state}</dt><dd>${escapeHtml(stateMeanings[state])}</dd>`;
}

function statesHtml(
	trees: readonly TreeProgress[],
	states: readonly SiteState[],
): string {
	return tableHtml(
		["", ...trees.map(({ label }) => label)],
		[
			...states.map((state) => [
				state,
				...trees.map(({ counts }) => String(counts[state])),
			]),
			["all sites", ...trees.map(({ sites }) => String(sites.length))],
			["due", ...trees.map(({ counts }) => String(dueSites(counts)))],
		],
	);
}

function subsystemsHtml(trees: readonly TreeProgress[]): string {
	return tableHtml(
		["", ...trees.map(({ label }) => label)],
		dueSubsystems(trees).map((name) => [
			name,
			...trees.map((tree) => dueIn(tree, name)),
		]),
	);
}

function tableHtml(
	head: readonly string[],
	rows: readonly (readonly string[])[],
): string {
	const cells = (tag: "th" | "td", row: readonly string[]): string =>
		`<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
	return `<div class="scroll"><table>\n<thead>${cells("th", head)}</thead>\n<tbody>\n${rows.map((row) => cells("td", row)).join("\n")}\n</tbody></table></div>`;
}

function treeHtml(tree: TreeProgress): string {
	const lists = listedStates
		.map((state) => ({
			state,
			sites: tree.sites.filter((entry) => entry.state === state),
		}))
		.filter(({ sites }) => sites.length > 0)
		.map(
			({ state, sites }) =>
				`<details><summary><span class="key state-${state}"></span>${escapeHtml(tree.label)}: ${sites.length} ${state}</summary>\n<ul>\n${sites.map(siteHtml).join("\n")}\n</ul></details>`,
		);
	const remarks = remarksOn(tree).map(
		(remark) => `<p>${escapeHtml(remark.trim())}</p>`,
	);
	return [...lists, ...remarks].join("\n");
}

function siteHtml({ site, reason }: StatedSite): string {
	return `<li><code>${escapeHtml(`${site.file}:${site.line}`)}</code> <code>${escapeHtml(site.api)}()</code> in <code>${escapeHtml(site.function)}()</code><br><span>${escapeHtml(reason)}</span></li>`;
}
