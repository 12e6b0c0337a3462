import { beforeAll, describe, expect, test } from "vitest";
import type { CParser } from "#csource/parser.ts";
import { buildCfg } from "#flow/build-cfg.ts";
import { factsBeforeCalls } from "#flow/facts.ts";
import { functionNamed, loadParser, viewOf } from "../csource/parse.ts";

let parser: CParser;

beforeAll(async () => {
	parser = await loadParser();
});

/** Whether `held` is true before the call of use(), where take() makes it so and drop() ends it. */
function heldAtUse(body: string, meet: "must" | "may"): boolean | undefined {
	const text = `void f(int a)\n{\n${body}\n}\n`;
	const view = viewOf(text);
	const syntax = parser.parseFunction(view, functionNamed(view, "f"));
	const before = factsBeforeCalls(buildCfg(syntax), meet, (step, facts) => {
		if (step.kind !== "expression" || step.expression.kind !== "call") return;
		const { callee } = step.expression;
		if (callee.kind !== "identifier") return;
		if (callee.name === "take") facts.add("held");
		if (callee.name === "drop") facts.delete("held");
	});
	return before.get(text.indexOf("use("))?.has("held");
}

describe("factsBeforeCalls", () => {
	test.each([
		["take(); use();", true, true],
		["use(); take();", false, false],
		["take(); drop(); use();", false, false],
		["if (a) take(); use();", false, true],
		["if (a) take(); else take(); use();", true, true],
		["while (a) { use(); take(); }", false, true],
		["take(); while (a) { use(); }", true, true],
		["take(); while (a) { use(); drop(); }", false, true],
		["if (a) return; take(); goto out; out: use();", true, true],
		["use(take());", true, true],
	])("%s", (body, must, may) => {
		expect(heldAtUse(body, "must")).toBe(must);
		expect(heldAtUse(body, "may")).toBe(may);
	});

	test("a call that no path reaches has no facts", () => {
		expect(heldAtUse("take(); return; use();", "may")).toBeUndefined();
	});
});
