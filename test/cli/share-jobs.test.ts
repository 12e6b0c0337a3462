import fc from "fast-check";
import { expect, test } from "vitest";
import { shareJobs } from "#cli/share-jobs.ts";

test("each worker begins with a stretch of its own", () => {
	const take = shareJobs(["a", "b", "c", "d"], 2);
	expect([take(0), take(1), take(0), take(1)]).toEqual(["a", "c", "b", "d"]);
	expect(take(0)).toBeUndefined();
});

test("who is done takes from the end of what another has left", () => {
	const take = shareJobs(["a", "b", "c", "d"], 2);
	expect([take(1), take(1), take(1), take(1), take(1)]).toEqual([
		"c",
		"d",
		"b",
		"a",
		undefined,
	]);
});

test("every job is done once, whoever is how fast", () => {
	fc.assert(
		fc.property(
			fc.nat(30),
			fc.integer({ min: 1, max: 5 }),
			fc.array(fc.nat(4), { maxLength: 60 }),
			(count, workers, order) => {
				const jobs = [...Array(count).keys()];
				const take = shareJobs(jobs, workers);
				const done: number[] = [];
				const next = (worker: number): void => {
					const job = take(worker % workers);
					if (job !== undefined) done.push(job);
				};
				order.forEach(next);
				for (const _ of jobs) next(0);
				expect(done.sort((a, b) => a - b)).toEqual(jobs);
			},
		),
	);
});
