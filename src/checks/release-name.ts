// How a message names the call that releases.

import type { CallExpression } from "#lifecycle/graph/hold-graph.ts";

export function releaseName({ callee }: CallExpression): string {
	return callee.kind === "identifier" ? `${callee.name}()` : "the call";
}
