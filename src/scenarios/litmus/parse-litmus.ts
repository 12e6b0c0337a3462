// Litmus files. A header of "Key: value" lines, a table with one column of operations per actor, a closing condition.
//
//     mm fork-cow-after-pin
//     Result: Sometimes
//     Why: …
//     Era: v5.0
//     Scheme: S0
//     Policy: none
//     Fs: ext4 stable
//     Pages: A: file
//
//      driver      | flusher    ;
//      pin_fast    | writepages ;
//      dma_write   |            ;
//      unpin_dirty |            ;
//
//     exists (F2)
//     states 1234

import { type EraName, eraNames } from "#mm/eras/era.ts";
import { eras } from "#mm/eras/eras.ts";
import { fileSystems } from "#mm/filesystems/file-system.ts";
import { policyNamed } from "#mm/policies/policies.ts";
import { schemeNamed } from "#mm/schemes/schemes.ts";
import type { Setting } from "#mm/world/world.ts";
import { vocabulary } from "../vocabulary.ts";
import { LitmusError } from "./litmus-error.ts";
import type {
	Column,
	LitmusTest,
	OperationCall,
	Outcome,
} from "./litmus-test.ts";
import { parseCondition } from "./parse-condition.ts";
import { parsePages } from "./parse-page.ts";

const keys = [
	"Result",
	"Why",
	"Era",
	"Scheme",
	"Policy",
	"Fs",
	"Processes",
	"Pages",
	"Barrier",
	"Bias",
] as const;
type Key = (typeof keys)[number];

interface Line {
	number: number;
	text: string;
}

interface Header {
	line: number;
	value: string;
}

