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

/** `pin_user_pages_fast() with FOLL_WRITE | FOLL_LONGTERM, released with unpin_user_pages_dirty_lock(…, true)` */
export function adviceText(advice: Advice): string {
	const flags =
		advice.flags.length === 0 ? "" : ` with ${advice.flags.join(" | ")}`;
	return `${advice.call}()${flags}, released with ${advice.release}`;
}
