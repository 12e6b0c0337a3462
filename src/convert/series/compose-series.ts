// The mails of a series: one for each driver or helper, and the letter in front.

import { wrapWords } from "#base/wrap-words.ts";
import type {
	ChangedFile,
	Conversion,
	ConversionResult,
	ConvertedFile,
	Decision,
	Mend,
} from "../conversion.ts";
import { filesWithMends } from "../mend/files-with-mends.ts";
import { unifiedDiff } from "../unified-diff.ts";
import { countChange, diffstat, type FileChange } from "./diffstat.ts";
import { groupConversions } from "./group-conversions.ts";
import { composeMail, mailFileName, type Sender, signedOffBy } from "./mail.ts";
import type { Mailbox } from "./mailbox.ts";
import {
	blankFixes,
	mendedIn,
	mendMessageOf,
	mendSubjectOf,
	messageOf,
	proofOf,
	subjectOf,
} from "./patch-text.ts";
import {
	type MaintainedTree,
	type Recipients,
	recipientsOf,
} from "./recipients.ts";
import {
	isCapitalised,
	prefixOfHistory,
	prefixOfPath,
} from "./subject-prefix.ts";

export interface SeriesContext {
	readonly sender: Sender;
	/** Null: no MAINTAINERS above the files, the mails have no recipients. */
	readonly maintained: MaintainedTree | null;
	/** Subjects of the commits that changed these files, the newest first; empty where there is no history. */
	readonly subjectsOf: (files: readonly string[]) => readonly string[];
	/** A path of the repository as MAINTAINERS has it, which may lie in a folder of it. */
	readonly inTree: (file: string) => string;
}

export interface SeriesFile {
	readonly name: string;
	readonly text: string;
}

/** One patch, before it is a mail. */
export interface SeriesPatch {
	readonly subject: string;
	/** It mends what a conversion left wrong. */
	readonly isMend: boolean;
	readonly message: string;
	readonly notes: string;
	readonly changes: readonly FileChange[];
	readonly diff: string;
	readonly recipients: Recipients;
}

/** Columns of a subject without `[PATCH n/m]`: Documentation/process/submitting-patches.rst, "The canonical patch format". */
const subjectWidth = 75;

/**
 * Paths of the result are the repository's. The letter first, then the patches in order. Empty where nothing is converted. The letter's name does not end with
 * .patch, so that `git am DIR/*.patch` takes the patches alone and `git send-email DIR` takes all.
 */
export function composeSeries(
	result: ConversionResult,
	context: SeriesContext,
): readonly SeriesFile[] {
	const patches = groupConversions(result.conversions).flatMap((group) => [
		conversionPatch(group, context),
		...mendPatches(group, context),
	]);
	if (patches.length === 0) return [];
	const total = patches.length;
	return [
		{
			name: "0000-cover-letter.txt",
			text: coverLetter(result, patches, context),
		},
		...patches.map((patch, index) => ({
			name: mailFileName(index + 1, patch.subject),
			text: composeMail(context.sender, {
				subject: patch.subject,
				number: index + 1,
				total,
				recipients: patch.recipients,
				body: patchBody(patch, context.sender.author),
			}),
		})),
	];
}

function conversionPatch(
	group: readonly Conversion[],
	context: SeriesContext,
): SeriesPatch {
	return patchOf(
		{
			files: group.flatMap((conversion) => conversion.files),
			subjectIn: (room) => subjectOf(group, room),
			message: messageOf(group),
			isMend: false,
			needsFixes: mendedIn(group).length > 0,
			notes: proofOf(group),
		},
		context,
	);
}

/** A patch for each kind, on top of the conversion. */
function mendPatches(
	group: readonly Conversion[],
	context: SeriesContext,
): readonly SeriesPatch[] {
	return (["leak", "dirty"] as const).flatMap((kind) => {
		const ofKind = (mend: Mend): boolean => mend.kind === kind;
		const mended = group.filter(({ mends }) => mends.some(ofKind));
		if (mended.length === 0) return [];
		const mends = mended.flatMap((conversion) =>
			conversion.mends.filter(ofKind),
		);
		return [
			patchOf(
				{
					files: mends.flatMap(({ files }) => files),
					subjectIn: () => mendSubjectOf(kind),
					message: mendMessageOf(mends),
					isMend: true,
					needsFixes: true,
					notes: "",
				},
				context,
			),
		];
	});
}

