// npm run bench:explore: bundles main.ts and runs it. Options are handed on: --quick for fewer repetitions.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "pinfold-bench-"));
try {
	const outfile = join(folder, "main.mjs");
	await build({
		entryPoints: [join(here, "main.ts")],
		outfile,
		bundle: true,
		platform: "node",
		format: "esm",
		logLevel: "error",
		absWorkingDir: join(here, "../.."),
	});
	const { status } = spawnSync(
		process.execPath,
		[outfile, here, ...process.argv.slice(2)],
		{ stdio: "inherit" },
	);
	process.exitCode = status ?? 2;
} finally {
	rmSync(folder, { recursive: true, force: true });
}
