import { describe, expect, test } from "vitest";
import { LitmusError } from "../../src/scenarios/litmus/litmus-error.ts";
import { parseLitmus } from "../../src/scenarios/litmus/parse-litmus.ts";

const good = `mm sample
Result: Never
Why: because
     of this
Era: v5.0
Scheme: S4
Policy: bounce
Pages: A: file dirty; B: spare of A

 driver      | flusher(app) ;
 pin_fast    | writepages   ;
 dma_write   |              ;
 unpin_dirty |              ;

exists (F2 /\\ ~(A.dirty=1 \\/ A.memory!=A.disk))
states 12
`;

function complaint(text: string): string {
	try {
		parseLitmus(text);
	} catch (error) {
		if (error instanceof LitmusError) return error.message;
		throw error;
	}
	throw new Error("was accepted");
}

describe("litmus parser", () => {
	test("reads all parts", () => {
		const litmus = parseLitmus(good);
		expect(litmus).toMatchObject({
			name: "sample",
			result: "Never",
			why: "because of this",
			states: 12,
			setting: {
				era: "v5.0",
				scheme: "S4",
				policy: "bounce",
				stableWrites: false,
			},
		});
		expect(litmus.columns.map((column) => column.operations.length)).toEqual([
			3, 1,
		]);
		expect(litmus.setting.pages).toEqual([
			{ name: "A", kind: "file", dirty: true },
			{ name: "B", kind: "file", spareOf: "A" },
		]);
	});

	test.each([
		["", /line 1: .*starts with "mm NAME"/],
		[good.replace("Never", "Perhaps"), /line 2: .*Never, Sometimes or Always/],
		[good.replace("v5.0", "v4.2"), /line 5: there is no era "v4.2": v5.0/],
		[good.replace("S4", "S99"), /line 6: there is no scheme "S99"/],
		[good.replace("bounce", "jump"), /line 7: there is no policy "jump"/],
		[
			good.replace("spare of A", "spare of Z"),
			/line 8: .*not declared before it/,
		],
		[
			good.replace("dma_write  ", "dma_wrote  "),
			/line 12: there is no operation "dma_wrote"/,
		],
		[
			good.replace("| writepages   ", "| writepages | nap"),
			/line 11: 3 columns, but there are 2 actors/,
		],
		[good.replace(/exists.*/, ""), /no "exists/],
		[good.replace("F2 /", "F2 F3 /"), /line 15: expected "\)", found "F3"/],
		[
			good.replace("Scheme: S4", "Scheme: S4\nScheme: S5"),
			/two lines "Scheme:"/,
		],
		[good.replace("Why:", "Wherefore:"), /cannot read "Wherefore: because"/],
	])("complains with line and remedy %#", (text, message) => {
		expect(complaint(text)).toMatch(message);
	});
});
