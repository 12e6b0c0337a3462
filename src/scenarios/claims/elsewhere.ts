// C60 to C63: not a matter of interleavings.

import type { Claim } from "./claim.ts";

export const otherClaims: readonly Claim[] = [
	{
		id: "C60",
		says: "v5.0 i386 PAE, NUMA, SPARSEMEM: one more page flag does not fit.",
		source: "C",
	},
	{
		id: "C61",
		says: "x86_64 MAXSMP: 4 free bits in v5.0, 1 in v6.12.",
		source: "C",
	},
	{
		id: "C62",
		says: "arm64 with everything and KASAN tags, v6.12: LAST_CPUPID leaves flags, struct page grows by 4 bytes.",
		source: "C",
	},
	{
		id: "C63",
		says: "Plain get_user_pages* call sites fall from 75 (v5.0) to about 32 (v6.12).",
		source: "C",
		notModelled:
			"A census of source trees: pinfold sites counts it, the model does not.",
	},
];
