// What an edit of a scenario costs until its verdict: bundle the changed file, start it, compile, search. Timed from
// outside, as one process.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "pinfold-once-"));
const outfile = join(folder, "once.mjs");
await build({
	entryPoints: [join(here, "once.ts")],
	outfile,
	bundle: true,
	platform: "node",
	format: "esm",
	logLevel: "error",
	absWorkingDir: join(here, "../.."),
});
await import(pathToFileURL(outfile).href);
rmSync(folder, { recursive: true, force: true });
