// A litmus case of the conversion: litmus/convert/NAME/before.c and after.c, or folders of those names for several files.
// Where something is mended on top, mended.c is what comes out in the end.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KernelVersion } from "#catalog/entry.ts";
import type { DecisionKind } from "#convert/conversion.ts";

export interface ConvertLitmus {
	readonly name: string;
	readonly from: KernelVersion | null;
	readonly to: KernelVersion;
	readonly oldest: KernelVersion | null;
	/** `site: FUNCTION DECISION words of the reason`, one for each function with sites. */
	readonly expected: readonly {
		readonly function: string;
		readonly decision: DecisionKind;
		readonly words: string;
	}[];
	readonly files: readonly {
		readonly path: string;
		readonly before: string;
		readonly after: string;
		/** With the mends; as `after` where there is nothing to mend. */
		readonly mended: string;
	}[];
}

export function readConvertLitmus(root: string): readonly ConvertLitmus[] {
	return readdirSync(root, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => readCase(join(root, name), name))
		.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readCase(folder: string, name: string): ConvertLitmus {
	const single = existsSync(join(folder, "before.c"));
	const names = single ? [""] : readdirSync(join(folder, "before")).sort();
	const files = names.map((file) => {
		const read = (stage: string): string | null => {
			const path = join(folder, single ? `${stage}.c` : `${stage}/${file}`);
			return existsSync(path) ? readFileSync(path, "utf8") : null;
		};
		const [before, after] = [read("before"), read("after")];
		if (before === null || after === null)
			throw new Error(`${name}: no before or after of ${file}`);
		return {
			path: single ? `${name}.c` : file,
			before,
			after,
			mended: read("mended") ?? after,
		};
	});
	const text = files.map(({ before }) => before).join("\n");
	const tag = (key: string): string | null =>
		new RegExp(`^ \\* ${key}: (.+)$`, "m").exec(text)?.[1] ?? null;
	const to = kernelOf(tag("to"));
	if (to === null) throw new Error(`${name}: no line ' * to: X.Y'`);
	return {
		name,
		from: kernelOf(tag("from")),
		to,
		oldest: kernelOf(tag("oldest")),
		expected: [
			...text.matchAll(/^ \* site: (\w+) (convert|leave|abstain) ?(.*)$/gm),
		].map(([, called = "", decision = "", words = ""]) => ({
			function: called,
			decision: decision as DecisionKind,
			words,
		})),
		files,
	};
}

function kernelOf(text: string | null): KernelVersion | null {
	return text === null ? null : (text as KernelVersion);
}
