// A cell: one small bounded number of the state that steps read and write.
//
// Every cell knows its least and greatest value. A step that would leave that range is reported as a failure of its
// own ("leaves its range"), never wrapped in silence.

import type { Assignment, Effect } from "./effect.ts";
import {
	type Cell,
	type Expression,
	either,
	eq,
	expressionOf,
	minus,
	ne,
	type Operand,
	plus,
} from "./expression.ts";

export interface NumberCell extends Cell {
	is(value: Operand): Expression;
	isNot(value: Operand): Expression;
	set(value: Operand): Assignment;
	add(amount: Operand): Assignment;
	sub(amount: Operand): Assignment;
}

export interface WordCell<Word extends string> extends Cell {
	is(word: Word): Expression;
	isNot(word: Word): Expression;
	isAny(...words: Word[]): Expression;
	set(word: Word): Assignment;
	/** Copies the value of another cell with the same words. */
	copy(from: WordCell<Word>): Assignment;
}

function numberCell(
	name: string,
	least: number,
	greatest: number,
	initial: number,
): NumberCell {
	if (!(least <= initial && initial <= greatest))
		throw new Error(
			`${name}: initial value ${initial} is not within ${least}..${greatest}`,
		);
	const cell: NumberCell = {
		kind: "cell",
		name,
		least,
		greatest,
		initial,
		words: null,
		is: (value) => eq(cell, value),
		isNot: (value) => ne(cell, value),
		set: (value) => ({ kind: "assign", cell, value: expressionOf(value) }),
		add: (amount) => cell.set(plus(cell, amount)),
		sub: (amount) => cell.set(minus(cell, amount)),
	};
	return cell;
}

/** A flag, 0 or 1. */
export function bit(name: string, initial: 0 | 1 = 0): NumberCell {
	return numberCell(name, 0, 1, initial);
}

/** A whole number within `least`..`greatest` (default 0..`greatest`). */
export function counter(
	name: string,
	range: { least?: number; greatest: number; initial?: number },
): NumberCell {
	const least = range.least ?? 0;
	return numberCell(name, least, range.greatest, range.initial ?? least);
}

/** A small enumeration; starts with the first word unless told otherwise. */
export function oneOf<const Word extends string>(
	name: string,
	words: readonly Word[],
	initial?: NoInfer<Word>,
): WordCell<Word> {
	const index = (word: Word): number => {
		const found = words.indexOf(word);
		if (found < 0) throw new Error(`${name} cannot be "${word}"`);
		return found;
	};
	const cell: WordCell<Word> = {
		kind: "cell",
		name,
		least: 0,
		greatest: words.length - 1,
		initial: initial === undefined ? 0 : index(initial),
		words,
		is: (word) => eq(cell, index(word)),
		isNot: (word) => ne(cell, index(word)),
		isAny: (...some) =>
			some
				.map((word) => eq(cell, index(word)))
				.reduce<Expression>(
					(left, right) => ({ kind: "binary", operator: "or", left, right }),
					expressionOf(false),
				),
		set: (word) => ({
			kind: "assign",
			cell,
			value: expressionOf(index(word)),
		}),
		copy: (from) => ({ kind: "assign", cell, value: from }),
	};
	return cell;
}

/** Cells of one kind, one per page, per actor, …, chosen by a number known only when the step runs. */
export interface CellArray<C extends NumberCell = NumberCell> {
	cells: readonly C[];
	/** The cell with a number known now. */
	at(index: number): C;
	/** The value of the cell that `index` names when the step runs. */
	read(index: Cell): Expression;
	/** Sets the cell that `index` names when the step runs. */
	write(index: Cell, value: Operand): Effect;
}

/**
 * `length` cells. A running index must not be able to name a cell that does not exist, which is refused here, not
 * found out later.
 */
export function array<C extends NumberCell>(
	length: number,
	make: (index: number) => C,
): CellArray<C> {
	const cells = Array.from({ length }, (_, index) => make(index));
	const known = (index: number): C => {
		const cell = cells[index];
		if (cell === undefined) throw new Error(`no cell number ${index}`);
		return cell;
	};
	const checked = (index: Cell): void => {
		if (index.least < 0 || index.greatest >= length)
			throw new Error(
				`${index.name} may be ${index.least}..${index.greatest}, the array has ${length} cells`,
			);
	};
	return {
		cells,
		at: known,
		read(index) {
			checked(index);
			return cells.reduceRight<Expression>(
				(rest, cell, number) =>
					number === length - 1 ? cell : either(eq(index, number), cell, rest),
				expressionOf(0),
			);
		},
		write(index, value) {
			checked(index);
			return cells.reduceRight<Effect>(
				(rest, cell, number) => ({
					kind: "given",
					condition: eq(index, number),
					yes: [cell.set(value)],
					no: number === length - 1 ? [] : [rest],
				}),
				{
					kind: "given",
					condition: expressionOf(false),
					yes: [],
					no: [],
				},
			);
		},
	};
}
