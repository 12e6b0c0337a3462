// The control-flow graph of a function of the unit, built once, for what asks about functions without a hold source.

import { buildCfg } from "#flow/build-cfg.ts";
import type { Cfg } from "#flow/cfg.ts";
import type { FunctionModel } from "./function-model.ts";

const known = new WeakMap<FunctionModel, Cfg>();

export function graphOf(model: FunctionModel): Cfg {
	const before = known.get(model);
	if (before !== undefined) return before;
	const graph = buildCfg(model.syntax);
	known.set(model, graph);
	return graph;
}
