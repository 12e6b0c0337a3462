/** A mistake in a litmus file: where, and what would be right. */
export class LitmusError extends Error {
	readonly line: number;
	constructor(line: number, message: string) {
		super(`line ${line}: ${message}`);
		this.line = line;
	}
}
