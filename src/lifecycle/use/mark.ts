// A line that shows something of how pages are used.

/** A line that shows something: offset in the file and what it shows. */
export interface Mark {
	readonly at: number;
	readonly text: string;
}
