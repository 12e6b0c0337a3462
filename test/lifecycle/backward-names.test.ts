import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cfg, CfgNode } from "../../src/flow/cfg.ts";
import {
	askedFor,
	type NodeNames,
} from "../../src/lifecycle/paths/backward-names.ts";

const names = ["a", "a.f", "b", "c"];
const some = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 });

interface Sketch {
	readonly to: readonly number[];
	readonly read: readonly string[];
	readonly set: string | null;
	readonly source: readonly string[];
}

const sketch: fc.Arbitrary<Sketch> = fc.record({
	to: fc.uniqueArray(fc.nat(5), { maxLength: 2 }),
	read: some,
	set: fc.constantFrom("a", "b", null),
	source: some,
});

function graphOf(nodes: readonly Sketch[]): Cfg {
	return {
		nodes: nodes.map(
			({ to }, id): CfgNode => ({
				id,
				action: { kind: "join" },
				start: 0,
				end: 0,
				successors: to
					.filter((next) => next < nodes.length)
					.map((next) => ({ to: next, label: { kind: "next" } })),
			}),
		),
		entry: 0,
		exit: nodes.length - 1,
	};
}

/** By following one name along the ways ahead. */
function isAsked(
	nodes: readonly Sketch[],
	id: number,
	name: string,
	seen: Set<string> = new Set(),
): boolean {
	const node = nodes[id];
	if (node === undefined || seen.has(`${id} ${name}`)) return false;
	seen.add(`${id} ${name}`);
	if (node.read.includes(name)) return true;
	const ends =
		node.set !== null && (name === node.set || name.startsWith(`${node.set}.`));
	return node.to.some(
		(next) =>
			(!ends && isAsked(nodes, next, name, seen)) ||
			(node.set !== null &&
				node.source.includes(name) &&
				isAsked(nodes, next, node.set, seen)),
	);
}

function reachable(nodes: readonly Sketch[]): ReadonlySet<number> {
	const reached = new Set([0]);
	for (const id of reached)
		for (const next of nodes[id]?.to ?? [])
			if (next < nodes.length) reached.add(next);
	return reached;
}

test("askedFor() knows of every name what following it ahead finds", () => {
	fc.assert(
		fc.property(fc.array(sketch, { minLength: 1, maxLength: 6 }), (nodes) => {
			const at = (id: number): NodeNames => ({
				read: new Set(nodes[id]?.read),
				set: nodes[id]?.set ?? null,
				source: new Set(nodes[id]?.source),
			});
			const asked = askedFor(graphOf(nodes), new Set(names), ({ id }) =>
				at(id),
			);
			for (const id of reachable(nodes))
				for (const name of names)
					expect([id, name, asked(id, name)]).toEqual([
						id,
						name,
						isAsked(nodes, id, name),
					]);
		}),
		{ numRuns: 400 },
	);
});
