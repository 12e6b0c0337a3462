// Writes docs/codes.md from src/findings/codes.ts.

import { writeFileSync } from "node:fs";
import { importTypeScript } from "./import-typescript.mjs";

const { codes } = await importTypeScript("src/findings/codes.ts");
const { renderCodesPage } = await importTypeScript("src/report/codes-page.ts");
writeFileSync(
	new URL("../docs/codes.md", import.meta.url),
	renderCodesPage(codes),
);
