// Functions and structs that stand at the same place with the same text, in several views of a text or in a text that grew
// at its end: they are one object, so that what is known of them need be found out once only.

import type { FunctionOutline, StructDefinition } from "./source-file.ts";
import type { Extent } from "./syntax.ts";

interface Known<Value> extends Extent {
	/** The whole text it was found in. */
	readonly text: string;
	readonly value: Value;
}

export class SharedParts {
	private readonly functions = new Map<number, Known<FunctionOutline>[]>();
	private readonly structs = new Map<
		number,
		Known<readonly StructDefinition[]>[]
	>();

	functionAt(
		text: string,
		extent: Extent,
		bodyStart: number,
		read: () => FunctionOutline,
	): FunctionOutline {
		return shared(
			this.functions,
			text,
			extent,
			(outline) => outline.bodyStart === bodyStart,
			read,
		);
	}

	structsAt(
		text: string,
		extent: Extent,
		read: () => readonly StructDefinition[],
	): readonly StructDefinition[] {
		return shared(this.structs, text, extent, () => true, read);
	}
}

function shared<Value>(
	known: Map<number, Known<Value>[]>,
	text: string,
	{ start, end }: Extent,
	isIt: (value: Value) => boolean,
	read: () => Value,
): Value {
	const before = known.get(start) ?? [];
	for (const entry of before)
		if (
			entry.end === end &&
			isIt(entry.value) &&
			(entry.text === text ||
				entry.text.slice(start, end) === text.slice(start, end))
		)
			return entry.value;
	const value = read();
	known.set(start, [...before, { start, end, text, value }]);
	return value;
}
