/** Lines and columns of a text, both starting at 1. Columns count UTF-16 units, tabs as one. */
export class LineIndex {
	private readonly starts: number[] = [0];

	constructor(text: string) {
		for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1))
			this.starts.push(at + 1);
	}

	lineOf(offset: number): number {
		let low = 0;
		let high = this.starts.length;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if ((this.starts[middle] ?? 0) <= offset) low = middle;
			else high = middle;
		}
		return low + 1;
	}

	columnOf(offset: number): number {
		return offset - (this.starts[this.lineOf(offset) - 1] ?? 0) + 1;
	}
}
