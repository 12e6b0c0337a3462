// The pages of docs/ that list things list what there is.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { policies } from "../../src/mm/policies/policies.ts";
import { schemes } from "../../src/mm/schemes/schemes.ts";
import { ledger } from "../../src/scenarios/claims/ledger.ts";
import { judge } from "../../src/scenarios/judge.ts";
import { parseLitmus } from "../../src/scenarios/litmus/parse-litmus.ts";
import { vocabulary } from "../../src/scenarios/vocabulary.ts";
import pinned from "./claims-pinned.json" with { type: "json" };

const page = (name: string) =>
	readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8");

describe("docs", () => {
	test("claims.md has every claim with its verdict and states", () => {
		const text = page("claims.md");
		const known: Record<string, { verdict: string; states: number }> = pinned;
		const rows = ledger.map(({ id, says }) => {
			const { verdict, states } = known[id] ?? { verdict: "", states: 0 };
			return `| ${id} | ${verdict} | ${states === 0 ? "" : states} | ${says} |`;
		});
		for (const row of rows) expect(text).toContain(row);
		const count = (verdict: string) =>
			Object.values(known).filter((one) => one.verdict === verdict).length;
		expect(text.replace(/\s+/g, " ")).toContain(
			`${count("confirmed")} are confirmed, ${count("refuted")} refuted, ${count("not modelled")} not modelled`,
		);
	});

	test("every refuted claim is explained", () => {
		const text = page("claims.md");
		for (const [id, { verdict }] of Object.entries(pinned))
			if (verdict === "refuted")
				expect(text).toMatch(new RegExp(`\\*\\*${id} refuted`));
	});

	test("schemes.md lists all schemes and policies", () => {
		const text = page("schemes.md");
		for (const { id, name, suitablePolicy } of schemes)
			expect(text).toContain(`| ${id} | ${name} | ${suitablePolicy} |`);
		for (const { name, why } of policies)
			expect(text).toContain(`| \`${name}\` | ${why} |`);
	});

	test("litmus-mm.md lists all operations, and its example is right", () => {
		const text = page("litmus-mm.md");
		for (const [name, { flags, about }] of Object.entries(vocabulary))
			expect(text).toContain(
				`| \`${name}\` | ${flags.join(", ")} | ${about} |`,
			);
		const example = /```\n(mm [\s\S]*?)```/.exec(text)?.[1] ?? "";
		const litmus = parseLitmus(example);
		expect(judge(litmus)).toMatchObject({
			observed: litmus.result,
			states: litmus.states,
		});
	});
});
