// Stands in for checks/check-files.ts where the command line itself is tested. Line by line: `pin_user_pages(` is a site,
// LEAK a finding, PERHAPS a possible one; CRASH throws, HANG never ends, EATS uses up the memory.

import type {
	CheckOptions,
	FilesResult,
	InputFile,
} from "../../../src/checks/check-files.ts";
import type { CParser } from "../../../src/csource/parser.ts";
import type { Finding } from "../../../src/findings/finding.ts";
import type { Site } from "../../../src/findings/site.ts";

export function checkFiles(
	files: readonly InputFile[],
	_parser: CParser,
	_options: CheckOptions,
): FilesResult {
	const contains = (word: string): boolean =>
		files.some((file) => file.text.includes(word));
	if (contains("CRASH")) throw new Error("crashed while checking");
	while (contains("HANG"));
	if (contains("EATS")) useUpMemory();
	return judge(files);
}

function useUpMemory(): void {
	const kept: string[][] = [];
	for (;;) kept.push(new Array(1_000_000).fill("kept"));
}

function judge(files: readonly InputFile[]): FilesResult {
	const lines = files.flatMap((file) =>
		file.text
			.split("\n")
			.map((text, index) => ({ file: file.path, text, line: index + 1 })),
	);
	return {
		sites: lines.flatMap(({ file, text, line }) =>
			text.includes("pin_user_pages(")
				? [fakeSite(file, line, text.indexOf("pin_user_pages(") + 1)]
				: [],
		),
		findings: lines.flatMap(({ file, text, line }) => [
			...(text.includes("LEAK") ? [fakeFinding(file, line, "certain")] : []),
			...(text.includes("PERHAPS")
				? [fakeFinding(file, line, "possible")]
				: []),
		]),
		filesParsed: files.length,
		functions: 0,
		damagedFunctions: 0,
	};
}

function fakeSite(file: string, line: number, column: number): Site {
	return {
		id: `${file}:f:pin_user_pages:${line}`,
		file,
		function: "f",
		line,
		column,
		api: "pin_user_pages",
		kind: "pin",
		flags: "FOLL_WRITE",
		case: 2,
		caseEvidence: [],
		access: "dev-write",
		lifetime: "call",
		configurations: [],
		releases: [],
		dirties: [],
		ownership: [],
		damage: [],
	};
}

function fakeFinding(
	file: string,
	line: number,
	confidence: Finding["confidence"],
): Finding {
	return {
		code: "PF101",
		class: "leak",
		severity: "error",
		confidence,
		file,
		function: "f",
		line,
		column: 1,
		message: "pages leak",
		notes: [],
		site: null,
		configurations: [],
		fix: null,
	};
}
