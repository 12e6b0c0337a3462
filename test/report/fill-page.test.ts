import { describe, expect, test } from "vitest";
import { fillPage } from "../../src/report/viewer/fill-page.ts";

const template =
	'<title>%%TITLE%%</title><script type="application/json">%%DATA%%</script>';

function dataIn(html: string): unknown {
	return JSON.parse(/json">(.*)<\/script>$/s.exec(html)?.[1] ?? "");
}

describe("filling a page", () => {
	test("data comes back as it was, whatever is in it", () => {
		const data = {
			text: "</script><script>alert(1)</script><!-- $& $1 %%TITLE%% \u2028",
			more: [1, null, "ü"],
		};
		const html = fillPage(template, "a title", data);
		expect(html.match(/<\/script>/g)).toHaveLength(1);
		expect(html).not.toContain("<!--");
		expect(dataIn(html)).toEqual(data);
	});

	test("a title is text", () => {
		expect(fillPage(template, "<b> & $'", {})).toContain(
			"<title>&lt;b&gt; &amp; $'</title>",
		);
	});

	test("a template without its marks is refused", () => {
		expect(() => fillPage("<title>%%TITLE%%</title>", "t", {})).toThrow(
			/%%DATA%%/,
		);
	});
});
