/**
 * Something Pinfold cannot do for a reason the user can remove: a wrong option, a missing file. Shown in one line
 * for each such thing, without a stack, exit code 2. Thrown only inside cli/; everything else thrown is a bug of Pinfold.
 */
export class Refusal extends Error {
	override readonly name = "Refusal";
	/** One line each. */
	readonly lines: readonly string[];

	constructor(lines: string | readonly string[]) {
		const list = typeof lines === "string" ? [lines] : lines;
		super(list.join("\n"));
		this.lines = list;
	}
}
