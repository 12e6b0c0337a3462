// One file of many parts, of which each run compiles only those it needs: V8 reads a string twenty times as fast as code.
//
// esbuild splits the program into parts at its entries and at `await import(…)`. Each becomes a string of CommonJS that is
// compiled when another part asks for it. That the parts are CommonJS keeps the file whole: there is no way to import an
// ES module from memory, but for a data URL, which every stack trace would print.

import { basename } from "node:path";
import { transform } from "esbuild";

/**
 * What the whole file begins with, after its banner. Parts ask for parts by "./name", for all else as the file itself would.
 * __import stands for import(), which a text that is compiled apart from the file does not have.
 */
const loader = `
import { compileFunction as __compile } from "node:vm";
import { fileURLToPath as __toPath } from "node:url";
import { isMainThread as __isMainThread } from "node:worker_threads";
const __loaded = new Map();
const __load = (name) => {
	if (!name.startsWith("./")) return require(name);
	let part = __loaded.get(name);
	if (part === undefined) {
		part = { exports: {} };
		__loaded.set(name, part);
		const filename = __toPath(import.meta.url) + name.slice(1);
		const names = ["module", "require", "__import", "__bundle"];
		__compile(__parts[name], names, { filename })(part, __load, __import, import.meta.url);
	}
	return part.exports;
};
const __import = async (name) => name.startsWith("./") ? __load(name) : import(name);
`.trim();

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
					minify: true,
					// Functions keep their names, for the stack that a bug report shows.
					keepNames: true,
					logLevel: "warning",
				},
			);
			return `${JSON.stringify(`./${name}`)}: ${JSON.stringify(code)},\n`;
		}),
	);
	return [
		banner,
		loader,
		`const __parts = {\n${parts.sort().join("")}};`,
		`__load(__isMainThread ? "./${main}" : "./${worker}");\n`,
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
