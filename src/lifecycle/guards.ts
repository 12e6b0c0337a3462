// Tests that stand before a release.
//
// A release that is skipped by a test on something the analysis does not know (`if (obj->pinned) unpin…; kfree(obj);`) is taken to
// be skipped because there is nothing to release. Errs: may miss a leak where the test is wrong.

import { includesOffset } from "#csource/extent.ts";
import type { Extent } from "#csource/syntax.ts";
import { visitStatement } from "#csource/walk.ts";
import type { Cfg, CfgNode } from "#flow/cfg.ts";
import type { FunctionContext, HoldSource } from "./function-context.ts";
import { endsOfEntries } from "./releases/ends-of-entries.ts";

export interface Guards {
	/** Holds whose release this edge of a test goes past, both ways going on together afterwards. */
	skippedBy(node: number, to: number): readonly HoldSource[];
	/** Holds that the loop whose condition this node is part of releases element by element. */
	releasedIn(node: number): readonly LoopRelease[];
}

export interface LoopRelease {
	readonly source: HoldSource;
	/** Offset of the release call in the loop. */
	readonly at: number;
}

export function findGuards(context: FunctionContext): Guards {
	const releaseNodes = nodesReleasing(context);
	const guarded = new Map([
		...guardedReleases(context, releaseNodes),
		...endedReleases(context, releaseNodes),
	]);
	const byTest = loopReleases(context, releaseNodes);
	return {
		skippedBy: (node, to) => guarded.get(`${node}>${to}`) ?? [],
		releasedIn: (node) => byTest.get(node) ?? [],
	};
}

interface ReleaseNode {
	readonly node: number;
	readonly at: number;
	readonly sources: readonly HoldSource[];
}

/** The graph nodes whose code contains a release call. */
function nodesReleasing(context: FunctionContext): readonly ReleaseNode[] {
	const found: ReleaseNode[] = [];
	for (const [at, sources] of context.releasing) {
		const inside = context.cfg.nodes.filter(
			(node) =>
				node.start <= at &&
				at < node.end &&
				/^(evaluate|declare|branch|return|switch)$/.test(node.action.kind),
		);
		const innermost = inside.sort(
			(a, b) => a.end - a.start - (b.end - b.start),
		)[0];
		if (innermost !== undefined)
			found.push({ node: innermost.id, at, sources });
	}
	return found;
}

function reachable(cfg: Cfg, from: number, avoid: number): ReadonlySet<number> {
	const reached = new Set<number>();
	if (from === avoid) return reached;
	reached.add(from);
	for (const id of reached)
		for (const edge of cfg.nodes[id]?.successors ?? [])
			if (edge.to !== avoid) reached.add(edge.to);
	return reached;
}

/** By edge: from a test of an if statement past the arm that releases, where both arms go on together. */
function guardedReleases(
	context: FunctionContext,
	releases: readonly ReleaseNode[],
): ReadonlyMap<string, readonly HoldSource[]> {
	const guarded = new Map<string, readonly HoldSource[]>();
	if (releases.length === 0) return guarded;
	visitStatement(context.model.syntax.body, (statement) => {
		if (statement.kind !== "if") return;
		for (const arm of [statement.then, statement.otherwise]) {
			const inside =
				arm === null
					? []
					: releases.filter((release) => includesOffset(arm, release.at));
			if (arm === null || inside.length === 0) continue;
			for (const [from, to] of edgesPast(context.cfg, statement.test, arm)) {
				const skipped = inside
					.filter((release) =>
						reachable(context.cfg, release.node, from).has(to),
					)
					.flatMap((release) => release.sources);
				const id = `${from}>${to}`;
				guarded.set(id, [...(guarded.get(id) ?? []), ...skipped]);
			}
		}
	});
	return guarded;
}

/** By edge: out of a loop that releases element by element, at the first empty entry. */
function endedReleases(
	{ cfg, loops }: FunctionContext,
	releases: readonly ReleaseNode[],
): ReadonlyMap<string, readonly HoldSource[]> {
	const ended = new Map<string, readonly HoldSource[]>();
	for (const loop of loops) {
		const inside = releases.filter(({ node }) => loop.body.has(node));
		if (inside.length === 0) continue;
		for (const [from, to] of endsOfEntries(cfg, loop))
			ended.set(
				`${from}>${to}`,
				inside.flatMap(({ sources }) => sources),
			);
	}
	return ended;
}

/** Edges from the parts of a test to somewhere that is neither the arm nor another part of the test. */
function edgesPast(
	cfg: Cfg,
	test: Extent,
	arm: Extent,
): readonly (readonly [number, number])[] {
	const isPart = (node: CfgNode): boolean =>
		node.action.kind === "branch" && includesOffset(test, node.start);
	return cfg.nodes.filter(isPart).flatMap((node) =>
		node.successors.flatMap((edge) => {
			const next = cfg.nodes[edge.to];
			if (next === undefined || isPart(next) || includesOffset(arm, next.start))
				return [];
			return [[node.id, edge.to] as const];
		}),
	);
}

/** By the tests of each loop: the holds from before the loop that its body releases. */
function loopReleases(
	context: FunctionContext,
	releases: readonly ReleaseNode[],
): ReadonlyMap<number, readonly LoopRelease[]> {
	const found = new Map<number, readonly LoopRelease[]>();
	for (const loop of context.loops) {
		const inside = releases
			.filter((release) => loop.body.has(release.node))
			.flatMap(({ sources, at }) => sources.map((source) => ({ source, at })))
			.filter(
				({ source }) =>
					!containsCall(context.cfg, loop.body, source.call.start),
			);
		if (inside.length === 0) continue;
		for (const id of loop.body) {
			const action = context.cfg.nodes[id]?.action;
			if (action?.kind === "branch" && action.loop) found.set(id, inside);
		}
	}
	return found;
}

function containsCall(
	cfg: Cfg,
	body: ReadonlySet<number>,
	offset: number,
): boolean {
	return [...body].some((id) => {
		const node = cfg.nodes[id];
		if (
			node === undefined ||
			node.action.kind === "join" ||
			node.action.kind === "iterate"
		)
			return false;
		return node.start <= offset && offset < node.end;
	});
}
