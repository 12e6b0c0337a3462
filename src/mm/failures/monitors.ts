// Ghost bits that remember that a failure has happened. Only those a scenario asks for exist.

import { bit, type NumberCell } from "#explore/language/cell.ts";
import { type Effect, given } from "#explore/language/effect.ts";
import type { Operand } from "#explore/language/expression.ts";
import type { FailureId } from "./failure.ts";

export interface Monitors {
	/** The bit of a watched failure. */
	seen(failure: FailureId): NumberCell;
	/** Effects that note the failure if the condition holds here; none if nobody watches for it. */
	report(failure: FailureId, condition?: Operand): Effect[];
	watched: ReadonlySet<FailureId>;
}

export function newMonitors(watched: Iterable<FailureId>): Monitors {
	const bits = new Map<FailureId, NumberCell>();
	for (const failure of watched) bits.set(failure, bit(failure));
	return {
		watched: new Set(bits.keys()),
		seen(failure) {
			const cell = bits.get(failure);
			if (cell === undefined) throw new Error(`${failure} is not watched`);
			return cell;
		},
		report(failure, condition = true) {
			const cell = bits.get(failure);
			return cell === undefined ? [] : [given(condition, [cell.set(1)])];
		},
	};
}
