// One site: a line in the list, and what is known of it when it is opened.

import { useEffect, useRef, useState } from "preact/hooks";
import type {
	InventoryPage,
	InventorySite,
} from "#report/viewer/inventory-page.ts";
import { SourceFigure } from "../../shared/source-figure.tsx";
import { lineOf } from "../../shared/source-lines.ts";
import type { Entry } from "../entries.ts";
import { kindText } from "./filters.tsx";
import { FindingView } from "./finding-view.tsx";

export function EntryRow({
	page,
	entry,
	isOpen,
	onOpen,
}: {
	page: InventoryPage;
	entry: Entry;
	/** The address names this entry. */
	isOpen: boolean;
	onOpen(): void;
}) {
	const { site, findings } = entry;
	const [open, setOpen] = useState(isOpen);
	const holder = useRef<HTMLDetailsElement | null>(null);
	useEffect(() => {
		if (isOpen) holder.current?.scrollIntoView({ block: "nearest" });
	}, []);
	return (
		<details
			ref={holder}
			class="entry"
			open={open}
			onToggle={(event) => {
				const now = event.currentTarget.open;
				if (now === open) return;
				setOpen(now);
				if (now) onOpen();
			}}
		>
			<summary>
				<span class="place">
					{entry.file}:<b>{entry.line}</b>
				</span>
				<span class="call">
					<code>{site === null ? entry.function : `${site.api}()`}</code>
					{site !== null && <span class="muted"> in {site.function}()</span>}
				</span>
				<span class="tags">
					{site !== null && (
						<span class={`tag case-${site.case}`}>
							{site.case === 0 ? "no case" : `case ${site.case}`}
						</span>
					)}
					{findings.map(({ fingerprint, code, severity }) => (
						<span key={fingerprint} class={`tag ${severity}`}>
							{code}
						</span>
					))}
				</span>
			</summary>
			{open && (
				<div class="inside">
					{findings.map((finding) => (
						<FindingView
							key={finding.fingerprint}
							page={page}
							finding={finding}
						/>
					))}
					{site !== null && <SiteFacts page={page} site={site} />}
				</div>
			)}
		</details>
	);
}

const accesses: Readonly<Record<string, string>> = {
	"dev-read": "a device reads",
	"dev-write": "a device writes",
	"dev-rw": "a device reads and writes",
	"cpu-read": "the CPU reads",
	"cpu-write": "the CPU writes",
	"cpu-rw": "the CPU reads and writes",
	guest: "a guest",
	none: "nobody that was found",
};
const lifetimes: Readonly<Record<string, string>> = {
	call: "until the call returns",
	object: "until something else happens to the object",
	unknown: "not known",
};

function SiteFacts({
	page,
	site,
}: {
	page: InventoryPage;
	site: InventorySite;
}) {
	const related = (calls: InventorySite["releases"]) =>
		calls.map(({ api, file, function: name, line }) => ({
			file,
			line,
			text: `${api}() in ${name}()`,
		}));
	return (
		<div class="facts">
			<SourceFigure
				excerpts={page.excerpts}
				file={site.file}
				line={site.line}
				around={2}
			/>
			<dl>
				<Fact name="Takes">{kindText(site.kind)}</Fact>
				{site.flags !== "" && (
					<Fact name="Flags">
						<code>{site.flags}</code>
					</Fact>
				)}
				<Fact name="Case">
					{site.case === 0 ? "" : `${site.case}, `}
					{page.cases[site.case]}
				</Fact>
				<Fact name="Contents">{accesses[site.access]}</Fact>
				<Fact name="Held">{lifetimes[site.lifetime]}</Fact>
				{site.configurations.length > 0 && (
					<Fact name="Only in">{site.configurations.join(", ")}</Fact>
				)}
			</dl>
			<Places
				page={page}
				site={site}
				title="Why this case"
				places={site.caseEvidence}
			/>
			<Places
				page={page}
				site={site}
				title="Released by"
				places={related(site.releases)}
			/>
			<Places
				page={page}
				site={site}
				title="Marked dirty by"
				places={related(site.dirties)}
			/>
			<Places
				page={page}
				site={site}
				title="Where the hold goes"
				places={site.ownership}
			/>
			<Places
				page={page}
				site={site}
				title="Could not be read"
				places={site.damage}
			/>
		</div>
	);
}

function Fact({
	name,
	children,
}: {
	name: string;
	children: preact.ComponentChildren;
}) {
	return (
		<div>
			<dt>{name}</dt>
			<dd>{children}</dd>
		</div>
	);
}

function Places({
	page,
	site,
	title,
	places,
}: {
	page: InventoryPage;
	site: InventorySite;
	title: string;
	places: InventorySite["ownership"];
}) {
	if (places.length === 0) return null;
	return (
		<div class="places">
			<h3>{title}</h3>
			<ul class="plain">
				{places.map(({ file, line, text }) => (
					<li key={`${file}:${line} ${text}`}>
						<span class="where">
							{file === site.file ? `line ${line}` : `${file}:${line}`}
						</span>{" "}
						{text}
						<code class="code-line">
							{lineOf(page.excerpts, file, line)?.trim() ?? ""}
						</code>
					</li>
				))}
			</ul>
		</div>
	);
}
