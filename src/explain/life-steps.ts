import type { LifeStep } from "./explanation.ts";
import type { ModelLife } from "./model-life.ts";

const words = {
	acquire: "acquire",
	map: "map",
	unmap: "unmap",
	dirty: "dirty",
	release: "release",
	lost: "lost",
} as const;

/** The acts of a life that have a line of C, for people. */
export function lifeSteps(life: ModelLife): readonly LifeStep[] {
	return life.acts.flatMap(({ what, says, source, operation }) => {
		if (source === null) return [];
		const kind =
			what === "touch"
				? /write/.test(operation)
					? ("write" as const)
					: ("read" as const)
				: words[what];
		return [{ what: kind, says, at: source }];
	});
}
