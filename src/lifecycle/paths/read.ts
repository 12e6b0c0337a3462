// What an expression is worth on a path.

import type { Expression } from "#csource/syntax.ts";
import type { PathState } from "./path-state.ts";
import type { Value } from "./value.ts";

export type Read = (expression: Expression, state: PathState) => Value;
