// Judges mutants: whether `check` says something new of the right class about a file with a fault in it, and nothing
// about the same file with a harmless change.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findEntry } from "../../src/catalog/catalog.ts";
import type { KernelVersion } from "../../src/catalog/entry.ts";
import { checkFiles, type FilesResult } from "../../src/checks/check-files.ts";
import { createSurroundings } from "../../src/cli/surroundings.ts";
import type { CParser } from "../../src/csource/parser.ts";
import type { Finding } from "../../src/findings/finding.ts";
import type { RelatedCall, Site } from "../../src/findings/site.ts";
import type { Neighbourhood } from "../../src/lifecycle/linking/neighbourhood.ts";
import {
	type Fraction,
	fractionOf,
	renderFraction,
} from "../scoring/fraction.ts";
import {
	classesOfMutation,
	type Mutant,
	type MutationKind,
	mutantsAt,
	undirtiedAt,
} from "./make-mutants.ts";
import { reasonOfMiss } from "./reason-of-miss.ts";

export interface MutantOptions {
	readonly tree: string;
	readonly kernel: KernelVersion;
	/** Number of mutants; null: all. */
	readonly sample: number | null;
	readonly seed: number;
	/** Which mutants, by their place as it is printed; null: all. */
	readonly only?: RegExp | null;
}

export interface MutantOutcome {
	readonly kind: MutationKind;
	readonly sameFunction: boolean;
	readonly found: boolean;
	/** `delete drivers/…:123 unpin_user_pages() of foo()` */
	readonly place: string;
	/** Of a harmless change: what is said all the same. */
	readonly said: readonly string[];
	/** What only --all shows. */
	readonly hidden: readonly string[];
	/** Of a fault that is not found: what the analysis says of the site all the same. */
	readonly reason: string;
}

export interface MutantScore {
	readonly sites: number;
	readonly sameFunction: Fraction;
	readonly otherFunction: Fraction;
	readonly byKind: ReadonlyMap<string, Fraction>;
	readonly alarms: Fraction;
	readonly outcomes: readonly MutantOutcome[];
}

/** Faults of balance, pairing and result make a site unfit: its twin would not be clean. */
const unfit = /^PF(1|2|5)/;

/** `sites` and `findings`: what a run over the tree said. Core mm and libraries are their own subject and left out. */
export function runMutants(
	sites: readonly Site[],
	findings: readonly Finding[],
	options: MutantOptions,
	parser: CParser,
): MutantScore {
	const shown = findings.filter(isShown);
	const clean = sites.filter(
		(site) =>
			!/^(mm|lib|include|kernel|fs\/(?!ceph|cifs|smb|nfs|fuse|orangefs))\//.test(
				site.file,
			) &&
			site.releases.length > 0 &&
			site.damage.length === 0 &&
			!shown.some(
				(finding) =>
					unfit.test(finding.code) &&
					(finding.site === site.id ||
						(finding.file === site.file && finding.function === site.function)),
			),
	);
	const mutants = distinct(
		clean.flatMap((site) => mutantsOf(site, options.tree)),
	);
	const { only = null, sample, seed } = options;
	const named = mutants.filter(
		(mutant) => only === null || only.test(placeOf(mutant)),
	);
	const chosen = pick(named, sample, seed);
	const judge = createJudge(options, parser);
	const outcomes = chosen.map(judge);
	return summarize(clean.length, outcomes);
}

/** Sites that share a release share its faults: each is counted once, as one of the same function where it is one. */
function distinct(all: readonly Mutant[]): readonly Mutant[] {
	const found = new Map<string, Mutant>();
	for (const mutant of all) {
		const { kind, at } = mutant;
		const id = `${kind} ${at.file}:${at.line} ${at.api}`;
		const known = found.get(id);
		if (known === undefined || (mutant.sameFunction && !known.sameFunction))
			found.set(id, mutant);
	}
	return [...found.values()];
}

function mutantsOf(site: Site, tree: string): Mutant[] {
	const read = (call: RelatedCall): string | null => {
		const file = join(tree, call.file);
		return existsSync(file) ? readFileSync(file, "latin1") : null;
	};
	const releases = site.releases.filter(isRight(site)).flatMap((call) => {
		const text = read(call);
		return text === null
			? []
			: mutantsAt(site, call, text, site.releases.length);
	});
	const [dirty, ...others] = site.dirties;
	const text = dirty === undefined ? null : read(dirty);
	const undirtied =
		dirty !== undefined && text !== null && others.length === 0
			? undirtiedAt(site, dirty, text)
			: [];
	return [...releases, ...undirtied];
}

/** A release of the other family is a fault by itself: its twin would not be clean. */
function isRight({ kind }: Site): (call: RelatedCall) => boolean {
	return ({ api }) => {
		const entry = findEntry(api);
		if (entry?.role !== "release" || entry.kind === "either") return true;
		return (entry.kind === "get") === (kind === "get");
	};
}

/** A seeded sample, in the order of the tree. */
function pick(
	all: readonly Mutant[],
	sample: number | null,
	seed: number,
): readonly Mutant[] {
	if (sample === null || sample >= all.length) return all;
	const next = generator(seed);
	const order = all.map((mutant, index) => ({ mutant, index, key: next() }));
	return order
		.sort((a, b) => a.key - b.key)
		.slice(0, sample)
		.sort((a, b) => a.index - b.index)
		.map(({ mutant }) => mutant);
}

