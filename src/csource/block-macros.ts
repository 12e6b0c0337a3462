/**
 * Whether a macro that is followed by a body repeats it, by the words in its name. Errs towards "runs once" for a loop
 * under another name.
 */
export function isLoopMacro(name: string): boolean {
	return /(?:^|_)(?:for_?each|each|foreach|for|while|until|iterate|loop|walk|forever|retry)(?:_|$)/i.test(
		name,
	);
}

/** Whether a macro that is followed by a body may skip it: `if_not_guard(…) {`, `IF_DEBUG(…) {`. */
export function isConditionMacro(name: string): boolean {
	return /^_*(?:if|unless|when)_/i.test(name);
}

/** Whether a macro takes one statement as its body even without braces. */
export function takesStatement(name: string): boolean {
	return isLoopMacro(name) || name.startsWith("scoped_");
}
