// Who performs an operation: an actor of the scenario, with its process and its own variables.

import { bit, counter, type NumberCell } from "#explore/language/cell.ts";
import { eq } from "#explore/language/expression.ts";
import { choose, type Statement } from "#explore/language/statement.ts";
import { guarded } from "../kernel/guarded.ts";
import type { Page } from "./page.ts";
import type { Process } from "./process.ts";
import { candidates, type World } from "./world.ts";

export interface Performer {
	world: World;
	name: string;
	process: Process;
	/** A variable of this actor; every call makes a new one. */
	flag(name: string): NumberCell;
	number(name: string, greatest: number): NumberCell;
	/** Which page (number in the scenario) the actor holds for each place. */
	held(page: Page): NumberCell;
	/** The last call of this actor failed. */
	failed: NumberCell;
}

export function newPerformer(
	world: World,
	name: string,
	process: Process,
): Performer {
	const made = new Map<string, number>();
	const fresh = (what: string): string => {
		const number = (made.get(what) ?? 0) + 1;
		made.set(what, number);
		return number === 1 ? `${name}: ${what}` : `${name}: ${what} ${number}`;
	};
	const holds = new Map<string, NumberCell>();
	return {
		world,
		name,
		process,
		flag: (what) => bit(fresh(what)),
		number: (what, greatest) => counter(fresh(what), { greatest }),
		held(page) {
			const place = page.spec.spareOf ?? page.name;
			const known = holds.get(place);
			if (known !== undefined) return known;
			const cell = counter(fresh(`page held for ${place}`), {
				greatest: world.pages.length - 1,
				initial: world.pages.findIndex((one) => one.name === place),
			});
			holds.set(place, cell);
			return cell;
		},
		failed: bit(`${name}: failed`),
	};
}

/** Goes on with the page the actor holds at that place. */
export function onHeld(
	performer: Performer,
	page: Page,
	body: (page: Page) => readonly Statement[],
): readonly Statement[] {
	const pages = candidates(performer.world, page);
	const [only] = pages;
	if (pages.length === 1 && only !== undefined) return body(only);
	const held = performer.held(page);
	return [
		choose(
			...pages.map((one) =>
				guarded(eq(held, performer.world.pages.indexOf(one)), body(one)),
			),
		),
	];
}
