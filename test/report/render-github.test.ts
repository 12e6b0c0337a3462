import { expect, test } from "vitest";
import { renderGithub } from "#report/render-github.ts";
import { sampleFinding } from "./sample-finding.ts";
import { sampleResult } from "./sample-result.ts";

test("one workflow command for each finding, escaped, then the summary", () => {
	const text = renderGithub(
		sampleResult([
			{
				...sampleFinding,
				file: "odd,name:1.c",
				message: "100% lost",
				notes: [{ file: "a.c", line: 3, message: "acquired here" }],
				configurations: ["KERNEL >= 6.6"],
			},
			{ ...sampleFinding, severity: "note", function: "" },
			{ ...sampleFinding, severity: "warning" },
		]),
		(file) => `drivers/${file}`,
	);
	expect(text.split("\n").slice(0, 3)).toEqual([
		"::error file=drivers/odd%2Cname%3A1.c,line=124,col=3,title=PF101 in foo_map::100%25 lost%0Adrivers/a.c:3: acquired here%0Aonly where KERNEL >= 6.6",
		`::notice file=drivers/foo.c,line=124,col=3,title=PF101 in foo.c::${sampleFinding.message}`,
		`::warning file=drivers/foo.c,line=124,col=3,title=PF101 in foo_map::${sampleFinding.message}`,
	]);
	expect(text).toContain("3 findings: 1 error, 1 warning, 1 note\n");
});
