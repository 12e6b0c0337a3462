const simpleEscapes: Readonly<Record<string, number>> = {
	n: 10,
	t: 9,
	r: 13,
	a: 7,
	b: 8,
	f: 12,
	v: 11,
	e: 27,
};

/** The value of a C number as a double; null where it does not fit exactly or is no integer that C knows. */
export function numberValue(text: string): number | null {
	const bare = text.replaceAll("'", "");
	const isFloat = !/^0[xX]/.test(bare) && /[.eE]/.test(bare);
	if (isFloat) {
		const value = Number(bare.replace(/[fFlL]$/, ""));
		return Number.isFinite(value) ? value : null;
	}
	const digits = bare.replace(/[uUlLzZ]+$/, "");
	const value = /^0[0-7]+$/.test(digits)
		? Number.parseInt(digits, 8)
		: /^(0[xX][0-9a-fA-F]+|0[bB][01]+|\d+)$/.test(digits)
			? Number(digits)
			: Number.NaN;
	return Number.isSafeInteger(value) ? value : null;
}

/** The value of `'a'`, `'\n'`, `'\x7f'`, `'\0'`; null for a literal of several characters. */
export function characterValue(text: string): number | null {
	const inner = /^(?:L|u8?|U)?'([\s\S]*)'$/.exec(text)?.[1] ?? "";
	if (inner.length === 1 && inner !== "\\") return inner.charCodeAt(0);
	const sequence = /^\\(?:x([0-9a-fA-F]+)|([0-7]{1,3})|(.))$/s.exec(inner);
	if (sequence === null) return null;
	const [, hexadecimal, octal, letter = ""] = sequence;
	if (hexadecimal !== undefined) return Number.parseInt(hexadecimal, 16);
	if (octal !== undefined) return Number.parseInt(octal, 8);
	return simpleEscapes[letter] ?? letter.charCodeAt(0);
}
