import pc from "picocolors";
import { type Palette, plainPalette } from "#report/palette.ts";

/** Colours on a terminal unless NO_COLOR is set (https://no-color.org), with FORCE_COLOR also elsewhere. */
export function terminalPalette(): Palette {
	const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
	const wanted =
		(FORCE_COLOR !== undefined && FORCE_COLOR !== "0") ||
		(process.stdout.isTTY === true && TERM !== "dumb");
	if (!wanted || (NO_COLOR !== undefined && NO_COLOR !== ""))
		return plainPalette;
	const colors = pc.createColors(true);
	return {
		strong: colors.bold,
		error: (text) => colors.bold(colors.red(text)),
		warning: (text) => colors.bold(colors.magenta(text)),
		note: (text) => colors.bold(colors.cyan(text)),
		caret: (text) => colors.bold(colors.green(text)),
	};
}
