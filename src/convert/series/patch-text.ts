// What one patch says of itself: the subject behind its prefix, the message, and what is only for the reader of the mail.

import { wrapWords } from "#base/wrap-words.ts";
import { codes } from "#findings/codes.ts";
import type { FindingClass } from "#findings/finding.ts";
import type {
	Conversion,
	ConvertedFile,
	Decision,
	Mend,
	MendedPath,
	ProofStep,
} from "../conversion.ts";

/** Columns of a message, as checkpatch.pl wants it. */
const width = 74;

/** What has to be filled in by hand; a tag that says it cannot be overlooked. */
export const blankFixes = "Fixes: <the commit that brought the mistake>";

/** `convert get_user_pages_fast() to pin_user_pages_fast()`; without names where there are several. */
export function subjectOf(
	conversions: readonly Conversion[],
	room: number,
): string {
	const sites = conversions.flatMap((conversion) => conversion.sites);
	const from = unique(sites.map(({ api }) => api));
	const to = unique(sites.map(({ becomes }) => becomes ?? ""));
	if (sites.every(({ api, becomes }) => api === becomes))
		return fitting(room, [
			`release pages of ${from.join("(), ")}() with ${releaseFamily(sites)}`,
			`release user pages with ${releaseFamily(sites)}`,
		]);
	return fitting(room, [
		...(from.length === 1 && to.length === 1
			? [`convert ${from[0]}() to ${to[0]}()`]
			: []),
		"convert get_user_pages*() to pin_user_pages*()",
		"convert to pin_user_pages*()",
	]);
}

/** What lets go of pages whose acquire calls keep their names. */
export function releaseFamily(sites: readonly Decision[]): string {
	return sites.every(({ api }) => api.startsWith("pin_"))
		? "unpin_user_page*()"
		: "put_user_page*()";
}

/** The first that fits; the last where none does. */
function fitting(room: number, texts: readonly string[]): string {
	return texts.find((text) => text.length <= room) ?? texts.at(-1) ?? "";
}

/** The message above the tags: paragraphs, an empty line between two of them. */
export function messageOf(conversions: readonly Conversion[]): string {
	const sites = conversions.flatMap((conversion) => conversion.sites);
	const pinned = sites.some(({ api, becomes }) => api !== becomes);
	return [
		...mergeSites(sites).map(siteParagraph),
		wrapWords(
			pinned
				? "Documentation/core-api/pin_user_pages.rst wants FOLL_PIN for that: a file system that writes such a page back, and reclaim, must be able to tell that its contents may still change."
				: releaseFamily(sites) === "unpin_user_page*()"
					? "Release them with unpin_user_page*(): put_page() takes back one reference and leaves the rest of the pin behind."
					: "Release them with put_user_page*(), so that they can be told from other references when get_user_pages*() becomes pin_user_pages*().",
			width,
		),
		changesOf(conversions.flatMap(({ files }) => files)),
		...mendedOf(conversions),
	].join("\n\n");
}

/** What a mend does, for its subject, and why. */
const mendWords: Readonly<
	Record<Mend["kind"], { readonly subject: string; readonly why: string }>
> = {
	leak: {
		subject: "release pages where fewer were taken than asked for",
		why: "The exit for fewer pages than asked for loses those that were taken: they stay held for good.",
	},
	dirty: {
		subject: "mark pages dirty that were written to",
		why: "Pages that were written to are let go of, and nothing marks them dirty: writeback may never bring their contents to storage, and reclaim may drop them.",
	},
};

export function mendSubjectOf(kind: Mend["kind"]): string {
	return mendWords[kind].subject;
}

/** The message of a patch that mends; all of one kind. */
export function mendMessageOf(mends: readonly Mend[]): string {
	const [first] = mends;
	if (first === undefined) return "";
	return [
		wrapWords(mendWords[first.kind].why, width),
		placesOf(mends.flatMap(({ mended }) => mended.map(withoutAdvice))).join(
			"\n",
		),
		wrapWords(
			"This is older than the conversion before it, which left it as it was.",
			width,
		),
		changesOf(mends.flatMap(({ files }) => files)),
	].join("\n\n");
}

/** What a finding says behind its semicolon is what to do, and the patch does it. */
function withoutAdvice(path: MendedPath): MendedPath {
	return { ...path, message: path.message.replace(/; .*$/s, "") };
}

function placesOf(mended: readonly MendedPath[]): readonly string[] {
	return unique(
		mended.map(({ file, line, function: name, message }) =>
			placed(file, line, `in ${name}(), ${message}`),
		),
	);
}

