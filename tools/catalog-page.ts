// The page docs/catalog.md, made from the catalogue's data.

import {
	acquires,
	contacts,
	derivations,
	dirties,
	releases,
} from "#catalog/catalog.ts";
import { dmaUnmapEntries } from "#catalog/dma-unmap.ts";
import { duplicateEntries } from "#catalog/duplicate.ts";
import type {
	AcquireEntry,
	CatalogEntry,
	ContactEntry,
	Signature,
	Source,
	Span,
} from "#catalog/entry.ts";
import { flagEntries } from "#catalog/flags.ts";
import { newestKernel, oldestKernel } from "#catalog/kernel-version.ts";
import { lookAlikeEntries } from "#catalog/look-alike.ts";
import { mmapLockEntries } from "#catalog/mmap-lock.ts";
import { notifierEntries } from "#catalog/mmu-notifier.ts";
import { pageCarrierEntries } from "#catalog/page-carriers.ts";
import { pageLockEntries } from "#catalog/page-lock.ts";
import { earlyWaitEntries } from "#catalog/waits.ts";

/** A Markdown table; cells must not hold line breaks. */
function table(head: readonly string[], rows: readonly (readonly string[])[]) {
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
	return [line(head), line(head.map(() => "---")), ...rows.map(line)].join(
		"\n",
	);
}

function releasesOf({ since, until, backports }: Span): string {
	const ends = [
		...(since === null ? [] : [`since ${since}`]),
		...(until === null ? [] : [`before ${until}`]),
		...(backports ? [`back-port in ${backports.join(", ")}`] : []),
	];
	return ends.length === 0 ? "always" : ends.join(", ");
}

function sourceText(source: Source): string {
	return source.kind === "tree"
		? `${source.tree} ${source.file}: ${source.symbol}`
		: `commit ${source.commit}, ${source.subject}`;
}

function shape(name: string, { parameters }: Signature): string {
	return `\`${name}(${parameters.join(", ")})\``;
}

function acquireFacts(entry: AcquireEntry): string {
	return [
		entry.kind,
		`kept by ${entry.holds}`,
		`returns ${entry.returns}`,
		...(entry.mayBePartial ? ["may be partial"] : []),
		...(entry.needsMmapLock ? ["needs mmap_lock"] : []),
		...(entry.longTerm ? ["long term"] : []),
		...(entry.onlyWithFlag ? [`only with ${entry.onlyWithFlag}`] : []),
		...(entry.level === "helper" ? ["helper, no site"] : []),
		...(entry.eras ?? []).map((era) =>
			[
				`before ${era.until}:`,
				...(era.kind ? [era.kind] : []),
				...(era.longTerm === false ? ["not long term"] : []),
			].join(" "),
		),
	].join("; ");
}

function factsOf(entry: CatalogEntry): string {
	switch (entry.role) {
		case "acquire":
			return acquireFacts(entry);
		case "release":
			return [
				entry.kind,
				`takes ${entry.takes}`,
				...(entry.dirties === "never" ? [] : [`dirties: ${entry.dirties}`]),
				...(entry.maySleep ? ["may sleep"] : []),
				...(entry.generic ? ["generic"] : []),
				...(entry.proper ? [] : ["wrong for user pages"]),
			].join("; ");
		case "duplicate":
			return `${entry.kind}; takes ${entry.takes}; returns ${entry.returns}`;
		case "dirty":
			return `takes ${entry.takes}; page lock: ${entry.locking}`;
		case "lookAlike":
			return "no hold";
	}
}

function section(title: string, entries: readonly CatalogEntry[]): string {
	const parts = entries.map((entry) =>
		[
			`### ${entry.name}`,
			"",
			`${entry.about} *${factsOf(entry)}*`,
			"",
			table(
				["shape", "releases", "read in", "evidence"],
				entry.signatures.map((signature) => [
					shape(entry.name, signature),
					releasesOf(signature),
					sourceText(signature.source),
					signature.evidence ?? "",
				]),
			),
		].join("\n"),
	);
	return [`## ${title}`, ...parts].join("\n\n");
}

