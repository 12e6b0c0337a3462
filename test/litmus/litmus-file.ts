// A C litmus file as the runner sees it: header, functions, and what its markers expect. Format: litmus/README.md.

import { readMarkers } from "./litmus-markers.ts";

export type LitmusStatus = "active" | "planned" | "known-miss";

/** A function of the file, first to last line, both counted from 1. */
export interface LitmusFunction {
	readonly name: string;
	readonly firstLine: number;
	readonly lastLine: number;
}

export interface ExpectedFinding {
	readonly line: number;
	readonly code: string;
	/** Must occur in the message; empty: any message. */
	readonly fragment: string;
}

/** A note at this line, of some finding expected in the same function. */
export interface ExpectedNote {
	readonly line: number;
	readonly fragment: string;
}

export interface ExpectedSite {
	readonly line: number;
	/** Only the facts named in the marker are compared. */
	readonly facts: ReadonlyMap<string, string>;
}

export interface LitmusFile {
	readonly path: string;
	readonly text: string;
	readonly about: string;
	readonly source: string;
	readonly status: LitmusStatus;
	/** Null: every configuration. */
	readonly kernel: string | null;
	readonly expectsNone: boolean;
	/** Every site of the file has a marker; none beside those may be reported. */
	readonly marksAllSites: boolean;
	/** Other files of the folder that are analysed together with this one. */
	readonly companions: readonly string[];
	/** This file is a companion and is never run alone. */
	readonly isPart: boolean;
	readonly functions: readonly LitmusFunction[];
	readonly findings: readonly ExpectedFinding[];
	readonly notes: readonly ExpectedNote[];
	readonly sites: readonly ExpectedSite[];
	/** What is wrong with the file itself. */
	readonly problems: readonly string[];
}

const knownTags = [
	"about",
	"source",
	"status",
	"kernel",
	"expect",
	"sites",
	"with",
	"part-of",
];

interface Header {
	readonly tags: ReadonlyMap<string, string>;
	readonly problems: readonly string[];
}

/** Reads the tags of the first comment block; a line without a tag continues the one above. */
function readHeader(text: string): Header {
	const block = /^(?:\/\/[^\n]*\n)*\/\*\n([\s\S]*?)\n \*\/\n/.exec(text);
	if (block === null)
		return { tags: new Map(), problems: ["has no header comment"] };
	const tags = new Map<string, string>();
	const problems: string[] = [];
	let current = "";
	for (const line of (block[1] ?? "").split("\n")) {
		const content = line.replace(/^ \* ?/, "").trim();
		const tag = /^([a-z-]+):\s*(.*)$/.exec(content);
		if (tag?.[1] !== undefined && knownTags.includes(tag[1])) {
			current = tag[1];
			tags.set(current, tag[2] ?? "");
		} else if (current !== "")
			tags.set(current, `${tags.get(current)} ${content}`.trim());
		else problems.push(`header line without a tag: ${content}`);
	}
	return { tags, problems };
}

/**
 * Finds functions by the kernel's style: the body's braces stand alone in column 1, the name is the last identifier
 * before a `(` in the lines above.
 */
function readFunctions(lines: readonly string[]): LitmusFunction[] {
	const functions: LitmusFunction[] = [];
	let firstLine = 1;
	let name = "";
	for (const [index, line] of lines.entries()) {
		const signature = /^[A-Za-z_][\w\s*]*?\b(\w+)\(/.exec(line);
		if (signature?.[1] !== undefined && !line.trimEnd().endsWith(";"))
			[firstLine, name] = [index + 1, signature[1]];
		if (line === "}" && name !== "") {
			functions.push({ name, firstLine, lastLine: index + 1 });
			name = "";
		}
		if (/^\}.*;/.test(line)) name = "";
	}
	return functions;
}

function readStatus(text: string | undefined): LitmusStatus | null {
	return text === "active" || text === "planned" || text === "known-miss"
		? text
		: null;
}

function problemsOf(header: Header, isPart: boolean): string[] {
	const { tags } = header;
	const required = isPart ? ["part-of"] : ["about", "source", "status"];
	const missing = required
		.filter((tag) => (tags.get(tag) ?? "") === "")
		.map((tag) => `header lacks ${tag}:`);
	if (!isPart && tags.has("status") && readStatus(tags.get("status")) === null)
		missing.push(`status: ${tags.get("status")} is none of the three`);
	return [...header.problems, ...missing];
}

/** Reads one file; never throws, what is wrong with it is in `problems`. */
export function parseLitmusFile(path: string, text: string): LitmusFile {
	const lines = text.split("\n");
	const header = readHeader(text);
	const markers = readMarkers(lines);
	const tag = (name: string): string => header.tags.get(name) ?? "";
	const isPart = header.tags.has("part-of");
	return {
		path,
		text,
		about: tag("about"),
		source: tag("source"),
		status: readStatus(header.tags.get("status")) ?? "active",
		kernel: header.tags.get("kernel") ?? null,
		expectsNone: tag("expect") === "none",
		marksAllSites: tag("sites") === "all",
		companions: tag("with").split(/\s+/).filter(Boolean),
		isPart,
		functions: readFunctions(lines),
		findings: markers.findings,
		notes: markers.notes,
		sites: markers.sites,
		problems: [...problemsOf(header, isPart), ...markers.problems],
	};
}

/** The function a line lies in, or null. */
export function functionAt(
	file: LitmusFile,
	line: number,
): LitmusFunction | null {
	return (
		file.functions.find(
			({ firstLine, lastLine }) => firstLine <= line && line <= lastLine,
		) ?? null
	);
}
