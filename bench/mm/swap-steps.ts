// Swaps every two neighbouring steps of the kernel routines and looks whether any pinned outcome or number of states
// notices. A swap that nothing notices is listed: the steps commute, or the tests are blind there.

import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import { kernelOf, sweep } from "../../src/explore/engines/breadth-first.ts";
import { not } from "../../src/explore/language/expression.ts";
import {
	condition,
	type Scenario,
} from "../../src/explore/language/scenario.ts";
import type { Statement } from "../../src/explore/language/statement.ts";
import { buildScenario } from "../../src/scenarios/build.ts";
import { ledger } from "../../src/scenarios/claims/ledger.ts";
import { mentionsDeadlock } from "../../src/scenarios/condition-expression.ts";
import type { LitmusTest } from "../../src/scenarios/litmus/litmus-test.ts";
import { testOf } from "../../src/scenarios/scene.ts";
import { probeScenes } from "../../test/scenarios/probe-scenes.ts";

/** The routines of OP1 to OP8, by the name their steps carry. */
const routines = new Set([
	"handle_mm_fault",
	"get_user_pages",
	"get_user_pages_fast",
	"unpin_user_pages",
	"put_page",
	"writepages",
	"shrink_page_list",
	"ext4_setattr",
]);

/** A statement that stands for one step, or for one test with jumps. */
function nameOf(statement: Statement): string | null {
	if (statement.kind === "step")
		return `${statement.label} ${statement.source?.split(":")[1] ?? ""}`;
	if (statement.kind !== "choose") return null;
	const firsts = statement.options.map((option) => option[0]);
	const isTest = statement.options.every((option) =>
		option
			.slice(1)
			.every((one) => one.kind === "jump" || one.kind === "return"),
	);
	const [first] = firsts;
	return isTest && first?.kind === "step"
		? `test ${first.label} ${first.source?.split(":")[1] ?? ""}`
		: null;
}

/** Calls `visit` with every block of the programs and the routine it belongs to; it may return a changed block. */
function mapBlocks(
	block: readonly Statement[],
	routine: string,
	visit: (block: readonly Statement[], routine: string) => readonly Statement[],
): readonly Statement[] {
	const inner = block.map((statement): Statement => {
		switch (statement.kind) {
			case "choose":
				return {
					...statement,
					options: statement.options.map((one) =>
						mapBlocks(one, routine, visit),
					),
				};
			case "loop":
			case "rounds":
				return {
					...statement,
					body: mapBlocks(statement.body, routine, visit),
				};
			case "call":
				return {
					...statement,
					body: mapBlocks(statement.body, statement.routine, visit),
				};
			default:
				return statement;
		}
	});
	return visit(inner, routine);
}

function pairsIn(scenario: Scenario): Set<string> {
	const pairs = new Set<string>();
	for (const { program } of scenario.actors)
		mapBlocks(program, "", (block, routine) => {
			block.forEach((statement, index) => {
				const next = block[index + 1];
				if (next === undefined || !routines.has(routine)) return;
				const names = [nameOf(statement), nameOf(next)];
				if (names[0] !== null && names[1] !== null && names[0] !== names[1])
					pairs.add(`${routine} | ${names[0]} | ${names[1]}`);
			});
			return block;
		});
	return pairs;
}

function swapped(scenario: Scenario, pair: string): Scenario {
	const [routine, first, second] = pair.split(" | ");
	return {
		...scenario,
		actors: scenario.actors.map((actor) => ({
			...actor,
			program: mapBlocks(actor.program, "", (block, name) => {
				if (name !== routine) return block;
				const changed = [...block];
				for (let index = 0; index + 1 < changed.length; index++) {
					const [a, b] = [changed[index], changed[index + 1]];
					if (a === undefined || b === undefined) continue;
					if (nameOf(a) !== first || nameOf(b) !== second) continue;
					changed[index] = b;
					changed[index + 1] = a;
					index++;
				}
				return changed;
			}),
		})),
	};
}

interface Prepared {
	name: string;
	scenario: Scenario;
	baseline: string;
	pairs: Set<string>;
}

function outcomeOf(scenario: Scenario): string {
	try {
		const machine = machineOf(modelOf(scenario));
		const found = sweep(machine, kernelOf(machine.model), {
			stopAtFailure: false,
			limits: { states: 300_000 },
		});
		return `${found.states} states, ${found.ends} ends, ${found.failing} failing`;
	} catch (error) {
		return `refused: ${error instanceof Error ? error.message : error}`;
	}
}

function prepare(name: string, test: LitmusTest): Prepared {
	const built = buildScenario(test);
	const scenario: Scenario = {
		...built.scenario,
		deadlock: mentionsDeadlock(test.exists) ? "fails" : "allowed",
		atEnd: [condition("end", not(built.condition))],
	};
	return {
		name,
		scenario,
		baseline: outcomeOf(scenario),
		pairs: pairsIn(scenario),
	};
}

export interface SwapResult {
	pairs: number;
	noticed: number;
	unnoticed: string[];
}

export function swapSteps(): SwapResult {
	const scenarios = ledger.flatMap((claim) =>
		(claim.predictions ?? []).map((prediction) =>
			prepare(`${claim.id} ${prediction.about}`, testOf(prediction.scene)),
		),
	);
	for (const [name, scene] of probeScenes)
		scenarios.push(prepare(name, testOf(scene)));
	// Small state spaces first: most swaps are noticed at once.
	const size = (one: Prepared) => Number(one.baseline.split(" ")[0]);
	scenarios.sort((a, b) => size(a) - size(b));
	const all = [...new Set(scenarios.flatMap((one) => [...one.pairs]))];
	const unnoticed = all.filter(
		(pair) =>
			!scenarios.some(
				(one) =>
					one.pairs.has(pair) &&
					outcomeOf(swapped(one.scenario, pair)) !== one.baseline,
			),
	);
	return {
		pairs: all.length,
		noticed: all.length - unnoticed.length,
		unnoticed: unnoticed.sort(),
	};
}
