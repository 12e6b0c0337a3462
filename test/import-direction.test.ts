// The rooms of the house and which may import which: docs/architecture.md, "The rooms".
// Imports between rooms are written #room/…, inside a room ./…, so that a border crossing shows.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "src");

const mayImport: Record<string, string[]> = {
	base: [],
	findings: ["base"],
	catalog: ["base"],
	csource: ["base"],
	flow: ["base", "csource"],
	lifecycle: ["base", "findings", "catalog", "csource", "flow"],
	checks: ["base", "findings", "catalog", "csource", "flow", "lifecycle"],
	convert: [
		"base",
		"findings",
		"catalog",
		"csource",
		"flow",
		"lifecycle",
		"checks",
	],
	explore: ["base"],
	mm: ["base", "explore"],
	scenarios: ["base", "explore", "mm"],
	explain: [
		"base",
		"findings",
		"catalog",
		"lifecycle",
		"scenarios",
		"mm",
		"explore",
	],
	report: ["base", "findings"],
	cli: [
		"base",
		"findings",
		"catalog",
		"csource",
		"flow",
		"lifecycle",
		"checks",
		"convert",
		"explore",
		"mm",
		"scenarios",
		"explain",
		"report",
	],
};

/** Node's own modules and packages that only some rooms may touch. */
const restricted: [RegExp, string[]][] = [
	[
		/^(node:)?(fs|process|child_process|os|worker_threads|readline|path|url|module)(\/|$)/,
		["cli"],
	],
	[/^(web-tree-sitter|tree-sitter)/, ["csource"]],
];

interface Import {
	from: string;
	to: string;
}

function sourceFiles(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return sourceFiles(path);
		return /\.tsx?$/.test(path) ? [path] : [];
	});
}

function importsOf(file: string): Import[] {
	const text = readFileSync(file, "utf8");
	const pattern =
		/(?:^|\n)\s*(?:import|export)\s[^;]*?from\s*"([^"]+)"|(?:^|\n)\s*import\s*"([^"]+)"|\bimport\("([^"]+)"\)/g;
	return [...text.matchAll(pattern)].map((match) => ({
		from: relative(source, file),
		to: match[1] ?? match[2] ?? match[3] ?? "",
	}));
}

function roomOf(path: string): string {
	return path.split("/")[0] ?? "";
}

/** The file below src/ that an import names, or null for a package. */
function targetOf({ from, to }: Import): string | null {
	if (to.startsWith("#")) return to.slice(1);
	if (to.startsWith(".")) return normalize(join(dirname(from), to));
	return null;
}

const files = sourceFiles(source);
const imports = files.flatMap(importsOf);

describe("import direction", () => {
	test("each room imports only the rooms below it", () => {
		const breaches = imports.filter((entry) => {
			const target = targetOf(entry);
			if (target === null) return false;
			const [from, to] = [roomOf(entry.from), roomOf(target)];
			return from !== to && !(mayImport[from] ?? []).includes(to);
		});
		expect(breaches).toEqual([]);
	});

	test("a border crossing is written #room/…, an import inside a room ./…", () => {
		const unmarked = imports.filter((entry) => {
			const target = targetOf(entry);
			if (target === null) return false;
			const crosses = roomOf(entry.from) !== roomOf(target);
			return crosses !== entry.to.startsWith("#");
		});
		expect(unmarked).toEqual([]);
	});

	test("only cli touches files, processes and workers; only csource knows the parser", () => {
		const breaches = imports.filter((entry) =>
			restricted.some(
				([pattern, rooms]) =>
					pattern.test(entry.to) && !rooms.includes(roomOf(entry.from)),
			),
		);
		expect(breaches).toEqual([]);
	});

	test("every file lies in a known room", () => {
		expect(
			files
				.map((file) => relative(source, file))
				.filter((file) => !(roomOf(file) in mayImport)),
		).toEqual([]);
	});

	test("there is no import cycle between files", () => {
		const graph = new Map<string, string[]>();
		for (const entry of imports) {
			const target = targetOf(entry);
			if (target !== null)
				graph.set(entry.from, [...(graph.get(entry.from) ?? []), target]);
		}
		const done = new Set<string>();
		const cycles: string[] = [];
		const visit = (file: string, path: string[]): void => {
			if (path.includes(file)) {
				cycles.push([...path.slice(path.indexOf(file)), file].join(" -> "));
				return;
			}
			if (done.has(file)) return;
			for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
			done.add(file);
		};
		for (const file of graph.keys()) visit(file, []);
		expect(cycles).toEqual([]);
	});
});

describe("the viewer", () => {
	/** Rooms whose values it may use; of report only the shapes of pages. */
	const mayUse = [
		"base",
		"findings",
		"explore",
		"mm",
		"scenarios",
		"report",
		"explain",
	];
	const onlyTypes = ["findings", "report", "explain"];
	const viewer = join(root, "viewer");

	test("imports the model and the shapes of results, nothing that reads files or sources", () => {
		const breaches = sourceFiles(viewer).flatMap((file) => {
			const text = readFileSync(file, "utf8");
			return [...text.matchAll(/\bimport\s+(type\s)?[^;]*?"([^"]+)";/g)]
				.map(([, type, to = ""]) => ({
					from: relative(viewer, file),
					to,
					isType: type !== undefined,
				}))
				.filter(({ to, isType }) => {
					if (to.startsWith("."))
						return !join(dirname(file), to).startsWith(viewer);
					if (!to.startsWith("#")) return !/^preact(\/|$)/.test(to);
					const room = roomOf(to.slice(1));
					return (
						!mayUse.includes(room) || (onlyTypes.includes(room) && !isType)
					);
				});
		});
		expect(breaches).toEqual([]);
	});

	test("is imported by nobody: its pages are read as text", () => {
		expect(imports.filter(({ to }) => /(^|\/)\.\.\/viewer\//.test(to))).toEqual(
			[],
		);
	});
});