/** @throws LitmusError with the line. */
export function parseLitmus(text: string): LitmusTest {
	const lines = text.split("\n").map((line, index) => ({
		number: index + 1,
		text: line.replace(/\s*#.*$/, "").trimEnd(),
	}));
	const [first, ...rest] = lines.filter((line) => line.text.trim() !== "");
	const name = /^mm (\S+)$/.exec(first?.text ?? "")?.[1];
	if (name === undefined)
		throw new LitmusError(
			first?.number ?? 1,
			'a litmus file starts with "mm NAME"',
		);
	const table: Line[] = [];
	const headers = new Map<Key, Header>();
	let exists: Line | null = null;
	let states: number | null = null;
	let last: Key | null = null;
	for (const line of rest) {
		const header = /^(\w+): ?(.*)$/.exec(line.text);
		const key = keys.find((one) => one === header?.[1]);
		if (key !== undefined) {
			if (headers.has(key))
				throw new LitmusError(line.number, `two lines "${key}:"`);
			headers.set(key, { line: line.number, value: header?.[2] ?? "" });
			last = key;
		} else if (line.text.startsWith("exists"))
			exists = { ...line, text: line.text.slice("exists".length) };
		else if (/^states \d+$/.test(line.text))
			states = Number(line.text.slice("states ".length));
		else if (line.text.endsWith(";")) {
			table.push(line);
			last = null;
		} else if (last !== null && /^\s/.test(line.text)) {
			const known = headers.get(last) as Header;
			headers.set(last, {
				...known,
				value: `${known.value} ${line.text.trim()}`,
			});
		} else
			throw new LitmusError(
				line.number,
				`cannot read "${line.text.trim()}": a header (${keys.join(", ")}), a row that ends with ";", "exists (…)" or "states N"`,
			);
	}
	if (exists === null) throw new LitmusError(lines.length, 'no "exists (…)"');
	const closing = exists;
	return {
		name,
		result: parseResult(headers, first?.number ?? 1),
		why: headers.get("Why")?.value ?? "",
		setting: parseSetting(headers),
		columns: parseTable(table, closing.number),
		exists: located(closing.number, () => parseCondition(closing.text)),
		states,
	};
}

/** Says on which line a mistake was found. */
function located<Value>(line: number, parse: () => Value): Value {
	try {
		return parse();
	} catch (error) {
		if (error instanceof LitmusError || !(error instanceof Error)) throw error;
		throw new LitmusError(line, error.message);
	}
}

function parseResult(headers: Map<Key, Header>, line: number): Outcome {
	const header = headers.get("Result");
	const value = header?.value;
	if (value === "Never" || value === "Sometimes" || value === "Always")
		return value;
	throw new LitmusError(
		header?.line ?? line,
		'"Result:" is Never, Sometimes or Always',
	);
}

function parseSetting(headers: Map<Key, Header>): Setting {
	const eraHeader = headers.get("Era");
	const era = eraNames.find((one) => one === (eraHeader?.value ?? "v6.12"));
	if (era === undefined)
		throw new LitmusError(
			eraHeader?.line ?? 1,
			`there is no era "${eraHeader?.value}": ${eraNames.join(" ")}`,
		);
	const read = <Value>(
		key: Key,
		otherwise: string,
		parse: (text: string) => Value,
	): Value => {
		const header = headers.get(key);
		return located(header?.line ?? 1, () => parse(header?.value ?? otherwise));
	};
	const facts = eras[era];
	const scheme = read("Scheme", facts.scheme, (text) => schemeNamed(text).id);
	const ownPolicy = headers.has("Scheme")
		? schemeNamed(scheme).suitablePolicy
		: facts.policy;
	const barrier = headers.get("Barrier");
	return {
		era: era satisfies EraName,
		scheme,
		policy: read("Policy", ownPolicy, (text) => policyNamed(text).name),
		...read("Fs", "ext4", parseFileSystem),
		pages: read("Pages", "A: file", parsePages),
		...read("Processes", "app", parseProcesses),
		watch: [],
		...(headers.has("Bias") ? { bias: read("Bias", "1024", parseBias) } : {}),
		...(barrier === undefined ? {} : { missingBarrier: parseBarrier(barrier) }),
	};
}

/** "+child" exists from the start, as the first does; others begin with fork. */
function parseProcesses(text: string) {
	const words = text.trim().split(/\s+/);
	const existing = words.filter((word) => word.startsWith("+"));
	return {
		processes: words.map((word) => word.replace("+", "")),
		...(existing.length === 0
			? {}
			: { existing: existing.map((word) => word.slice(1)) }),
	};
}

function parseBias(text: string): number {
	if (!/^[1-9]\d{0,3}$/.test(text))
		throw new Error(`"${text}": a bias is a number from 1 to 9999`);
	return Number(text);
}

function parseFileSystem(text: string) {
	const [name = "", ...words] = text.split(/\s+/);
	if (!fileSystems.some((one) => one.name === name))
		throw new Error(
			`there is no file system "${name}": ${fileSystems.map((one) => one.name).join(" ")}`,
		);
	const unknown = words.find((word) => word !== "stable");
	if (unknown !== undefined)
		throw new Error(`"${unknown}": after the file system may stand "stable"`);
	return { fileSystem: name, stableWrites: words.includes("stable") };
}

function parseBarrier(header: Header): "gup" | "unmapper" {
	const match = /^missing in (gup|unmapper)$/.exec(header.value);
	if (match === null)
		throw new LitmusError(
			header.line,
			'write "Barrier: missing in gup" or "missing in unmapper"',
		);
	return match[1] === "gup" ? "gup" : "unmapper";
}

function cellsOf(line: Line): string[] {
	return line.text
		.replace(/;\s*$/, "")
		.split("|")
		.map((cell) => cell.trim());
}

function parseTable(table: readonly Line[], otherwise: number): Column[] {
	const [head, ...rows] = table;
	if (head === undefined)
		throw new LitmusError(
			otherwise,
			'no table: rows of operations, "|" between actors, ";" at the end',
		);
	const columns = cellsOf(head).map((cell) => {
		const match = /^(\w+)(?:\((\w+)\))?$/.exec(cell);
		if (match === null)
			throw new LitmusError(
				head.number,
				`"${cell}" is no actor: write ACTOR or ACTOR(PROCESS)`,
			);
		const operations: OperationCall[] = [];
		return { actor: match[1] ?? "", process: match[2] ?? null, operations };
	});
	for (const row of rows) {
		const cells = cellsOf(row);
		if (cells.length !== columns.length)
			throw new LitmusError(
				row.number,
				`${cells.length} columns, but there are ${columns.length} actors`,
			);
		cells.forEach((cell, index) => {
			if (cell !== "")
				columns[index]?.operations.push(parseOperation(row.number, cell));
		});
	}
	return columns;
}

function parseOperation(line: number, text: string): OperationCall {
	const match = /^(\w+)(?:\(([^)]*)\))?$/.exec(text);
	const [, name = "", inside = ""] = match ?? [];
	if (match === null || !(name in vocabulary))
		throw new LitmusError(
			line,
			`there is no operation "${text}": ${Object.keys(vocabulary).join(" ")}`,
		);
	const words = inside.split(",").map((word) => word.trim());
	return { name, arguments: words.filter((word) => word !== "") };
}
