// What the main thread and a worker say to each other. All of it is structured-cloneable.

import type { FilesResult } from "#checks/check-files.ts";
import type { Skip } from "./skip.ts";

/** A bug of Pinfold that one file brought out. The other files are judged all the same. */
export interface Failure {
	readonly file: string;
	readonly stack: string;
}

/** A file to judge. */
export interface FileToRead {
	/** Relative to the root. */
	readonly path: string;
	/** What it is taken to contain; null for what is on the disk. */
	readonly text: string | null;
	/** Headers that give it calls of the catalogue under other names, wherever they are. */
	readonly lenders?: readonly string[];
}

/** A file of a change: what to read instead of what is on the disk; null where it is not there. */
export interface ChangedText {
	readonly path: string;
	readonly text: string | null;
}

export interface Request {
	readonly file: FileToRead;
	/** What differs from the disk around the file. */
	readonly changed: readonly ChangedText[];
}

/** What came of a file: a result, or the reason why there is none. */
export type Reply =
	| {
			readonly kind: "judged";
			readonly result: FilesResult;
			/** Null where nothing is kept. */
			readonly madeFrom: MadeFrom | null;
	  }
	| { readonly kind: "skipped"; readonly skip: Skip }
	| { readonly kind: "failed"; readonly failure: Failure };

/** What a result was made from, as it was read. */
export interface MadeFrom {
	/** Digest of the file. */
	readonly digest: string;
	/** Digest of the files around; null where none was looked at. */
	readonly around: string | null;
}
