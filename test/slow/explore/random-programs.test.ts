// 10,000 random programs against every interleaving of theirs: verdict, number of classes, nothing started in vain.

import { expect, test } from "vitest";
import { compareWithBruteForce } from "../../explore/compare-with-brute-force.ts";

test("10,000 random programs: locks, awaits, trylock, compare-and-swap, deadlocks", () => {
	const wrong: string[] = [];
	let compared = 0;
	let failing = 0;
	for (let seed = 0; compared < 10_000; seed++) {
		const one = compareWithBruteForce(seed, {
			failing: seed % 4 === 3,
			choices: false,
		});
		if (one.runs === null) continue;
		compared++;
		if (one.fails) failing++;
		if (one.wrong !== null) wrong.push(one.wrong);
	}
	console.log(`${compared} programs compared, ${failing} of them fail`);
	expect(wrong).toEqual([]);
	expect(failing).toBeGreaterThan(1_000);
});

test("3,000 random programs with free choices: same verdict, same classes", () => {
	const wrong: string[] = [];
	let blocked = 0;
	for (let seed = 0; seed < 3_000; seed++) {
		const one = compareWithBruteForce(seed, { failing: false, choices: true });
		if (one.blocked > 0) blocked++;
		if (one.wrong !== null) wrong.push(one.wrong);
	}
	console.log(`${blocked} of 3000 started some run in vain`);
	expect(wrong).toEqual([]);
});
