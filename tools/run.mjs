// Runs a TypeScript tool: node tools/run.mjs tools/check-citations.ts [arguments]
// The tool exports main(arguments): Promise<number> | number, the exit code.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [tool, ...rest] = process.argv.slice(2);
if (tool === undefined) {
	console.error("usage: node tools/run.mjs TOOL.ts [arguments]");
	process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "pinfold-tool-"));
try {
	const outfile = join(folder, `${basename(tool, ".ts")}.mjs`);
	await build({
		absWorkingDir: root,
		entryPoints: [resolve(tool)],
		outfile,
		bundle: true,
		platform: "node",
		target: "node20",
		format: "esm",
		logLevel: "warning",
		define: { __PINFOLD_ROOT__: JSON.stringify(root) },
	});
	const { main } = await import(pathToFileURL(outfile).href);
	process.exitCode = await main(rest);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
