// C47: once somebody holds the page for good, can offlining still end?

import { machineOf } from "#explore/compile/machine.ts";
import { modelOf } from "#explore/compile/model.ts";
import { kernelOf, sweep } from "#explore/engines/breadth-first.ts";
import { buildScenario } from "../build.ts";
import { testOf } from "../scene.ts";

/** "none" if no run of "take the page, then offline it" ever comes to an end, else how many end states there are. */
export function offlineEnds(): string {
	const built = buildScenario(
		testOf({
			era: "v6.12",
			pages: "A: anon mapped(app=writable) exclusive; B: spare of A",
			actors: { holder: "get_user_pages offline" },
			exists: "A.freed=1",
		}),
	);
	const machine = machineOf(modelOf(built.scenario));
	const found = sweep(machine, kernelOf(machine.model), {
		stopAtFailure: false,
		limits: {},
	});
	return found.ends === 0 ? "none" : `${found.ends}`;
}
