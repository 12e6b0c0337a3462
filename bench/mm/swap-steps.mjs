// npm run bench:swap-steps: which neighbouring steps of the model can change places without anything noticing.

import { importTypeScript } from "../../tools/import-typescript.mjs";

const { swapSteps } = await importTypeScript("bench/mm/swap-steps.ts");
const started = performance.now();
const { pairs, noticed, unnoticed } = swapSteps();
console.log(
	`${noticed} of ${pairs} swaps change a pinned count or verdict (${((100 * noticed) / pairs).toFixed(1)} %), ${((performance.now() - started) / 1000).toFixed(0)} s`,
);
for (const pair of unnoticed)
	console.log(`unnoticed: ${pair}\n    ${reasonOf(pair)}`);

/** Why a swap may go unnoticed. */
function reasonOf(pair) {
	const reasons = [
		[
			/^shrink_page_list.*(pte_wrprotect|clear_page_dirty_for_io|clear_dirty_for_io)/,
			"pageout() comes after try_to_unmap() under the page lock: no entry is left to clean, so these steps find nothing to do",
		],
		[
			/entry of .*entry of/,
			"entries of different processes, each under its own page table lock",
		],
		[
			/ext4_ext_truncate/,
			'freeing a block and giving it to another file: both are "not ours" to a device',
		],
		[
			/wait_(on_page_)?writeback.*ext4_map_blocks/,
			"nobody but the writer of the page looks at its reservation",
		],
		[
			/longterm_pinnable|gup_fast_folio_allowed/,
			"the first step looks only at what this actor itself knows",
		],
		[
			/pte_val: yes|(pagevec|batch)_release.*bio_integrity/,
			"in this era only scenes in which nobody looks at the reference between the two have the pair; it is noticed in others",
		],
		[
			/entry of (child|p5).*maybe_dma_pinned|folio_test_writeback.*entry of p1/,
			"only scenes without a pin have more than one process here",
		],
		[
			/unmark/,
			"two counts that nobody reads together while the page is locked or mapped",
		],
	];
	const found = reasons.find(([pattern]) => pattern.test(pair));
	return found?.[1] ?? "no reason known: the scenes may be blind here";
}
