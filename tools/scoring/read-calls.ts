// The cells release_api and dirty_api of sites.tsv: `API@file:function:line[,line]`, joined by `; `.

export interface TrueCall {
	readonly api: string;
	readonly file: string;
	readonly function: string;
}

/**
 * calls: all there are, possibly none · open: the cell says that others release (`caller`), or says something in prose
 * ("consumed by …"): what is listed counts for recall, but nothing Pinfold prints beyond it is called wrong.
 */
export type CallCell =
	| { readonly kind: "calls"; readonly calls: readonly TrueCall[] }
	| { readonly kind: "open"; readonly calls: readonly TrueCall[] };

const callPattern = /^(\w+)@([^:]+):(\w+):\d+(?:,\d+)*$/;

export function readCalls(text: string): CallCell {
	const parts = text
		.split(";")
		.map((part) => part.trim())
		.filter(Boolean);
	const calls: TrueCall[] = [];
	let isOpen = false;
	for (const part of parts) {
		const [, api, file, name] = callPattern.exec(part) ?? [];
		if (api !== undefined && file !== undefined && name !== undefined)
			calls.push({ api, file, function: name });
		else if (part !== "none" && part !== "none(no-ref)") isOpen = true;
	}
	return { kind: isOpen ? "open" : "calls", calls };
}

/** What is compared: API and function, once each. The line is not, a release loop has no one line. */
export function callKeys(
	calls: readonly { readonly api: string; readonly function: string }[],
): Set<string> {
	return new Set(calls.map((call) => `${call.api}@${call.function}`));
}
