import type { PathState } from "./path-state.ts";
import type { Value } from "./value.ts";

export interface Evaluated {
	readonly state: PathState;
	readonly value: Value;
}
