// Two readings of tests that stand before a release, which keep correct code from looking wrong.
//
// A loop that releases element by element has released everything when it ends, also for zero elements. And a release
// that is skipped by a test on something the analysis does not know (`if (obj->pinned) unpin…; kfree(obj);`) is taken to
// be skipped because there is nothing to release. Errs: may miss a leak where the test is wrong.

import type { Cfg } from "#flow/cfg.ts";
import type { Loop } from "#flow/loops.ts";
import type { FunctionContext, HoldSource } from "./function-context.ts";

export interface Guards {
	/** Holds that are released only on the `side` of a branch, both sides going on together afterwards. */
	releasedOnlyWhen(node: number, side: boolean): readonly HoldSource[];
	/** Holds that the loop left by this edge releases element by element. */
	releasedByLoop(node: number, to: number): readonly LoopRelease[];
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
	const guarded = new Map<string, readonly HoldSource[]>();
	for (const node of context.cfg.nodes) {
		if (node.action.kind !== "branch") continue;
		for (const side of [true, false]) {
			const sources = guardedBy(context.cfg, node.id, side, releaseNodes);
			if (sources.length > 0) guarded.set(`${node.id}:${side}`, sources);
		}
	}
	const byLoop = loopReleases(context, releaseNodes);
	return {
		releasedOnlyWhen: (node, side) => guarded.get(`${node}:${side}`) ?? [],
		releasedByLoop: (node, to) => byLoop.get(`${node}>${to}`) ?? [],
		releasedIn: (node) =>
			(context.cfg.nodes[node]?.successors ?? []).flatMap(
				(edge) => byLoop.get(`${node}>${edge.to}`) ?? [],
			),
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

function guardedBy(
	cfg: Cfg,
	branch: number,
	side: boolean,
	releases: readonly ReleaseNode[],
): readonly HoldSource[] {
	const successors = cfg.nodes[branch]?.successors ?? [];
	const here = successors.find(
		(edge) => edge.label.kind === (side ? "true" : "false"),
	)?.to;
	const there = successors.find(
		(edge) => edge.label.kind === (side ? "false" : "true"),
	)?.to;
	if (here === undefined || there === undefined || releases.length === 0)
		return [];
	const fromHere = reachable(cfg, here, branch);
	const candidates = releases.filter((release) => fromHere.has(release.node));
	if (candidates.length === 0) return [];
	const fromThere = reachable(cfg, there, branch);
	return candidates
		.filter((release) => !fromThere.has(release.node))
		.filter((release) => reachable(cfg, release.node, branch).has(there))
		.flatMap((release) => release.sources);
}

function loopReleases(
	context: FunctionContext,
	releases: readonly ReleaseNode[],
): ReadonlyMap<string, readonly LoopRelease[]> {
	const found = new Map<string, LoopRelease[]>();
	for (const loop of context.loops) {
		const inside = releases.filter((release) => loop.body.has(release.node));
		if (inside.length === 0) continue;
		for (const [from, to] of exitsOf(context.cfg, loop)) {
			const ended = inside.flatMap(({ sources, at }) =>
				sources
					.filter(
						(source) =>
							!containsCall(context.cfg, loop.body, source.call.start),
					)
					.map((source) => ({ source, at })),
			);
			found.set(`${from}>${to}`, [
				...(found.get(`${from}>${to}`) ?? []),
				...ended,
			]);
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

/** Edges by which the loop's own test ends it. */
function exitsOf(cfg: Cfg, loop: Loop): readonly (readonly [number, number])[] {
	return [...loop.body].flatMap((id) => {
		const node = cfg.nodes[id];
		const tests =
			node?.action.kind === "iterate" ||
			(node?.action.kind === "branch" && node.action.loop);
		if (node === undefined || !tests) return [];
		return node.successors
			.filter((edge) => !loop.body.has(edge.to))
			.map((edge) => [id, edge.to] as const);
	});
}
