import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** $XDG_CACHE_HOME/pinfold, else ~/.cache/pinfold (XDG base directory specification; a relative path does not count). */
export function locateCache(): string {
	const { XDG_CACHE_HOME: base } = process.env;
	return join(
		base !== undefined && isAbsolute(base) ? base : join(homedir(), ".cache"),
		"pinfold",
	);
}
