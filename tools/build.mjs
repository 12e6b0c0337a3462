// Bundles src/cli/main.ts, its dependencies and the two parser binaries into one file that needs nothing but node.
//
// node tools/build.mjs [--if-needed]   --if-needed: only when a source file is newer than the bundle

import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { buildViewer, packedFile, pageNames } from "./build-viewer.mjs";
import { packParts, startThread } from "./pack-parts.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
export const bundle = join(root, "dist", "pinfold.mjs");

/** Packages whose code ends up in the bundle. */
const bundledPackages = [
	"commander",
	"picocolors",
	"web-tree-sitter",
	"tree-sitter-c",
	// In the page templates of the viewer.
	"preact",
];

const target = "node20";

/** Written in older words, at no cost, so that a Node too old reads on to the banner's sentence instead of stopping. */
const syntaxNewerThanNode12 = [
	"class-private-accessor",
	"class-private-brand-check",
	"class-private-method",
	"class-static-blocks",
	"logical-assignment",
	"nullish-coalescing",
	"optional-chain",
];

/** Runs before anything else in the bundle, also on a Node too old for the rest. */
const banner = `
import { createRequire as __createRequire } from "node:module";
if (Number(process.versions.node.split(".")[0]) < 20) {
	process.stderr.write("pinfold: needs Node.js 20 or newer, this is " + process.versions.node + "\\n");
	process.exit(2);
}
const require = __createRequire(import.meta.url);
`.trim();

/** Newest modification time below a folder, in ms since the epoch. */
function newest(folder) {
	let latest = 0;
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		latest = Math.max(
			latest,
			entry.isDirectory() ? newest(path) : statSync(path).mtimeMs,
		);
	}
	return latest;
}

/** Whether the bundle is missing or older than what it is made of. */
export function isStale() {
	return isOlderThanSources(bundle);
}

/** @param {string} product */
function isOlderThanSources(product) {
	if (!existsSync(product)) return true;
	const made = statSync(product).mtimeMs;
	const inputs = [
		"package.json",
		"tools/build.mjs",
		"tools/build-viewer.mjs",
		"tools/pack-parts.mjs",
	].map((file) => statSync(join(root, file)).mtimeMs);
	const folders = ["src", "viewer"].map((name) => newest(join(root, name)));
	return Math.max(...folders, ...inputs) > made;
}

/** Replaces src/cli/grammar-binaries.ts, which reads node_modules, by the bytes themselves, packed: 0.16 MB of text instead of 1.1. */
const embedGrammar = {
	name: "embed-grammar",
	setup(build) {
		build.onLoad({ filter: /cli[/\\]grammar-binaries\.ts$/ }, () => {
			const packed = (name) =>
				brotliCompressSync(readFileSync(require.resolve(name))).toString(
					"base64",
				);
			return {
				loader: "js",
				contents: `
import { brotliDecompressSync } from "node:zlib";
const unpack = (text) => brotliDecompressSync(Buffer.from(text, "base64"));
const runtime = "${packed("web-tree-sitter/web-tree-sitter.wasm")}";
const grammar = "${packed("tree-sitter-c/tree-sitter-c.wasm")}";
export function loadGrammarBinaries() {
	return { runtime: unpack(runtime), grammar: unpack(grammar) };
}
`,
			};
		});
	},
};

/** Replaces src/cli/viewer-template.ts, which reads dist/, by the templates themselves, packed; unpacked when one is asked for. */
const embedViewer = {
	name: "embed-viewer",
	setup(build) {
		build.onLoad({ filter: /cli[/\\]viewer-template\.ts$/ }, () => {
			const packed = pageNames.map((page) => [
				page,
				readFileSync(packedFile(page)).toString("base64"),
			]);
			return {
				loader: "js",
				contents: `
import { brotliDecompressSync } from "node:zlib";
const templates = ${JSON.stringify(Object.fromEntries(packed))};
export function viewerTemplate(page) {
	return brotliDecompressSync(Buffer.from(templates[page], "base64")).toString();
}
`,
			};
		});
	},
};

/** Replaces src/cli/start-thread.ts, which starts the whole file again. */
const startFromParts = {
	name: "start-from-parts",
	setup(build) {
		build.onLoad({ filter: /cli[/\\]start-thread\.ts$/ }, () => ({
			loader: "js",
			contents: startThread,
		}));
	},
};

/** Names and licences of what the bundle contains, as their licences ask for. */
function thirdPartyNotices() {
	return bundledPackages
		.map((name) => {
			const folder = join(root, "node_modules", name);
			const { version } = JSON.parse(
				readFileSync(join(folder, "package.json"), "utf8"),
			);
			const licence = readFileSync(join(folder, "LICENSE"), "utf8").trim();
			return `/* This file contains ${name} ${version}:\n\n${licence.replaceAll("*/", "* /")}\n*/`;
		})
		.join("\n");
}

/** @param {{ outfile?: string, plugins?: import("esbuild").Plugin[] }} options plugins: tests put in another engine */
export async function buildBundle({ outfile = bundle, plugins = [] } = {}) {
	const esbuild = await import("esbuild");
	// Tests build several bundles with one and the same viewer.
	if (pageNames.some((page) => isOlderThanSources(packedFile(page))))
		await buildViewer();
	const built = await esbuild.build({
		absWorkingDir: root,
		entryPoints: ["src/cli/main.ts", "src/cli/worker.ts"],
		outdir: dirname(outfile),
		write: false,
		metafile: true,
		bundle: true,
		splitting: true,
		platform: "node",
		target,
		format: "esm",
		legalComments: "inline",
		logLevel: "warning",
		external: ["@vscode/ripgrep"],
		define: {
			__PINFOLD_VERSION__: JSON.stringify(
				JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version,
			),
		},
		plugins: [embedGrammar, embedViewer, startFromParts, ...plugins],
	});
	const packed = await packParts(built, {
		banner,
		main: "main.js",
		worker: "worker.js",
		target,
		supported: Object.fromEntries(
			syntaxNewerThanNode12.map((feature) => [feature, false]),
		),
	});
	mkdirSync(dirname(outfile), { recursive: true });
	writeFileSync(outfile, `${packed}${thirdPartyNotices()}\n`);
}

/** The memory management as a library: what `import … from "pinfold/mm"` finds. */
export async function buildLibrary() {
	const esbuild = await import("esbuild");
	await esbuild.build({
		absWorkingDir: root,
		entryPoints: ["src/mm/index.ts"],
		outfile: join(root, "dist", "mm.mjs"),
		bundle: true,
		platform: "neutral",
		target: "node20",
		format: "esm",
		logLevel: "warning",
	});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	if (!process.argv.includes("--if-needed") || isStale()) {
		await buildBundle();
		await buildLibrary();
	}
}