interface MergedSite {
	readonly site: Decision;
	readonly functions: readonly string[];
	readonly evidence: Decision["evidence"];
}

/** Sites of one call for one reason are told of together. */
function mergeSites(sites: readonly Decision[]): readonly MergedSite[] {
	const groups = new Map<string, Decision[]>();
	for (const site of sites) {
		const key = `${site.file}\0${site.api}\0${site.reason}`;
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [site]);
		else group.push(site);
	}
	return [...groups.values()].flatMap((group) => {
		const [site] = group;
		if (site === undefined) return [];
		const evidence = new Map(
			group
				.flatMap((entry) => entry.evidence)
				.map((entry) => [`${entry.file}:${entry.line} ${entry.text}`, entry]),
		);
		return [
			{
				site,
				functions: unique(group.map((entry) => entry.function)),
				evidence: [...evidence.values()],
			},
		];
	});
}

function siteParagraph({ site, functions, evidence }: MergedSite): string {
	const who = listed(functions.map((name) => `${name}()`));
	const sentence = wrapWords(
		`${who} ${functions.length > 1 ? "take" : "takes"} hold of user pages with ${site.api}(), and ${site.reason}${caseOf(site)}${evidence.length > 0 ? ":" : "."}`,
		width,
	);
	if (evidence.length === 0) return sentence;
	const lines = evidence.map(({ file, line, text }) =>
		placed(file, line, text),
	);
	return `${sentence}\n\n${lines.join("\n")}`;
}

/** `path:line: text`, further lines indented more. */
function placed(file: string, line: number, text: string): string {
	return `  ${wrapWords(`${file}:${line}: ${text}`, width - 2, "    ")}`;
}

/** The case, where the reason does not have it. */
function caseOf({ case: pinCase, reason }: Decision): string {
	return pinCase === 0 || /\bcase \d/.test(reason) ? "" : ` (case ${pinCase})`;
}

function changesOf(files: readonly ConvertedFile[]): string {
	const changes = new Map<string, Set<string>>();
	for (const { edits } of files)
		for (const edit of edits) {
			const functions = changes.get(edit.what) ?? new Set();
			if (edit.function !== "") functions.add(`${edit.function}()`);
			changes.set(edit.what, functions);
		}
	const lines = [...changes].map(([what, functions]) =>
		wrapWords(
			`- ${what}${functions.size > 0 ? ` in ${listed([...functions])}` : ""}`,
			width,
			"  ",
		),
	);
	return lines.join("\n");
}

/** What a finding of each class was, for one place and for several. */
const mends: readonly (readonly [FindingClass, string, string])[] = [
	["leak", "a path that lost pages", "paths that lost pages"],
	["mismatch", "a release by the wrong call", "releases by the wrong call"],
];

function mendedOf(conversions: readonly Conversion[]): readonly string[] {
	const mended = mendedIn(conversions);
	return mends.flatMap(([kind, one, several]) => {
		const lines = placesOf(mended.filter(({ code }) => classOf(code) === kind));
		if (lines.length === 0) return [];
		const what = lines.length === 1 ? one : `${lines.length} ${several}`;
		return [`This also mends ${what}:\n\n${lines.join("\n")}`];
	});
}

/**
 * What the conversion mended. A double release that is no longer reported is none of it: a conversion takes no release
 * away.
 */
export function mendedIn(
	conversions: readonly Conversion[],
): readonly MendedPath[] {
	return conversions
		.flatMap((conversion) => conversion.mended)
		.filter(({ code }) => mends.some(([kind]) => kind === classOf(code)));
}

function classOf(code: string): FindingClass | null {
	return codes.find((entry) => entry.code === code)?.class ?? null;
}

/** For the reader of the mail, below the line that ends the message: what was looked at after converting. */
export function proofOf(conversions: readonly Conversion[]): string {
	const steps = conversions.flatMap(({ proof }) => proof);
	return unique(steps.map(proofLine)).join("\n");
}

function proofLine({ kind, outcome, detail }: ProofStep): string {
	return wrapWords(`${kind}: ${outcome}: ${detail}`, width, "  ");
}

function listed(names: readonly string[]): string {
	const last = names.at(-1) ?? "";
	return names.length < 2
		? last
		: `${names.slice(0, -1).join(", ")} and ${last}`;
}

function unique(texts: readonly string[]): string[] {
	return [...new Set(texts)];
}
