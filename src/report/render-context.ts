import type { Palette } from "./palette.ts";

/** What rendering needs to know besides the result. */
export interface RenderContext {
	readonly palette: Palette;
	/** How a file of the result is written so that an editor started here opens it. */
	readonly showPath: (file: string) => string;
	/** A line of a file (from 1) without its line end, null when it cannot be read any more. */
	readonly sourceLine: (file: string, line: number) => string | null;
}
