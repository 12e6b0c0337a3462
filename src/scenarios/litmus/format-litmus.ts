// A litmus test as a litmus file.

import type { PageSpec } from "#mm/world/page.ts";
import type { Condition, LitmusTest, OperationCall } from "./litmus-test.ts";

export function formatCondition(condition: Condition): string {
	switch (condition.kind) {
		case "failure":
			return condition.name;
		case "deadlock":
			return "deadlock";
		case "compare":
			return `${condition.left}${condition.operator}${condition.right}`;
		case "not":
			return `~(${formatCondition(condition.of)})`;
		case "and":
			return `${inner(condition.left)} /\\ ${inner(condition.right)}`;
		case "or":
			return `${formatCondition(condition.left)} \\/ ${formatCondition(condition.right)}`;
	}
}

function inner(condition: Condition): string {
	const text = formatCondition(condition);
	return condition.kind === "or" ? `(${text})` : text;
}

function formatPage(page: PageSpec): string {
	if (page.spareOf !== undefined)
		return `${page.name}: spare of ${page.spareOf}`;
	const mapped = Object.entries(page.mapped ?? {}).map(
		([who, how]) => `${who}=${how}`,
	);
	const words = [
		page.kind,
		page.dirty ? "dirty" : "",
		page.buffers ? "buffers" : "",
		page.large ? "large" : "",
		page.exclusive ? "exclusive" : "",
		page.movable ? "movable" : "",
		mapped.length > 0 ? `mapped(${mapped.join(",")})` : "",
		page.extraReferences ? `references(${page.extraReferences})` : "",
	];
	return `${page.name}: ${words.filter((word) => word !== "").join(" ")}`;
}

/** `pin_fast(long,read)` */
export function formatOperation(operation: OperationCall): string {
	return operation.arguments.length === 0
		? operation.name
		: `${operation.name}(${operation.arguments.join(",")})`;
}

/** The table of operations, columns padded to equal width. */
function formatTable(test: LitmusTest): string[] {
	const heads = test.columns.map(({ actor, process }) =>
		process === null ? actor : `${actor}(${process})`,
	);
	const cells = test.columns.map(({ operations }) =>
		operations.map(formatOperation),
	);
	const rows = Math.max(...cells.map((column) => column.length));
	const lines = [
		heads,
		...Array.from({ length: rows }, (_, row) =>
			cells.map((column) => column[row] ?? ""),
		),
	];
	const widths = heads.map((_, index) =>
		Math.max(...lines.map((line) => (line[index] ?? "").length)),
	);
	return lines.map(
		(line) =>
			` ${line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")} ;`,
	);
}

/** Breaks text into lines of at most 100 characters; further lines are indented. */
function wrapped(text: string): string {
	const lines: string[] = [];
	let line = "Why:";
	for (const word of text.split(/\s+/)) {
		if (line.length + word.length + 1 > 100) {
			lines.push(line);
			line = "    ";
		}
		line += line === "    " ? word : ` ${word}`;
	}
	return [...lines, line].join("\n");
}

export function formatLitmus(test: LitmusTest): string {
	const { setting } = test;
	const stable = setting.stableWrites ? " stable" : "";
	return [
		`mm ${test.name}`,
		`Result: ${test.result}`,
		wrapped(test.why),
		`Era: ${setting.era}`,
		`Scheme: ${setting.scheme}`,
		`Policy: ${setting.policy}`,
		`Fs: ${setting.fileSystem}${stable}`,
		...(setting.processes.join() === "app"
			? []
			: [`Processes: ${processesText(test)}`]),
		...(setting.missingBarrier === undefined
			? []
			: [`Barrier: missing in ${setting.missingBarrier}`]),
		...(setting.bias === undefined ? [] : [`Bias: ${setting.bias}`]),
		`Pages: ${setting.pages.map(formatPage).join("; ")}`,
		"",
		...formatTable(test),
		"",
		`exists (${formatCondition(test.exists)})`,
		...(test.states === null ? [] : [`states ${test.states}`]),
		"",
	].join("\n");
}

/** Processes that exist from the start besides the first carry a "+". */
function processesText(test: LitmusTest): string {
	const { processes, existing } = test.setting;
	return processes
		.map((name) => (existing?.includes(name) ? `+${name}` : name))
		.join(" ");
}
