// What a conversion says and does: a decision for every site, and for each group of files that must change together the
// edits, the diff and the proof. Plain data, structured-cloneable, so that workers can send it and the series be made of it.

import type { KernelVersion } from "#catalog/entry.ts";
import type { Evidence, PinCase } from "#findings/site.ts";

/** convert: the site gets another call; leave: it is right as it is; abstain: something that must be known is not. */
export type DecisionKind = "convert" | "leave" | "abstain";

/** What was decided for one site, and why. */
export interface Decision {
	/** Id of the site before the conversion: `file:function:api:ordinal`. */
	readonly site: string;
	/** Relative to the root of the run. */
	readonly file: string;
	readonly function: string;
	/** Line of the acquire call before the conversion, from 1. */
	readonly line: number;
	/** The acquire call as written. */
	readonly api: string;
	readonly case: PinCase;
	readonly decision: DecisionKind;
	/** One clause, no capital, no full stop: `a device writes to the pages (case 1)`. */
	readonly reason: string;
	/** The lines that show it. */
	readonly evidence: readonly Evidence[];
	/** The acquire call afterwards; null where nothing is converted. */
	readonly becomes: string | null;
}

/** A replacement in the file as it was read. Offsets are UTF-16 indices; edits of a file are sorted and do not overlap. */
export interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
	/** What it does, for the body of a patch: `put_page() becomes unpin_user_page()`. */
	readonly what: string;
	/** Function the edit lies in; empty outside of functions. */
	readonly function: string;
	/** Offset of the release call it is about. */
	readonly release?: number;
	/** It speaks for every call within it, so that edits of those are part of it. */
	readonly absorbs?: true;
}

export type TextEncoding = "utf8" | "latin1";

/** One file that changes. */
export interface ChangedFile {
	readonly file: string;
	/** How the bytes of the file were read, and are to be written. */
	readonly encoding: TextEncoding;
	/** The whole text before and after. */
	readonly before: string;
	readonly after: string;
}

/** One file of a conversion. */
export interface ConvertedFile extends ChangedFile {
	readonly edits: readonly Edit[];
}

/** A path that was wrong before, and is not any more. */
export interface MendedPath {
	readonly file: string;
	readonly function: string;
	/** Line in the text before. */
	readonly line: number;
	/** Finding that told of it: PF101 … */
	readonly code: string;
	readonly message: string;
}

/** One thing that was looked at after converting. */
export interface ProofStep {
	readonly kind: "check" | "convert-again" | "model" | "build";
	/** skipped: could not be looked at; the detail says why. */
	readonly outcome: "holds" | "fails" | "skipped";
	/** A sentence. */
	readonly detail: string;
}

/**
 * What was wrong at a converted site before and stays so by the conversion alone. It is another change than the conversion:
 * a patch of its own on top of it.
 */
export interface Mend {
	/** leak: the exits that lose pages let go of them · dirty: pages that were written are marked as they are let go of. */
	readonly kind: "leak" | "dirty";
	/** Sorted by file; the texts before are those that the conversion and the mends in front of this one leave. */
	readonly files: readonly ConvertedFile[];
	readonly diff: string;
	/** The findings that it ends. */
	readonly mended: readonly MendedPath[];
}

/** Files that must change together, because they share holds: one patch. */
export interface Conversion {
	/** Sites converted here, in the order of file and line; they are among the decisions with decision convert. */
	readonly sites: readonly Decision[];
	/** Sorted by file. */
	readonly files: readonly ConvertedFile[];
	/** Unified diff with `a/` and `b/` before paths, for `git apply`; ends with a line end. To be written as its files are. */
	readonly diff: string;
	/** What the conversion by itself ends: a pin that was let go of as a plain reference. */
	readonly mended: readonly MendedPath[];
	/** In the order they apply. */
	readonly mends: readonly Mend[];
	readonly proof: readonly ProofStep[];
}

export interface ConversionOptions {
	/** The kernel whose API the code is to use afterwards. */
	readonly to: KernelVersion;
	/** The kernel the code is written for; null: every configuration that the file distinguishes. */
	readonly from: KernelVersion | null;
	/**
	 * The oldest kernel that code with `#if LINUX_VERSION_CODE` must still compile for. null: code of a kernel tree, which
	 * is for that kernel alone.
	 */
	readonly oldest: KernelVersion | null;
}

export interface ConversionResult {
	readonly options: ConversionOptions;
	/** Every site, sorted by file, line, column. */
	readonly decisions: readonly Decision[];
	/** Sorted by the first file. */
	readonly conversions: readonly Conversion[];
}
