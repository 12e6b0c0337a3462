import { bit } from "#explore/language/cell.ts";
import { marked, perPage } from "./marked.ts";
import type { SchemeSetting, Tracking } from "./scheme.ts";

/** One bit per page and no count: every pin sets it, every unpin clears it, also while others still hold pins. */
export function oneBit(setting: SchemeSetting, name: string): Tracking {
	const flag = perPage(setting, (page) => bit(`${page.name}.${name}`));
	return {
		...marked(setting, {
			set: (page) => [flag(page).set(1)],
			clear: (page) => [flag(page).set(0)],
			isSet: (page) => flag(page).is(1),
			atomics: 1,
		}),
	};
}
