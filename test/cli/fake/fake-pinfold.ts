import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildBundle } from "../../../tools/build.mjs";

/** A folder of its own for one test, readable by everybody; the system clears it. */
export function makeFolder(
	files: Record<string, string | Buffer> = {},
): string {
	const folder = mkdtempSync(join(tmpdir(), "pinfold-test-"));
	chmodSync(folder, 0o755);
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), content);
	}
	return folder;
}

/** Bundles the command line with the engine of ./check-files.ts; returns the path of the bundle. */
export async function buildFakePinfold(): Promise<string> {
	const outfile = join(makeFolder(), "pinfold.mjs");
	const engine = fileURLToPath(new URL("check-files.ts", import.meta.url));
	await buildBundle({
		outfile,
		plugins: [
			{
				name: "fake-engine",
				setup: (build) => {
					build.onResolve({ filter: /^#checks\/check-files\.ts$/ }, () => ({
						path: engine,
					}));
				},
			},
		],
	});
	return outfile;
}

export interface RunOptions {
	readonly cwd?: string;
	readonly env?: Record<string, string>;
	/** User to run as; only root can choose. */
	readonly uid?: number;
	readonly node?: readonly string[];
	/** In ms; a run that takes longer is killed. */
	readonly timeout?: number;
	/** What it reads on stdin. */
	readonly input?: string;
}

export function runPinfold(
	bundle: string,
	args: readonly string[],
	{ env, node = [], ...options }: RunOptions = {},
): SpawnSyncReturns<string> {
	return spawnSync(process.execPath, [...node, bundle, ...args], {
		encoding: "utf8",
		timeout: 20_000,
		maxBuffer: 64 * 1024 * 1024,
		env: { PATH: process.env.PATH, XDG_CACHE_HOME: makeFolder(), ...env },
		...options,
	});
}
