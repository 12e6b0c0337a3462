// The page templates of the viewer. Built beside the bundle, and packed into it: see tools/build.mjs.

import { readFileSync } from "node:fs";

export type ViewerPage = "scenario" | "inventory";

/** The text of a template, with marks where title and data go. */
export function viewerTemplate(page: ViewerPage): string {
	return readFileSync(
		new URL(`../../dist/viewer-${page}.html`, import.meta.url),
		"utf8",
	);
}
