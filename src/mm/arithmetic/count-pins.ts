import type { Era } from "../layout/era.ts";
import { type Acquired, type PageCount, type Path, pin } from "./page-count.ts";

/** What repeating one pin came to. */
export interface PinRun {
	readonly succeeded: number;
	readonly page: PageCount;
	/** The first answer that was no; null when all `most` succeeded. */
	readonly refusal: Extract<Acquired, { kind: "refused" }> | null;
}

/** Pins `refs` pages of a folio again and again, at most `most` times, until it is refused. Every step is taken. */
export function pinUntilRefused(
	start: PageCount,
	era: Era,
	path: Path,
	most: number,
	refs = 1,
): PinRun {
	let page = start;
	for (let succeeded = 0; succeeded < most; succeeded++) {
		const answer = pin(page, era, path, refs);
		if (answer.kind === "refused") return { succeeded, page, refusal: answer };
		page = answer.page;
	}
	return { succeeded: most, page, refusal: null };
}
