// Every litmus file states its own outcome and its number of states; both must be what the model says.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { driverFailureIds, failureIds } from "../../src/mm/failures/failure.ts";
import { failuresIn } from "../../src/scenarios/condition-expression.ts";
import { judge } from "../../src/scenarios/judge.ts";
import { formatLitmus } from "../../src/scenarios/litmus/format-litmus.ts";
import { parseLitmus } from "../../src/scenarios/litmus/parse-litmus.ts";

const folder = fileURLToPath(new URL("../../litmus/mm/", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".litmus"));
const read = (name: string) => readFileSync(folder + name, "utf8");

describe("litmus files", () => {
	test.each(files)("%s", { timeout: 30_000 }, (name) => {
		const litmus = parseLitmus(read(name));
		expect(`${litmus.name}.litmus`).toBe(name);
		expect(litmus.why).not.toBe("");
		expect(litmus.states).not.toBeNull();
		const judged = judge(litmus);
		expect(judged).toMatchObject({
			observed: litmus.result,
			states: litmus.states,
			stopped: null,
		});
	});

	test.each(files)("%s is written as the formatter writes it", (name) => {
		const text = read(name);
		expect(formatLitmus(parseLitmus(text))).toBe(text);
	});

	test("every failure has a file where it happens and one where it does not", () => {
		// F13 is one addition, not an order of steps: claims C25 and C58. F17 asks for the way out, so Never is the harm.
		const missing = [...failureIds, ...driverFailureIds]
			.filter((failure) => failure !== "F13")
			.filter((failure) => {
				const own = files.filter((name) =>
					name.startsWith(failure === "F1'" ? "F1-late" : `${failure}-`),
				);
				const results = own.map((name) => parseLitmus(read(name)).result);
				return !(
					results.includes("Never") &&
					results.some((result) => result !== "Never")
				);
			});
		expect(missing).toEqual([]);
	});

	test("a file named after a failure asks for that failure or for its end state", () => {
		for (const name of files) {
			const asked = failuresIn(parseLitmus(read(name)).exists);
			const own = name.startsWith("F1-late") ? "F1'" : name.split("-")[0];
			if (asked.length > 0) expect(asked).toContain(own);
		}
	});
});