/** Marsaglia's xorshift32, so that a sample is the same everywhere. */
function generator(seed: number): () => number {
	let state = seed | 0 || 1;
	return () => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return state >>> 0;
	};
}

/** As a user's run on the tree does it: the files of the acquire and of the fault, each with all that is around it. */
function createJudge(
	{ tree, kernel }: MutantOptions,
	parser: CParser,
): (mutant: Mutant) => MutantOutcome {
	const surroundings = createSurroundings(tree);
	const before = new Map<string, ReadonlySet<string>>();
	const check = (paths: readonly string[], mutant?: Mutant): FilesResult => {
		const textOf = (path: string): string =>
			path === mutant?.at.file
				? mutant.text
				: readFileSync(join(tree, path), "latin1");
		const files = paths.map((path) => ({ path, text: textOf(path) }));
		const changed = files.find(({ path }) => path === mutant?.at.file);
		const neighbourhood: Neighbourhood = {
			around: (path) =>
				surroundings
					.around(path)
					.map((file) => (file.path === changed?.path ? changed : file)),
		};
		return checkFiles(files, parser, { kernel }, neighbourhood);
	};
	return (mutant) => {
		const { site, at, kind, sameFunction } = mutant;
		const paths = [...new Set([site.file, at.file])];
		const key = paths.join(" ");
		let known = before.get(key);
		if (known === undefined) {
			known = new Set(check(paths).findings.map(identityOf));
			before.set(key, known);
		}
		const { findings, sites } = check(paths, mutant);
		const all = findings.filter((finding) => !known.has(identityOf(finding)));
		const fresh = all.filter(isShown);
		const hidden = all.filter((finding) => !isShown(finding));
		const classes = classesOfMutation[kind];
		const found = fresh.some((finding) => classes.includes(finding.class));
		return {
			kind,
			sameFunction,
			found,
			place: placeOf(mutant),
			said: fresh.map(
				({ code, line, message }) => `${code} line ${line} ${message}`,
			),
			hidden: hidden.map(({ code, line }) => `${code} line ${line}`),
			reason:
				found || kind === "neutral"
					? ""
					: reasonOfMiss(
							mutant,
							sites.find(({ id }) => id === site.id),
							hidden.filter((finding) => classes.includes(finding.class)),
						),
		};
	};
}

function placeOf({ kind, at, site }: Mutant): string {
	return `${kind} ${at.file}:${at.line} ${at.api}() in ${at.function}(), acquired in ${site.function}()`;
}

function isShown({ confidence }: Finding): boolean {
	return confidence !== "possible";
}

function identityOf(finding: Finding): string {
	return `${finding.code} ${finding.file} ${finding.line} ${finding.message}`;
}

function summarize(
	sites: number,
	outcomes: readonly MutantOutcome[],
): MutantScore {
	const faults = outcomes.filter(({ kind }) => kind !== "neutral");
	const share = (list: readonly MutantOutcome[]): Fraction =>
		fractionOf(list.map(({ found }) => found));
	const byKind = new Map<string, Fraction>();
	for (const kind of Object.keys(classesOfMutation))
		for (const same of [true, false]) {
			const list = faults.filter(
				(outcome) => outcome.kind === kind && outcome.sameFunction === same,
			);
			if (list.length > 0)
				byKind.set(`${kind}, ${same ? "same" : "other"} function`, share(list));
		}
	return {
		sites,
		sameFunction: share(faults.filter(({ sameFunction }) => sameFunction)),
		otherFunction: share(faults.filter(({ sameFunction }) => !sameFunction)),
		byKind,
		alarms: fractionOf(
			outcomes
				.filter(({ kind }) => kind === "neutral")
				.map(({ said }) => said.length > 0),
		),
		outcomes,
	};
}

export function renderMutantScore(
	score: MutantScore,
	verbose: boolean,
): string {
	const lines = [
		`sites taken as they are: ${score.sites}`,
		renderFraction("found, release in the same function", score.sameFunction),
		renderFraction("found, release in another function", score.otherFunction),
		...[...score.byKind].map(([name, value]) =>
			renderFraction(`  ${name}`, value),
		),
		renderFraction("alarms on harmless changes", score.alarms),
	];
	if (!verbose) return lines.join("\n");
	const missed = score.outcomes.filter(
		({ kind, found }) => kind !== "neutral" && !found,
	);
	const alarmed = score.outcomes.filter(
		({ kind, said }) => kind === "neutral" && said.length > 0,
	);
	return [
		...lines,
		...renderGroups(missed),
		...alarmed.map(({ place, said }) => `alarm: ${place}: ${said.join("; ")}`),
	].join("\n");
}

/** The misses by kind and reason, the largest group first. */
function renderGroups(missed: readonly MutantOutcome[]): readonly string[] {
	const groups = new Map<string, MutantOutcome[]>();
	for (const outcome of missed) {
		const { kind, sameFunction, reason } = outcome;
		const [group = ""] = reason.split(": ");
		const name = `${kind}, ${sameFunction ? "same" : "other"} function: ${group}`;
		groups.set(name, [...(groups.get(name) ?? []), outcome]);
	}
	return [...groups]
		.sort(([, a], [, b]) => b.length - a.length)
		.flatMap(([name, outcomes]) => [
			"",
			`missed ${outcomes.length}: ${name}`,
			...outcomes.map(
				({ place, reason, hidden }) =>
					`  ${place}; ${reason}${hidden.length > 0 ? `; with --all: ${hidden.join(", ")}` : ""}`,
			),
		]);
}
