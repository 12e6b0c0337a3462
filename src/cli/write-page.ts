// Writes a page of the viewer.

import { writeFileSync } from "node:fs";
import { fillPage } from "#report/viewer/fill-page.ts";
import { Refusal } from "./refusal.ts";
import { type ViewerPage, viewerTemplate } from "./viewer-template.ts";

/** @throws Refusal where the file cannot be written. */
export function writePage(
	file: string,
	page: ViewerPage,
	title: string,
	data: unknown,
): void {
	const html = fillPage(viewerTemplate(page), title, data);
	try {
		writeFileSync(file, html);
	} catch (error) {
		const because = error instanceof Error ? error.message : String(error);
		throw new Refusal(`--html: ${because}`);
	}
}
