import { untracked } from "./plain-reference.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S1: put_user_page() is put_page(); call sites say what they mean, the kernel does nothing with it yet. */
export const placeholder: Scheme = {
	id: "S1",
	name: "put_user_page placeholder",
	source: "Hubbard 2018-07-09 [S01]",
	fate: "merged in v5.2, replaced by unpin_user_page() in v5.7",
	manner: "reference",
	footprint: noFootprint,
	largestPins: null,
	suitablePolicy: "none",
	track: untracked,
};
