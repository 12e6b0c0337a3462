// The truth tables: tab separated, first line names the columns, no quoting.

export type Row = Readonly<Record<string, string>>;

/** Cells that are missing at the end of a line are empty. */
export function readTable(text: string): Row[] {
	const [head = "", ...lines] = text
		.split("\n")
		.filter((line) => line.trim() !== "");
	const names = head.split("\t");
	return lines.map((line) => {
		const cells = line.split("\t");
		return Object.fromEntries(
			names.map((name, index) => [name, (cells[index] ?? "").trim()]),
		);
	});
}

/** The cell of a row; empty where the table has no such column. */
export function cell(row: Row, name: string): string {
	return row[name] ?? "";
}
