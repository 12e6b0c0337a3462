// node tools/run.mjs tools/write-catalog-page.ts: writes docs/catalog.md.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { catalogPage } from "./catalog-page.ts";

declare const __PINFOLD_ROOT__: string;

export function main(): number {
	const path = join(__PINFOLD_ROOT__, "docs", "catalog.md");
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, catalogPage());
	console.log(`wrote ${path}`);
	return 0;
}
