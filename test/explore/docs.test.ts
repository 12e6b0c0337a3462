// The example of docs/explore.md runs and finds what the text says.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("docs/explore.md: the example", async () => {
	const text = readFileSync(join(root, "docs/explore.md"), "utf8");
	const code = /```ts\n([\s\S]*?)```/.exec(text)?.[1] ?? "";
	const folder = mkdtempSync(join(tmpdir(), "pinfold-docs-"));
	const outfile = join(folder, "example.mjs");
	try {
		await build({
			stdin: { contents: code, resolveDir: root, loader: "ts" },
			bundle: true,
			platform: "node",
			format: "esm",
			outfile,
		});
		const { stdout } = spawnSync(process.execPath, [outfile], {
			encoding: "utf8",
		});
		expect(stdout).toContain(
			"a dirty page has buffers: 0 preemption(s), 2 actors",
		);
		expect(stdout).toMatch(/replay: reclaim\*\d driver/);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});
