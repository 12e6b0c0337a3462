// Code that several kernels share by `#if`: a line that older ones compile too keeps its text for them.

import { findEntry } from "#catalog/catalog.ts";
import type { KernelVersion } from "#catalog/entry.ts";
import { compareVersions } from "#catalog/kernel-version.ts";
import type { SourceView } from "#csource/source-file.ts";
import type { Edit } from "./conversion.ts";
import { lineStart, nextLine } from "./layout.ts";
import { applyEdits } from "./merge-edits.ts";

/** The file tells kernels apart. */
export function servesSeveralKernels(text: string): boolean {
	return /^[ \t]*#[ \t]*(el)?if.*\bLINUX_VERSION_CODE\b/m.test(text);
}

/**
 * Puts both texts of such a line under `#if LINUX_VERSION_CODE >= KERNEL_VERSION(…)`, the release that brought the calls.
 * older: the configurations of the oldest kernel that the code is for.
 */
export function keepCompat(
	text: string,
	edits: readonly Edit[],
	older: readonly SourceView[],
	oldest: KernelVersion,
): readonly Edit[] {
	return blocksOf(text, edits).flatMap(({ start, end, inside }) => {
		const since = newest(inside.flatMap((edit) => neededFor(edit.text)));
		const isShared = older.some(
			(view) => view.text.slice(start, end).trim() !== "",
		);
		const [first] = inside;
		if (since === null || !isShared || first === undefined) return inside;
		if (compareVersions(since, oldest) <= 0) return inside;
		const before = text.slice(start, end);
		const after = applyEdits(
			before,
			inside.map((edit) => ({
				...edit,
				start: edit.start - start,
				end: edit.end - start,
			})),
		);
		const [major, minor] = since.split(".");
		return [
			{
				...first,
				start,
				end,
				text: `#if LINUX_VERSION_CODE >= KERNEL_VERSION(${major}, ${minor}, 0)\n${after}#else\n${before}#endif\n`,
				what: `${first.what} from ${since} on`,
			},
		];
	});
}

interface Block {
	/** Whole lines. */
	readonly start: number;
	readonly end: number;
	readonly inside: readonly Edit[];
}

/** Edits on the same or on neighbouring lines make one block. */
function blocksOf(text: string, edits: readonly Edit[]): readonly Block[] {
	const blocks: { start: number; end: number; inside: Edit[] }[] = [];
	for (const edit of edits) {
		const start = lineStart(text, edit.start);
		const end = nextLine(text, Math.max(edit.start, edit.end - 1));
		const last = blocks.at(-1);
		if (last !== undefined && start <= last.end) {
			last.inside.push(edit);
			last.end = Math.max(last.end, end);
		} else blocks.push({ start, end, inside: [edit] });
	}
	return blocks;
}

/** Releases that brought the calls of a text. */
function neededFor(text: string): readonly KernelVersion[] {
	return [
		...text.matchAll(
			/\b(?:un)?(?:pin|put)_(?:user_|folio)\w*(?=\()|\bpin_user_\w+/g,
		),
	].flatMap(([name]) => findEntry(name)?.signatures[0]?.since ?? []);
}

function newest(versions: readonly KernelVersion[]): KernelVersion | null {
	return [...versions].sort(compareVersions).at(-1) ?? null;
}
