/** Which call and flags a site should use on a kernel. */
export interface Advice {
	/** The call to use. */
	readonly call: string;
	/** Flags to pass, in the words of that kernel. */
	readonly flags: readonly string[];
	/** How to let go. */
	readonly release: string;
	/** Why, for a message: no capital, no full stop. */
	readonly reason: string;
}
