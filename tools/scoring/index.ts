// What the score-*.mjs tools use, bundled as one.

export { readTable } from "./read-table.ts";
export { readResult, runCheck } from "./run-check.ts";
export { renderBugScore, scoreBugs } from "./score-bugs.ts";
export { renderOotScore, scoreOot } from "./score-oot.ts";
export {
	renderSiteList,
	renderSiteScore,
	scoreSites,
} from "./score-sites.ts";
