// Builds the viewer's page templates: dist/viewer-scenario.html and dist/viewer-inventory.html, each one file with
// everything in it but its data. src/report/viewer/fill-page.ts puts the data in.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The pages, each with what its program needs of the browser beyond running. */
const pages = {
	// The explorer makes its step functions as text (src/explore/compile), of numbers and operators only, and searches
	// in a thread that runs the page's own program.
	scenario: { script: " 'unsafe-eval'", more: "; worker-src blob:" },
	inventory: { script: "", more: "" },
};
export const pageNames = Object.keys(pages);

const template = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="%%POLICY%%">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>%%TITLE%%</title>
<style>%%STYLE%%</style>
</head>
<body>
<div id="app"><noscript>This page needs JavaScript: it explores the scenario itself, and asks no server.</noscript></div>
<script type="application/json" id="page-data">%%DATA%%</script>
<script id="program">%%PROGRAM%%</script>
</body>
</html>
`;

export function templateFile(page) {
	return join(root, "dist", `viewer-${page}.html`);
}

/** The same, packed. */
export function packedFile(page) {
	return `${templateFile(page)}.br`;
}

function hashOf(text) {
	return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** Nothing may be loaded, sent or framed; only this very program and style may run. */
function policyOf(page, program, style) {
	const { script, more } = pages[page];
	return `default-src 'none'; script-src ${hashOf(program)}${script}${more}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;
}

function licenceOf(name) {
	const folder = join(root, "node_modules", name);
	const { version } = JSON.parse(
		readFileSync(join(folder, "package.json"), "utf8"),
	);
	const licence = readFileSync(join(folder, "LICENSE"), "utf8").trim();
	return `/* This page contains ${name} ${version}:\n\n${licence.replaceAll("*/", "* /")}\n*/\n`;
}

async function bundle(esbuild, entry) {
	const { outputFiles } = await esbuild.build({
		absWorkingDir: root,
		entryPoints: [entry],
		bundle: true,
		write: false,
		outdir: join(root, "dist"),
		platform: "browser",
		target: ["chrome111", "firefox113", "safari16.4"],
		format: "iife",
		jsx: "automatic",
		jsxImportSource: "preact",
		minify: true,
		legalComments: "none",
		logLevel: "warning",
	});
	const [file] = outputFiles;
	// An end of the script element inside a string would end it.
	return file.text.replaceAll("</script", "<\\/script").trim();
}

/** Nobody ever reads half a file, also where tests build at the same time. */
function writeWhole(file, content) {
	const part = `${file}.${process.pid}`;
	writeFileSync(part, content);
	renameSync(part, file);
}

export async function buildViewer() {
	const esbuild = await import("esbuild");
	mkdirSync(join(root, "dist"), { recursive: true });
	for (const page of pageNames) {
		const program =
			licenceOf("preact") + (await bundle(esbuild, `viewer/${page}/main.tsx`));
		const style = [
			await bundle(esbuild, "viewer/shared/theme.css"),
			await bundle(esbuild, `viewer/${page}/${page}.css`),
		].join("\n");
		const parts = {
			POLICY: policyOf(page, program, style),
			STYLE: style,
			PROGRAM: program,
		};
		let html = template;
		for (const [name, text] of Object.entries(parts))
			html = html.replace(`%%${name}%%`, () => text);
		writeWhole(templateFile(page), html);
		writeWhole(packedFile(page), brotliCompressSync(html));
	}
}
