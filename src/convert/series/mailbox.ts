// A person or list with an address, as MAINTAINERS, .mailmap and mail headers write it.

export interface Mailbox {
	/** Without quotes; empty where there is only an address. */
	readonly name: string;
	readonly address: string;
}

/** `"Rafael J. Wysocki" <rafael@kernel.org>`, `x86@kernel.org`; what follows the address is left out. Null: no address. */
export function parseMailbox(text: string): Mailbox | null {
	const named = /^([^<]*)<([^<>\s]+@[^<>\s]+)>/.exec(text);
	if (named !== null)
		return { name: unquote(named[1] ?? ""), address: named[2] ?? "" };
	const bare = /^\s*([^\s<>()]+@[^\s<>()]+)/.exec(text);
	return bare === null ? null : { name: "", address: bare[1] ?? "" };
}

function unquote(name: string): string {
	return name
		.trim()
		.replace(/^"(.*)"$/, "$1")
		.replace(/\\(.)/g, "$1");
}
