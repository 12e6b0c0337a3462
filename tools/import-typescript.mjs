// Lets a tool use TypeScript modules of the repository without a build step: Node 20 cannot read them by itself.

import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Bundles one module (path relative to the repository) in memory and imports it. Node's own modules stay outside. */
export async function importTypeScript(path) {
	const { build } = await import("esbuild");
	const { outputFiles } = await build({
		absWorkingDir: root,
		entryPoints: [path],
		bundle: true,
		write: false,
		platform: "node",
		target: "node20",
		format: "esm",
		logLevel: "warning",
	});
	const code = Buffer.from(outputFiles[0].contents).toString("base64");
	return import(`data:text/javascript;base64,${code}`);
}
