// The inventory: every call that takes hold of user pages, by subsystem, with what was found about it.

import { useMemo } from "preact/hooks";
import type { InventoryPage } from "#report/viewer/inventory-page.ts";
import { type Entry, entriesOf, groupsOf } from "./entries.ts";
import { everything, type Filter, matches } from "./filter.ts";
import { EntryRow } from "./parts/entry-row.tsx";
import { Filters } from "./parts/filters.tsx";
import { Summary } from "./parts/summary.tsx";
import { useHash } from "./use-hash.ts";

export function App({ page }: { page: InventoryPage }) {
	const [{ filter, open }, show] = useHash();
	const entries = useMemo(() => entriesOf(page), [page]);
	const listed = useMemo(
		() => entries.filter((entry) => matches(entry, filter)),
		[entries, filter],
	);
	const groups = groupsOf(listed);
	const change = (next: Filter) => show({ filter: next, open });
	return (
		<>
			<header class="heading">
				<p class="brand">
					<span class="mark" aria-hidden="true" />
					Pinfold
				</p>
				<h1>{page.title}</h1>
				<p class="lead">
					Every call that takes hold of user pages, its case in{" "}
					<code>pin_user_pages.rst</code>, and what <code>pinfold check</code>{" "}
					found. Judged{" "}
					{page.kernel === null
						? "in every configuration that a file distinguishes"
						: `for Linux ${page.kernel}`}
					.
				</p>
			</header>
			<Summary
				page={page}
				entries={entries}
				filter={filter}
				onFilter={change}
			/>
			<Filters
				page={page}
				entries={entries}
				filter={filter}
				onFilter={change}
			/>
			<p class="count" role="status" data-test="count">
				{countText(listed, entries)}
				{listed.length < entries.length && (
					<button
						type="button"
						class="quiet"
						onClick={() => change(everything)}
					>
						Show all
					</button>
				)}
			</p>
			<main aria-label="Sites">
				{groups.map(({ subsystem, entries: inside }) => (
					<section key={subsystem} class="group" aria-label={subsystem}>
						<h2>
							{subsystem === "." ? "Top folder" : subsystem}{" "}
							<span class="muted">{groupText(inside)}</span>
						</h2>
						{inside.map((entry) => (
							<EntryRow
								key={entry.id}
								page={page}
								entry={entry}
								isOpen={open === entry.id}
								onOpen={() => show({ filter, open: entry.id })}
							/>
						))}
					</section>
				))}
				{listed.length === 0 && (
					<p class="nothing">
						{entries.length === 0
							? "No call that takes hold of user pages was found."
							: "Nothing fits all of these filters."}
					</p>
				)}
			</main>
			<footer class="muted">
				{page.stats.filesSearched.toLocaleString("en-US")} files searched,{" "}
				{page.stats.filesParsed.toLocaleString("en-US")} read,{" "}
				{page.stats.functions.toLocaleString("en-US")} functions analysed.
				{page.stats.hiddenFindings > 0 &&
					` ${page.stats.hiddenFindings} findings that are only possible, allowed or old are not listed (--all).`}{" "}
				Made by <code>{page.command}</code>, Pinfold {page.version}. This file
				needs no network.
			</footer>
		</>
	);
}

function plural(number: number, noun: string): string {
	return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}

function findingsIn(entries: readonly Entry[]): number {
	return entries.reduce((sum, { findings }) => sum + findings.length, 0);
}

function countText(listed: readonly Entry[], all: readonly Entry[]): string {
	const sites = listed.filter(({ site }) => site !== null).length;
	const of =
		listed.length < all.length
			? ` of ${all.filter(({ site }) => site !== null).length.toLocaleString("en-US")}`
			: "";
	return `${plural(sites, "site")}${of}, ${plural(findingsIn(listed), "finding")} `;
}

function groupText(entries: readonly Entry[]): string {
	const findings = findingsIn(entries);
	const sites = plural(
		entries.filter(({ site }) => site !== null).length,
		"site",
	);
	return findings === 0 ? sites : `${sites}, ${plural(findings, "finding")}`;
}
