/** What a change does to one file. Paths are relative to the root of the run, forward slashes. */
export interface ChangedFile {
	readonly path: string;
	/** Null where the file is new. */
	readonly before: string | null;
	/** Null where it is deleted. */
	readonly after: string | null;
	/** Lines of `after`, from 1, that are new, or stand right beside removed ones that nothing replaces. */
	readonly touched: ReadonlySet<number>;
}
