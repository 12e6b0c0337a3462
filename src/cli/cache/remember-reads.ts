import type { ResultCache } from "./result-cache.ts";

/** The same cache; what it has given once it gives again without looking. */
export function rememberReads(cache: ResultCache): ResultCache {
	const given = new Map<string, unknown>();
	return {
		...cache,
		read: (key) => {
			const name = JSON.stringify(key);
			const value = given.get(name) ?? cache.read(key);
			if (value !== null) given.set(name, value);
			return value;
		},
	};
}
