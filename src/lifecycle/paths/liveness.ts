// Which variables the rest of a function still asks for: what is not asked for is forgotten, so that paths can meet.

import type { CfgNode } from "#flow/cfg.ts";
import type { FunctionContext } from "../function-context.ts";
import { askedFor } from "./backward-names.ts";
import { decisiveNames } from "./decisive-names.ts";
import { addMentioned, expressionsRead } from "./names-read.ts";

/** Names that some later part of the function asks for. */
export interface LiveNames {
	/** The function mentions it. Writes do not end that. */
	has(name: string): boolean;
	/** What becomes of the holds depends on its value. */
	decides(name: string): boolean;
}

const none: ReadonlySet<string> = new Set();

/** By node id: names read at the node or after it, with the roots of access paths. */
export function liveNames(context: FunctionContext): readonly LiveNames[] {
	const { cfg, relevant } = context;
	const mentioned = askedFor(cfg, relevant, (node) => ({
		read: namesAt(node, relevant),
		set: null,
		source: none,
	}));
	const deciding = askedFor(cfg, relevant, decisiveNames(context));
	return cfg.nodes.map(({ id }) => ({
		has: (name) => mentioned(id, name),
		decides: (name) => deciding(id, name),
	}));
}

function namesAt(
	node: CfgNode,
	relevant: ReadonlySet<string>,
): ReadonlySet<string> {
	const names = new Set<string>();
	for (const expression of expressionsRead(node))
		addMentioned(expression, relevant, names);
	return names;
}