function directionText({ direction }: ContactEntry): string {
	return typeof direction === "string"
		? direction
		: `argument ${direction.argument} (${direction.words})`;
}

function tail(span: Span & { readonly source: Source }): string[] {
	return [releasesOf(span), sourceText(span.source), span.evidence ?? ""];
}

function tables(): string[] {
	const rest = ["releases", "read in", "evidence"];
	return [
		"## Flags",
		table(
			["flag", "set by", "meaning", ...rest],
			flagEntries.map((flag) => [
				`\`${flag.name}\``,
				flag.audience === "user" ? "caller" : "callee",
				flag.about,
				...tail(flag),
			]),
		),
		"## Derivations: other names of the same pages",
		table(
			["call", "from", "to", "effect", ...rest],
			derivations.map((one) => [
				`\`${one.name}\``,
				String(one.from),
				String(one.to),
				one.handover
					? `${one.effect}; takes the holds over with ${one.handover.flag}`
					: one.effect,
				...tail(one),
			]),
		),
		"## Contacts: who touches the contents",
		table(
			["call", "argument", "by", "direction", ...rest],
			contacts.map((one) => [
				`\`${one.name}\``,
				String(one.pages),
				one.by,
				directionText(one),
				...tail(one),
			]),
		),
		"## Signs of a notifier or a replayable fault",
		table(
			["name", "shows", ...rest],
			notifierEntries.map((one) => [
				`\`${one.name}\``,
				one.shows,
				...tail(one),
			]),
		),
		"## The mmap lock",
		table(
			["call", "effect", "outcome", "argument", ...rest],
			mmapLockEntries.map((one) => [
				`\`${one.name}\``,
				one.effect,
				one.outcome,
				one.argument,
				...tail(one),
			]),
		),
		"## The page lock",
		table(
			["call", "effect", "read in"],
			pageLockEntries.map((one) => [
				`\`${one.name}\``,
				one.effect,
				sourceText(one.source),
			]),
		),
		"## Ends of a mapping for a device",
		table(
			["call", "argument", "names the mapping by", "read in"],
			dmaUnmapEntries.map((one) => [
				`\`${one.name}\``,
				String(one.argument),
				one.by,
				sourceText(one.source),
			]),
		),
		"## Waits that can end early",
		table(
			["call", "ended by", "read in"],
			earlyWaitEntries.map((one) => [
				`\`${one.name}\``,
				one.endedBy,
				sourceText(one.source),
			]),
		),
		"## Structs that carry pages",
		table(
			["struct", "fields that lead to them", "read in"],
			pageCarrierEntries.map((one) => [
				`\`${one.name}\``,
				one.fields.map((field) => `\`${field}\``).join(", "),
				sourceText(one.source),
			]),
		),
	];
}

/** The whole page. */
export function catalogPage(): string {
	const head = [
		"<!-- Made by `npm run docs:catalog` from src/catalog/. Do not edit. -->",
		"# The catalogue",
		`What Pinfold knows about the calls that take hold of user pages, let them go, mark them dirty and touch them, from Linux ${oldestKernel} to ${newestKernel}. Older shapes are listed where drivers still carry them.`,
		'Releases are the first one that has a shape and the first one that no longer has it. Where the trees that were read leave a gap, the evidence says "bracketed only" and the release named is the best-supported one inside the gap. `npm run check:citations` compares each row with the kernel trees on the machine. Commits are named by their first twelve digits where a public text confirmed them, by their subject alone where none did.',
	];
	return `${[
		...head,
		section("Acquires", acquires),
		section("Releases", releases),
		section("One more hold", duplicateEntries),
		section("Dirtying", dirties),
		section("Look-alikes", lookAlikeEntries),
		...tables(),
	].join("\n\n")}\n`;
}
