import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { claimsCommand } from "../../src/cli/claims-command.ts";
import {
	type ExploreCommandOptions,
	exploreCommand,
} from "../../src/cli/explore-command.ts";
import { Refusal } from "../../src/cli/refusal.ts";
import { schemesCommand } from "../../src/cli/schemes-command.ts";
import { itfBreaches } from "../explore/itf-rules.ts";
import { traceEventBreaches } from "../explore/trace-event-rules.ts";

const litmus = fileURLToPath(new URL("../../litmus/mm", import.meta.url));

function explore(options: Partial<ExploreCommandOptions>) {
	let text = "";
	const code = exploreCommand(
		{
			file: null,
			list: false,
			scheme: null,
			policy: null,
			era: null,
			html: null,
			format: "text",
			...options,
		},
		{
			write: (part) => {
				text += part;
			},
			litmus,
		},
	);
	return { code, text };
}

function written(run: (context: { write(text: string): void }) => void) {
	let text = "";
	run({
		write: (part) => {
			text += part;
		},
	});
	return text;
}

describe("explore", () => {
	test("F1: outcome, simplest schedule with sources, exit code 0", () => {
		const { code, text } = explore({
			file: `${litmus}/F1-S0-none-v5.0.litmus`,
		});
		expect(code).toBe(0);
		expect(text).toMatch(/^F1-S0-none-v5.0: Sometimes\n/);
		expect(text).toContain("drop_buffers");
		expect(text).toContain("mm/vmscan.c:shrink_page_list() (v5.0)");
		expect(text).toMatch(/replay: \S+/);
	});

	test("the simplest run for other tools; refused where there is no run", () => {
		const file = `${litmus}/F3-S14-v6-12-v6.12.litmus`;
		const perfetto = JSON.parse(explore({ file, format: "perfetto" }).text);
		expect(traceEventBreaches(perfetto)).toEqual([]);
		expect(
			perfetto.traceEvents.filter(({ ph }: { ph: string }) => ph === "X"),
		).toHaveLength(32);
		const itf = JSON.parse(explore({ file, format: "itf" }).text);
		expect(itfBreaches(itf)).toEqual([]);
		expect(itf.states).toHaveLength(33);
		expect(explore({ file, format: "mermaid" }).text).toMatch(
			/^sequenceDiagram\n/,
		);
		expect(explore({ file, format: "shiviz" }).text).toContain("driver");
		expect(() =>
			explore({
				file: `${litmus}/F3-S4-skip-v6.12.litmus`,
				format: "itf",
			}),
		).toThrow(/no run of .* meets the condition, 271 states/);
	});

	test("F17: runs without end are counted as such", () => {
		const { code, text } = explore({
			file: `${litmus}/F17-foll-get-S14-v6-12-v6.12.litmus`,
		});
		expect(code).toBe(0);
		expect(text).toContain("endless interleavings = 10 states, all checked");
	});

	test("the same file under another scheme says what that does", () => {
		const { code, text } = explore({
			file: `${litmus}/F1-S0-none-v5.0.litmus`,
			scheme: "S4",
		});
		expect(code).toBe(0);
		expect(text).toContain(": Never");
		expect(text).toMatch(/states, all checked in \d+ ms/);
	});

	test("JSON has the schedule", () => {
		const { text } = explore({
			file: `${litmus}/F10-S4-block-locked-v6.12.litmus`,
			format: "json",
		});
		const parsed: unknown = JSON.parse(text);
		expect(parsed).toMatchObject({ observed: "Sometimes", stopped: null });
		expect((parsed as { schedule: unknown[] }).schedule.length).toBeGreaterThan(
			5,
		);
	});

	test("--list shows every file with its outcome", () => {
		const { text } = explore({ list: true });
		expect(text).toContain("F2-S4-bounce-v6.12.litmus  Never, v6.12 S4 bounce");
	});

	test.each([
		[{ file: "nowhere.litmus" }, /no such file: nowhere.litmus/],
		[
			{ file: `${litmus}/F2-S4-bounce-v6.12.litmus`, scheme: "S77" },
			/no scheme "S77"/,
		],
		[
			{ file: `${litmus}/F2-S4-bounce-v6.12.litmus`, era: "v4.4" },
			/no era 'v4.4'/,
		],
		[{}, /which litmus file/],
	])("refuses %o", (options, message) => {
		expect(() => explore(options)).toThrow(Refusal);
		expect(() => explore(options)).toThrow(message);
	});
});

describe("claims", () => {
	test("one claim is shown with its schedule", () => {
		const text = written((context) =>
			claimsCommand({ ids: ["c11"], format: "text" }, context),
		);
		expect(text).toMatch(/^C11 confirmed: /);
		expect(text).toContain("lock_page");
	});

	test("JSON has the fields that scripts score", () => {
		const text = written((context) =>
			claimsCommand({ ids: ["C57", "C63"], format: "json" }, context),
		);
		const [first, second]: Record<string, unknown>[] = JSON.parse(text);
		expect(first).toMatchObject({ id: "C57", verdict: "refuted" });
		expect(second).toMatchObject({
			id: "C63",
			verdict: "not modelled",
			states: 0,
			schedule: [],
		});
	});

	test("refuses a claim that does not exist", () => {
		expect(() =>
			claimsCommand({ ids: ["C99"], format: "text" }, { write() {} }),
		).toThrow(Refusal);
	});
});

describe("schemes", () => {
	test.each(["text", "html", "json"] as const)(
		"%s for two schemes",
		(format) => {
			const text = written((context) =>
				schemesCommand(
					{ era: "v6.12", policy: null, schemes: ["S16", "S23"], format },
					context,
				),
			);
			expect(text).toContain("mmu notifier only");
			if (format === "json")
				expect(JSON.parse(text)).toMatchObject({
					era: "v6.12",
					schemes: [
						{
							id: "S16",
							outcomes: { F1: { outcome: "unreachable" } },
							cost: { pinFast: 0 },
						},
						{
							id: "S23",
							outcomes: { F2: { outcome: "reachable" } },
							cost: { pinFast: 2 },
						},
					],
				});
		},
	);

	test("refuses an unknown era or policy", () => {
		const run = (era: string, policy: string | null) => () =>
			schemesCommand(
				{ era, policy, schemes: ["S0"], format: "text" },
				{ write() {} },
			);
		expect(run("v1", null)).toThrow(Refusal);
		expect(run("v5.0", "hope")).toThrow(/no policy "hope"/);
	});
});
