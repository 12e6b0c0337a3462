/** The function's value, computed at the first call and kept. */
export function once<Value>(compute: () => Value): () => Value {
	let result: { readonly value: Value } | null = null;
	return () => {
		result ??= { value: compute() };
		return result.value;
	};
}
