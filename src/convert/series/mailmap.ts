import { type Mailbox, parseMailbox } from "./mailbox.ts";

/** What a mailbox is to be replaced with. */
export type Mailmap = (mailbox: Mailbox) => Mailbox;

/**
 * A tree's .mailmap: `Name <proper>`, `<proper> <old>`, `Name <proper> <old>`, `Name <proper> Old Name <old>`.
 * Source: gitmailmap(5); scripts/get_maintainer.pl:read_mailmap() (v6.12), which compares addresses with their case.
 */
export function parseMailmap(text: string): Mailmap {
	const byAddress = new Map<string, Partial<Mailbox>>();
	const byBoth = new Map<string, Partial<Mailbox>>();
	for (const line of text.split("\n")) {
		const entry = line.replace(/#.*/, "").trim();
		const [, first, old] = /^([^<]*<[^>]+>)\s*(.*)$/.exec(entry) ?? [];
		const proper = first === undefined ? null : parseMailbox(first);
		if (proper === null || old === undefined) continue;
		if (old === "") byAddress.set(proper.address, { name: proper.name });
		else {
			const from = parseMailbox(old);
			if (from === null) continue;
			const target = proper.name === "" ? { address: proper.address } : proper;
			if (from.name === "")
				byAddress.set(from.address, {
					...byAddress.get(from.address),
					...target,
				});
			else byBoth.set(keyOf(from), target);
		}
	}
	return (mailbox) => ({
		...mailbox,
		...(byBoth.get(keyOf(mailbox)) ?? byAddress.get(mailbox.address)),
	});
}

function keyOf({ name, address }: Mailbox): string {
	return `${name} <${address}>`;
}
