// Generated code that gives states one form that differ only by which of several equal actors is where.

import { emitStore, readField } from "./emit.ts";
import type { Field } from "./layout.ts";
import type { Model } from "./model.ts";

function fieldsOf(model: Model, group: number, member: number): Field[] {
	const symmetry = model.symmetry[group];
	const location = model.layout.locations[symmetry?.actors[member] ?? -1];
	const cells = (symmetry?.cells[member] ?? []).map((cell) =>
		model.layout.cells.get(cell),
	);
	return [location, ...cells].filter((field) => field !== undefined);
}

function gather(fields: readonly Field[]): string {
	let shift = 0;
	return fields
		.map((field) => {
			const part = `(${readField(field, "n")} << ${shift})`;
			shift += field.bits;
			return part;
		})
		.join(" | ");
}

function scatter(fields: readonly Field[], from: string): string {
	let shift = 0;
	return fields
		.map((field) => {
			const value = `(${from} >>> ${shift}) & ${2 ** field.bits - 1}`;
			shift += field.bits;
			return emitStore(field, value);
		})
		.join(" ");
}

/** Compare-and-exchange steps that sort `count` numbers. */
function sorting(count: number): string {
	const steps: string[] = [];
	for (let end = count - 1; end > 0; end--)
		for (let at = 0; at < end; at++)
			steps.push(
				`if (g${at} > g${at + 1}) { const t = g${at}; g${at} = g${at + 1}; g${at + 1} = t; }`,
			);
	return steps.join(" ");
}

/** Code that sorts the equal actors of `n0, n1, …`; empty without symmetry. */
export function canonicalCode(model: Model): string {
	return model.symmetry
		.map(({ actors }, group) => {
			const members = actors.map((_, member) => fieldsOf(model, group, member));
			const names = members.map((_, member) => `g${member}`);
			return [
				"{",
				`let ${members.map((fields, member) => `g${member} = ${gather(fields)}`).join(", ")};`,
				sorting(actors.length),
				members
					.map((fields, member) => scatter(fields, names[member] ?? ""))
					.join(" "),
				"}",
			].join("\n");
		})
		.join("\n");
}
