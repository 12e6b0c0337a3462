// A conversion by hand, for what is made of one.

import type {
	Conversion,
	ConversionResult,
	Decision,
	Mend,
} from "#convert/conversion.ts";

export function sampleText(file: string): string {
	return `// ${file}
static int foo_map(struct foo *foo, unsigned long at)
{
	int got = get_user_pages_fast(at, 1, FOLL_WRITE, &foo->page);

	if (got != 1)
		return -EFAULT;
	foo->dma = dma_map_page(foo->dev, foo->page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	if (dma_mapping_error(foo->dev, foo->dma))
		return -ENOMEM;
	return 0;
}

static void foo_unmap(struct foo *foo)
{
	dma_unmap_page(foo->dev, foo->dma, PAGE_SIZE, DMA_FROM_DEVICE);
	set_page_dirty_lock(foo->page);
	put_page(foo->page);

}

/* The context of the last change ends with an empty line. */
`;
}

export function sampleDecision(changes: Partial<Decision> = {}): Decision {
	const file = changes.file ?? "drivers/foo/bar/foo.c";
	return {
		site: `${file}:foo_map:get_user_pages_fast:1`,
		file,
		function: "foo_map",
		line: 4,
		api: "get_user_pages_fast",
		case: 1,
		decision: "convert",
		reason: "a device works on the contents, by dma_map_page() (case 1)",
		evidence: [{ file, line: 8, text: "given to a device by dma_map_page()" }],
		becomes: "pin_user_pages_fast",
		...changes,
	};
}

export function sampleConversion(
	file: string,
	changes: Partial<Conversion> = {},
): Conversion {
	const before = sampleText(file);
	const edits = [
		["get_user_pages_fast", "pin_user_pages_fast", "foo_map"],
		["put_page", "unpin_user_page", "foo_unmap"],
	].map(([from = "", text = "", name = ""]) => ({
		start: before.indexOf(`${from}(`),
		end: before.indexOf(`${from}(`) + from.length,
		text,
		what: `${from}() becomes ${text}()`,
		function: name,
	}));
	const after = before
		.replace("get_user_pages_fast(", "pin_user_pages_fast(")
		.replace("put_page(", "unpin_user_page(");
	return {
		sites: [sampleDecision({ file })],
		files: [{ file, encoding: "utf8", edits, before, after }],
		diff: "",
		mended: [],
		mends: [],
		proof: [
			{ kind: "check", outcome: "holds", detail: "no finding is left or new" },
		],
		...changes,
	};
}

/** A mend on top of a sample conversion. */
export function sampleMend({ files }: Conversion): Mend {
	const [from, text] = [
		"unpin_user_page(foo->page);",
		"unpin_user_pages_dirty_lock(&foo->page, 1, true);",
	];
	const changed = files.map((entry) => {
		const start = entry.after.indexOf(from);
		return {
			...entry,
			edits: [
				{
					start,
					end: start + from.length,
					text,
					what: "unpin_user_page() becomes unpin_user_pages_dirty_lock()",
					function: "foo_unmap",
				},
			],
			before: entry.after,
			after: entry.after.replace(from, text),
		};
	});
	return {
		kind: "dirty",
		files: changed,
		diff: "",
		mended: changed.map(({ file }) => ({
			file,
			function: "foo_unmap",
			line: 18,
			code: "PF301",
			message: "nothing marks the pages; use another call",
		})),
	};
}

export function sampleResult(
	conversions: readonly Conversion[],
	decisions: readonly Decision[] = conversions.flatMap(({ sites }) => sites),
): ConversionResult {
	return {
		options: { to: "6.12", from: null, oldest: null },
		decisions,
		conversions,
	};
}
