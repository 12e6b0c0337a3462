// One file of many parts, of which each run compiles only those it needs: V8 reads a string twenty times as fast as code.
//
// esbuild splits the program into parts at its entries and at `await import(…)`. Each becomes a string of CommonJS that is
// compiled when another part asks for it. That the parts are CommonJS keeps the file whole: there is no way to import an
// ES module from memory, but for a data URL, which every stack trace would print.

import { basename } from "node:path";
import { transform } from "esbuild";

/**
 * Runs a part. Parts ask for parts by "./name", for all else as the file itself would. __import stands for import(), which a
 * text that is compiled apart from the file does not have. What a part exports does not change once it has run, so others get
 * the values and not esbuild's getters, which cost 4 % of a check.
 */
const loader = `
const __run = (parts, main, { path, url, threadParts }, compile, require, importModule) => {
	const loaded = new Map();
	const load = (name) => {
		if (!name.startsWith("./")) return require(name);
		let part = loaded.get(name);
		if (part === undefined) {
			part = { exports: {} };
			loaded.set(name, part);
			const filename = path + name.slice(1);
			const names = ["module", "require", "__import", "__bundle", "__thread"];
			compile(parts[name], names, { filename })(part, load, imported, url, thread);
			part.exports = asData(part.exports);
		}
		return part.exports;
	};
	const asData = (exports) => Object.defineProperty({ ...exports }, "__esModule", { value: true });
	const imported = async (name) => name.startsWith("./") ? load(name) : importModule(name);
	const thread = () => {
		const ours = Object.fromEntries(threadParts.map((name) => [name, parts[name]]));
		return { parts: ours, main: threadParts[0], place: { path, url, threadParts }, run: __run.toString() };
	};
	load(main);
};
`.trim();

/**
 * What a thread begins with: it gets its parts from the thread that starts it, and does not read the file again. The module
 * that asks for it replaces src/cli/start-thread.ts.
 */
export const startThread = `
import { Worker } from "node:worker_threads";
export function startThread(script, input, resourceLimits) {
	const { run, ...thread } = __thread();
	const code =
		'const { parts, main, place } = require("node:worker_threads").workerData.thread;' +
		"(" + run + ')(parts, main, place, require("node:vm").compileFunction,' +
		'require("node:module").createRequire(place.path), (name) => import(name));';
	return new Worker(code, { eval: true, workerData: { input, thread }, resourceLimits });
}
`;

/**
 * @param {import("esbuild").BuildResult} built in the format esm, with splitting, metafile, and nothing written
 * @param {{ banner: string, main: string, worker: string, target: string, supported: Record<string, boolean> }} options
 *   main, worker: names of the parts with which the main thread and other threads begin
 */
export async function packParts(
	{ outputFiles, metafile },
	{ banner, main, worker, target, supported },
) {
	const imports = new Map(
		Object.entries(metafile.outputs).map(([path, output]) => [
			basename(path),
			output.imports.filter(({ kind }) => kind === "dynamic-import"),
		]),
	);
	const parts = await Promise.all(
		outputFiles.map(async ({ path, text }) => {
			const name = basename(path);
			const { code } = await transform(
				withOwnImport(text, imports.get(name) ?? []),
				{
					format: "cjs",
					platform: "node",
					target,
					supported,
					define: { "import.meta.url": "__bundle" },
					legalComments: "inline",
					minifyWhitespace: true,
					minifySyntax: true,
					// Names stay as they are: a bug report shows a stack, and to give short names back at run time costs 3 % of a check.
					minifyIdentifiers: false,
					logLevel: "warning",
				},
			);
			return `${JSON.stringify(`./${name}`)}: ${JSON.stringify(code)},\n`;
		}),
	);
	return [
		banner,
		'import { compileFunction as __compile } from "node:vm";',
		'import { fileURLToPath as __toPath } from "node:url";',
		loader,
		`const __parts = {\n${parts.sort().join("")}};`,
		`const __place = { path: __toPath(import.meta.url), url: import.meta.url, threadParts: ${JSON.stringify(reachable(worker, metafile))} };`,
		`__run(__parts, "./${main}", __place, __compile, require, (name) => import(name));\n`,
	].join("\n");
}

/** @param {readonly { path: string, external?: boolean }[]} imports those with import() */
function withOwnImport(text, imports) {
	const names = new Set(
		imports.map(({ path, external }) =>
			JSON.stringify(external ? path : `./${basename(path)}`),
		),
	);
	return [...names].reduce(
		(rest, name) => rest.replaceAll(`import(${name})`, `__import(${name})`),
		text,
	);
}

/** Names of the parts that a part may ask for, itself first. */
function reachable(entry, metafile) {
	const imports = new Map(
		Object.entries(metafile.outputs).map(([path, output]) => [
			basename(path),
			output.imports.filter(({ external }) => !external),
		]),
	);
	const found = [entry];
	for (const name of found)
		for (const { path } of imports.get(name) ?? [])
			if (!found.includes(basename(path))) found.push(basename(path));
	return found.map((name) => `./${name}`);
}
