// The catalogue as the analysis asks it: by the name as written in the code, through macros that rename the API.

import type {
	AcquireEntry,
	ArgumentRole,
	ContactEntry,
	DerivationEntry,
	DirtyEntry,
	KernelVersion,
	ReleaseEntry,
} from "#catalog/entry.ts";

export interface Vocabulary {
	/** The release the run is about; null: the newest, and signatures are told by the number of arguments. */
	readonly kernel: KernelVersion | null;
	/** The same catalogue for a view that its own #if lines bind to older releases; itself where the run is about a release. */
	forView(configuration: readonly string[]): Vocabulary;
	acquire(name: string): AcquireEntry | null;
	release(name: string): ReleaseEntry | null;
	dirty(name: string): DirtyEntry | null;
	/** Ways in which an argument or result of the call stands for the same pages as another. */
	derivations(name: string): readonly DerivationEntry[];
	contacts(name: string): readonly ContactEntry[];
	/** The catalogue has something to say about the name. */
	knows(name: string): boolean;
	/**
	 * What the arguments of this call mean, on the kernel of the run or by their number; where several releases give that number
	 * different meanings, the first that fits.
	 */
	roles(
		entry: AcquireEntry | ReleaseEntry | DirtyEntry,
		argumentCount: number,
		fits?: (roles: readonly ArgumentRole[]) => boolean,
	): readonly ArgumentRole[];
}
