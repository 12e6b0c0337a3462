import { describe, expect, test } from "vitest";
import { createProgress } from "#cli/progress.ts";

function record() {
	let time = 0;
	const written: string[] = [];
	const progress = createProgress(
		(text) => written.push(text),
		() => time,
	);
	const at = (ms: number): void => {
		time = ms;
	};
	return { progress, written, at };
}

describe("createProgress", () => {
	test("a quick run shows nothing", () => {
		const { progress, written, at } = record();
		progress.show("searching");
		at(199);
		progress.show("reading");
		progress.clear();
		expect(written).toEqual([]);
	});

	test("writes over the line, at most every 50 ms, and clears it", () => {
		const { progress, written, at } = record();
		for (const ms of [200, 210, 249, 250, 299, 310]) {
			at(ms);
			progress.show(`${ms}`);
		}
		progress.clear();
		progress.clear();
		expect(written).toEqual([
			"\r\u001b[K200",
			"\r\u001b[K250",
			"\r\u001b[K310",
			"\r\u001b[K",
		]);
	});
});
