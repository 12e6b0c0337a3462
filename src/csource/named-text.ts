// A file as those that look for names in it see it.

/** Path relative to the root, with forward slashes. */
export interface NamedText {
	readonly path: string;
	readonly text: string;
	/**
	 * Whether the text may have a whole word of ASCII letters, where that can be told without making the text. Errs: true for
	 * texts that do not have it.
	 */
	readonly mayMention?: (word: string) => boolean;
}
