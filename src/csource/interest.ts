import type { BranchPlace, Conditionals } from "./conditionals.ts";
import { identifiersOf } from "./macro-definition.ts";
import type { Extent } from "./syntax.ts";
import type { LexedText } from "./tokens.ts";

/** What of a file is worth a look: by symbol number, and by index of the directive. */
export interface Interest {
	readonly symbols: Uint8Array;
	/** #define lines that define an interesting name or use one. */
	readonly lines: ReadonlySet<number>;
}

/** The body of most macros of generated headers. */
const plainNumber = /^[\s(]*[-~]?(?:0[xX][\da-fA-F]+|\d+)[uUlL]*[\s)]*$/;

/** A macro whose body uses an interesting name is interesting too, and so are the macros that use it. */
export function findInterest(
	lexed: LexedText,
	conditionals: Conditionals,
	interesting: (identifier: string) => boolean,
): Interest {
	const isSeed = new Map<string, boolean>();
	const renames = new Set<string>();
	const asks = (name: string): boolean => {
		let answer = isSeed.get(name);
		if (answer === undefined) {
			answer = interesting(name);
			isSeed.set(name, answer);
		}
		return answer || renames.has(name);
	};
	const bodies = [...conditionals.definitions].map(
		([line, { name, body }]) => ({
			line,
			name,
			words: plainNumber.test(body) ? [] : identifiersOf(body),
		}),
	);
	for (let before = -1; before < renames.size; ) {
		before = renames.size;
		for (const { name, words } of bodies)
			if (!renames.has(name) && words.some(asks)) renames.add(name);
	}
	const lines = new Set(
		bodies.filter(({ name }) => asks(name)).map(({ line }) => line),
	);
	const symbols = new Uint8Array(lexed.names.length);
	lexed.names.forEach((name, symbol) => {
		if (symbol > 0 && asks(name)) symbols[symbol] = 1;
	});
	return { symbols, lines };
}

/** The branches that have something interesting in them, not counting the branches inside them. */
export function interestingBranches(
	{ around }: Conditionals,
	{ directives, symbols, count }: LexedText,
	interest: Interest,
): BranchPlace[] {
	const targets = new Set<BranchPlace>();
	around.forEach((place, line) => {
		if (place === null || targets.has(place)) return;
		const to = directives[line + 1]?.tokenIndex ?? count;
		let found = interest.lines.has(line);
		for (let at = directives[line]?.tokenIndex ?? 0; at < to && !found; at++)
			found = interest.symbols[symbols[at] as number] === 1;
		if (found) targets.add(place);
	});
	return [...targets];
}

/** Every branch of the groups that change one of these functions, and the case that no branch is taken. */
export function branchesWithin(
	{ groups, lines }: Conditionals,
	functions: readonly Extent[],
): BranchPlace[] {
	const targets: BranchPlace[] = [];
	groups.forEach((group, index) => {
		const start = lines[group.branches[0]?.line ?? 0]?.start ?? 0;
		const end = lines[group.close]?.end ?? Number.POSITIVE_INFINITY;
		const changes = functions.some(
			(extent) =>
				start < extent.end &&
				extent.start < end &&
				!(start <= extent.start && extent.end <= end && isWhole(group, extent)),
		);
		if (!changes) return;
		group.branches.forEach((_, branch) => {
			targets.push({ group: index, branch });
		});
		if (group.branches.at(-1)?.condition !== null)
			targets.push({ group: index, branch: -1 });
	});
	return targets;

	/** A function that stands whole in one branch is shown by that branch; the others do not change it. */
	function isWhole(group: (typeof groups)[number], extent: Extent): boolean {
		return group.branches.some((branch, index) => {
			const next = group.branches[index + 1]?.line ?? group.close;
			const from = lines[branch.line]?.end ?? 0;
			const to = lines[next]?.start ?? Number.POSITIVE_INFINITY;
			return from <= extent.start && extent.end <= to;
		});
	}
}
