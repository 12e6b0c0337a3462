/** A call that releases or dirties what the site took. */
export interface RelatedCall {
	readonly api: string;
	readonly file: string;
	readonly function: string;
	readonly line: number;
}
