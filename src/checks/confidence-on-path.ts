import type { Confidence } from "#findings/finding.ts";
import type { FunctionContext } from "#lifecycle/function-context.ts";
import type { PathState } from "#lifecycle/paths/path-state.ts";

/** `seen` where the path was followed without loss; only possible where it was cut short or the function is damaged. */
export function confidenceOnPath(
	context: FunctionContext,
	state: PathState,
	seen: Confidence = "certain",
): Confidence {
	return state.coarse || context.model.syntax.damage.length > 0
		? "possible"
		: seen;
}
