/** How words are set apart on a terminal; plain text for everything else. */
export interface Palette {
	readonly strong: (text: string) => string;
	readonly error: (text: string) => string;
	readonly warning: (text: string) => string;
	readonly note: (text: string) => string;
	readonly caret: (text: string) => string;
}

const same = (text: string): string => text;

export const plainPalette: Palette = {
	strong: same,
	error: same,
	warning: same,
	note: same,
	caret: same,
};
