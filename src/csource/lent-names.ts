// Names that a header gives to calls: a macro whose body calls something under its own name.

/**
 * Macros of the text whose body mentions one of the names, directly or through another such macro. Errs: a macro that
 * mentions a name without calling it counts, too.
 */
export function lentNames(
	text: string,
	isName: (word: string) => boolean,
): ReadonlySet<string> {
	const macros = [
		...text
			.replace(/\\\r?\n/g, " ")
			// A comment that speaks of a call makes no call of it (FOLL_FORCE in include/linux/mm.h before 6.3).
			.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, " ")
			.matchAll(/^[ \t]*#[ \t]*define[ \t]+(\w+)(.*)$/gm),
	].flatMap(([, name, body]) =>
		name === undefined || body === undefined
			? []
			: [{ name, words: body.match(/[A-Za-z_]\w*/g) ?? [] }],
	);
	const found = new Set<string>();
	for (let before = -1; before !== found.size; ) {
		before = found.size;
		for (const { name, words } of macros)
			if (
				!isName(name) &&
				words.some((word) => isName(word) || found.has(word))
			)
				found.add(name);
	}
	return found;
}
