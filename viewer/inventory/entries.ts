// What the page lists: a site with the findings about it, or a finding about no site.

import type {
	InventoryFinding,
	InventoryPage,
	InventorySite,
} from "#report/viewer/inventory-page.ts";

export interface Entry {
	/** Occurs in links. */
	id: string;
	file: string;
	line: number;
	/** Empty for what lies in no function. */
	function: string;
	site: InventorySite | null;
	findings: readonly InventoryFinding[];
}

export interface Group {
	/** First folders of the path: "drivers/media". */
	subsystem: string;
	entries: readonly Entry[];
}

/** The first two folders, which is how the kernel is divided; "." for a file that lies in none. */
export function subsystemOf(file: string): string {
	const folders = file.split("/").slice(0, -1).slice(0, 2);
	return folders.length === 0 ? "." : folders.join("/");
}

/** By file and line. */
export function entriesOf({ sites, findings }: InventoryPage): Entry[] {
	const known = new Set(sites.map(({ id }) => id));
	const entries: Entry[] = [
		...sites.map((site) => ({
			id: site.id,
			file: site.file,
			line: site.line,
			function: site.function,
			site,
			findings: findings.filter((one) => one.site === site.id),
		})),
		...findings
			.filter(({ site }) => site === null || !known.has(site))
			.map((finding) => ({
				id: finding.fingerprint,
				file: finding.file,
				line: finding.line,
				function: finding.function,
				site: null,
				findings: [finding],
			})),
	];
	return entries.sort(
		(a, b) =>
			(a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line,
	);
}

export function groupsOf(entries: readonly Entry[]): Group[] {
	const groups = new Map<string, Entry[]>();
	for (const entry of entries) {
		const subsystem = subsystemOf(entry.file);
		const group = groups.get(subsystem);
		if (group === undefined) groups.set(subsystem, [entry]);
		else group.push(entry);
	}
	return [...groups]
		.map(([subsystem, inside]) => ({ subsystem, entries: inside }))
		.sort((a, b) => (a.subsystem < b.subsystem ? -1 : 1));
}
