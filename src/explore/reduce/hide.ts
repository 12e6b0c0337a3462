// Hides cells that cannot influence anything one can see: those only written, and those only copied into such.
//
// Verdicts do not change: a hidden cell is read by no guard, check, invariant or end condition, not even by way of
// other cells. A cell whose assignment could leave its range is kept, because leaving it is a failure.

import { accessOf, cellsIn } from "../compile/access.ts";
import type { Flow } from "../compile/flow.ts";
import { rangeOf } from "../compile/range.ts";
import type { Effect } from "../language/effect.ts";
import type { Cell } from "../language/expression.ts";
import type { Scenario } from "../language/scenario.ts";

function mayLeaveRange(effect: Effect & { kind: "assign" }): boolean {
	const range = rangeOf(effect.value);
	return (
		range.least < effect.cell.least || range.greatest > effect.cell.greatest
	);
}

/** Adds what a kept effect reads; true if the effect is kept. */
function keep(effect: Effect, visible: Set<Cell>): boolean {
	switch (effect.kind) {
		case "check":
			cellsIn(effect.condition, visible);
			return true;
		case "assign":
			if (mayLeaveRange(effect)) visible.add(effect.cell);
			if (!visible.has(effect.cell)) return false;
			cellsIn(effect.value, visible);
			return true;
		case "given": {
			const kept = [...effect.yes, ...effect.no].filter((inner) =>
				keep(inner, visible),
			);
			if (kept.length > 0) cellsIn(effect.condition, visible);
			return kept.length > 0;
		}
	}
}

/** Cells that something visible depends on. */
export function visibleCells(
	scenario: Scenario,
	flows: readonly Flow[],
): Set<Cell> {
	const visible = new Set<Cell>();
	for (const { holds } of [
		...scenario.invariants,
		...scenario.atEnd,
		...scenario.alwaysPossible,
	])
		cellsIn(holds, visible);
	const transitions = flows.flatMap((flow) => flow.locations.flat());
	for (const { guard } of transitions)
		if (guard !== null) cellsIn(guard, visible);
	for (const flow of flows)
		for (const mayEnd of flow.mayEnd)
			if (mayEnd !== null) cellsIn(mayEnd, visible);
	for (let before = -1; before !== visible.size; ) {
		before = visible.size;
		for (const { effects } of transitions)
			for (const effect of effects) keep(effect, visible);
	}
	return visible;
}

function withoutHidden(
	effects: readonly Effect[],
	visible: ReadonlySet<Cell>,
): Effect[] {
	return effects.flatMap((effect): Effect[] => {
		if (effect.kind === "check") return [effect];
		if (effect.kind === "assign")
			return visible.has(effect.cell) ? [effect] : [];
		const yes = withoutHidden(effect.yes, visible);
		const no = withoutHidden(effect.no, visible);
		return yes.length + no.length === 0 ? [] : [{ ...effect, yes, no }];
	});
}

/** The flows without assignments to hidden cells; locations and transitions stay as they are. */
export function hideWriteOnly(
	scenario: Scenario,
	flows: readonly Flow[],
): { flows: Flow[]; hidden: Cell[] } {
	const visible = visibleCells(scenario, flows);
	const hidden = new Set<Cell>();
	for (const transition of flows.flatMap((flow) => flow.locations.flat()))
		for (const cell of accessOf(transition).writes)
			if (!visible.has(cell)) hidden.add(cell);
	return {
		hidden: [...hidden],
		flows: flows.map((flow) => ({
			...flow,
			locations: flow.locations.map((list) =>
				list.map((transition) => ({
					...transition,
					effects: withoutHidden(transition.effects, visible),
				})),
			),
		})),
	};
}