/** What a patch says of itself. */
interface PatchWords {
	readonly files: readonly ConvertedFile[];
	/** Without prefix, in so many columns. */
	readonly subjectIn: (room: number) => string;
	readonly message: string;
	readonly isMend: boolean;
	/** It wants a tag for the commit that brought the mistake. */
	readonly needsFixes: boolean;
	readonly notes: string;
}

function patchOf(words: PatchWords, context: SeriesContext): SeriesPatch {
	const { files } = words;
	const subjects = context.subjectsOf(files.map(({ file }) => file));
	const prefix =
		prefixOfHistory(subjects) ??
		prefixOfPath(context.inTree(files[0]?.file ?? ""));
	const rest = words.subjectIn(subjectWidth - `${prefix}: `.length);
	const diff = unifiedDiff(files);
	return {
		subject: `${prefix}: ${isCapitalised(subjects) ? capitalised(rest) : rest}`,
		isMend: words.isMend,
		message: [words.message, words.needsFixes ? blankFixes : ""]
			.filter((part) => part !== "")
			.join("\n\n"),
		notes: words.notes,
		changes: files.map(changeOf),
		diff,
		recipients:
			context.maintained === null
				? { to: [], cc: [] }
				: recipientsOf(
						files.map(({ file }) => context.inTree(file)),
						diff,
						context.maintained,
					),
	};
}

function changeOf(file: ChangedFile): FileChange {
	return countChange(file.file, unifiedDiff([file]));
}

function capitalised(text: string): string {
	return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function patchBody(patch: SeriesPatch, author: Mailbox): string {
	const separator = patch.message.endsWith(blankFixes) ? "\n" : "\n\n";
	return [
		`${patch.message}${separator}${signedOffBy(author)}\n---\n`,
		patch.notes === "" ? "" : `${patch.notes}\n\n`,
		`${diffstat(patch.changes)}\n${patch.diff}`,
	].join("");
}

function coverLetter(
	result: ConversionResult,
	patches: readonly SeriesPatch[],
	{ sender }: SeriesContext,
): string {
	const { to } = result.options;
	const total = patches.length;
	const count = (kind: Decision["decision"]): number =>
		result.decisions.filter(({ decision }) => decision === kind).length;
	const isPin = result.conversions.some(({ sites }) =>
		sites.some(({ becomes }) => becomes?.startsWith("pin_") === true),
	);
	const api = isPin ? "pin_user_pages*()" : "put_user_page*()";
	const apart = patches.filter(({ isMend }) => isMend).length;
	const summary = [
		`${plural(total, "patch", "patches")} for ${to}${apart === 0 ? "" : `, ${apart} of them to mend what was wrong at a converted site before, each behind the conversion it stands on`}.`,
		`${plural(result.decisions.length, "call takes", "calls take")} hold of user pages:`,
		`${count("convert")} converted, ${count("leave")} right as they are, ${count("abstain")} left open because something that must be known is not.`,
		"The list has the reason for each.",
	].join(" ");
	return composeMail(sender, {
		subject: `Convert user pages to ${api}`,
		number: 0,
		total,
		recipients: everybody(patches),
		body: [
			wrapWords(summary, 74),
			patches
				.map(({ subject }, index) => `  ${index + 1}. ${subject}`)
				.join("\n"),
			decisionList(result.decisions),
			diffstat(result.conversions.flatMap(filesWithMends).map(changeOf)),
		].join("\n\n"),
	});
}

function plural(count: number, one: string, many: string): string {
	return `${count} ${count === 1 ? one : many}`;
}

/** Lists alone: a letter to all maintainers of a tree-wide series is one that servers refuse. */
function everybody(patches: readonly SeriesPatch[]): Recipients {
	const lists = new Map<string, Mailbox>();
	for (const { recipients } of patches)
		for (const mailbox of recipients.cc)
			if (mailbox.name === "") lists.set(mailbox.address, mailbox);
	return { to: [...lists.values()], cc: [] };
}

/** Too wide for a line each: place, call and decision, the reason below. */
function decisionList(decisions: readonly Decision[]): string {
	return decisions
		.map((entry) => {
			const becomes =
				entry.becomes === null || entry.becomes === entry.api
					? ""
					: ` -> ${entry.becomes}()`;
			const pinCase = entry.case === 0 ? "no case" : `case ${entry.case}`;
			const head = `${entry.file}:${entry.line} ${entry.function}()`;
			return `${head}\n  ${entry.decision}, ${pinCase}: ${entry.api}()${becomes}\n${wrapWords(entry.reason, 72).replace(/^/gm, "    ")}`;
		})
		.join("\n");
}
