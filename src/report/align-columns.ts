/** Rows as columns two spaces apart; the last column is not padded. Ends with a line end unless there is no row. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
	const widths: number[] = [];
	for (const row of rows)
		for (const [index, cell] of row.entries())
			widths[index] = Math.max(widths[index] ?? 0, cell.length);
	return rows
		.map((row) =>
			row
				.map((cell, index) =>
					index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0),
				)
				.join("  "),
		)
		.map((line) => `${line.trimEnd()}\n`)
		.join("");
}
