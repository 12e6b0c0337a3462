// npm run bless:model: writes what the model says now into everything that pins it: litmus files (only their number of
// states; an outcome that has changed is not blessed), claims, probe scenes and the matrix. Look at the diff.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { decide } from "../src/scenarios/claims/decide.ts";
import { ledger } from "../src/scenarios/claims/ledger.ts";
import { judge } from "../src/scenarios/judge.ts";
import { formatLitmus } from "../src/scenarios/litmus/format-litmus.ts";
import { parseLitmus } from "../src/scenarios/litmus/parse-litmus.ts";
import { matrixOf } from "../src/scenarios/matrix.ts";
import { testOf } from "../src/scenarios/scene.ts";
import { probeScenes } from "../test/scenarios/probe-scenes.ts";
import { reachableIn } from "../test/slow/reachable-in.ts";

function write(file: string, value: unknown): void {
	writeFileSync(file, `${JSON.stringify(value, null, "\t")}\n`);
}

function pinLitmus(): number {
	let changed = 0;
	for (const name of readdirSync("litmus/mm")) {
		const file = `litmus/mm/${name}`;
		const litmus = parseLitmus(readFileSync(file, "utf8"));
		const { observed, states } = judge(litmus);
		if (observed !== litmus.result) {
			console.error(`${file}: ${observed}, the file says ${litmus.result}`);
			changed++;
		}
		writeFileSync(file, formatLitmus({ ...litmus, states }));
	}
	return changed;
}

export function main(): number {
	write(
		"test/scenarios/claims-pinned.json",
		Object.fromEntries(
			ledger.map((claim) => {
				const { verdict, states } = decide(claim);
				return [claim.id, { verdict, states }];
			}),
		),
	);
	write(
		"test/scenarios/probe-scenes-pinned.json",
		Object.fromEntries(
			[...probeScenes].map(([name, scene]) => {
				const { states, ends, matching } = judge(testOf(scene));
				return [name, `${states} ${ends} ${matching}`];
			}),
		),
	);
	write("test/slow/matrix-pinned.json", {
		"v5.0": reachableIn(matrixOf({ era: "v5.0" })),
		"v6.12": reachableIn(matrixOf({ era: "v6.12" })),
	});
	return pinLitmus() === 0 ? 0 : 1;
}
