/** Marks a branch that the type system has already ruled out; reached only by a bug in Pinfold. */
export function unreachable(value: never): never {
	throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
