/**
 * A call and its release were chosen by different questions about the build, answered yes to one and no to another, in every
 * configuration in which they do not fit. Such questions (HAVE_PIN, HAVE_PIN_REMOTE) mostly go together, and which answers
 * do is told by a configure script that is not read. Version and CONFIG_ questions are the kernel's own and count as they are.
 */
export function needsOddMix(configurations: readonly string[]): boolean {
	return (
		configurations.length > 0 &&
		configurations.every((words) => {
			const asked = words
				.split(" && ")
				.filter((atom) => /^!?defined\((?!CONFIG_)\w+\)$/.test(atom));
			return (
				asked.some((atom) => atom.startsWith("!")) &&
				asked.some((atom) => !atom.startsWith("!"))
			);
		})
	);
}
