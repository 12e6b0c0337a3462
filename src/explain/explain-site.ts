// From a site with its findings to what can happen to its pages on one kernel.

import type { Advice } from "#findings/advice.ts";
import type { Finding } from "#findings/finding.ts";
import type { LineReader } from "#findings/fingerprint.ts";
import type { Site } from "#findings/site.ts";
import { eras } from "#mm/eras/eras.ts";
import type { Rules } from "./choose-kernel.ts";
import type { Explanation, Outcome } from "./explanation.ts";
import {
	decisiveOrders,
	type Explored,
	type ExploredCache,
	exploreScene,
} from "./explore-scene.ts";
import { lifeAfterAdvice } from "./life-after-advice.ts";
import { lifeSteps } from "./life-steps.ts";
import { livesOf } from "./lives-of-findings.ts";
import type { ModelLife } from "./model-life.ts";
import { inOrderOfTelling } from "./own-outcomes.ts";
import { type Question, questions } from "./questions.ts";
import { type AskedScene, scenesOf, sourcesOf } from "./scene-of-question.ts";
import { unknownOf } from "./unknown.ts";

export interface ExplainRequest {
	/** With its life. */
	readonly site: Site;
	/** Those about this site. */
	readonly findings: readonly Finding[];
	readonly advice: Advice | null;
	readonly rules: Rules;
	readonly read: LineReader;
	/** The file as the user knows it. */
	readonly showPath: (file: string) => string;
	readonly cache: ExploredCache;
	/** Also ask which orders of steps matter, for what is told first; true unless said otherwise. */
	readonly atLength?: boolean;
}

export function explainSite(request: ExplainRequest): Explanation {
	const { site, findings, rules, read, cache } = request;
	const { usual, beside } = livesOf(site, findings, read);
	const holds = site.kind !== "none";
	const changed =
		request.advice === null || !holds
			? null
			: lifeAfterAdvice(usual.life, request.advice);
	const followed =
		changed !== null && signatureOf(changed) === signatureOf(usual.life);
	const ask = (life: ModelLife, also: ReadonlySet<string> = new Set()) =>
		outcomesOf({ ...life, lasting: usual.life.lasting }, also, rules, cache);
	const asked = holds
		? [...beside.flatMap(({ life }) => ask(life)), ...ask(usual.life)]
		: [];
	const needsChange = changed !== null && (!followed || findings.length > 0);
	const afterConversion = needsChange
		? ask(changed, possibleIn(asked)).map(({ outcome }) => outcome)
		: [];
	const outcomes = inOrderOfTelling(
		{ outcomes: asked.map(({ outcome }) => outcome), afterConversion },
		findings,
	);
	return {
		schema: 1,
		title: `${request.showPath(site.file)}:${site.line}: ${site.api}() in ${site.function}()`,
		site,
		kernel: rules,
		advice: request.advice === null ? null : { ...request.advice, followed },
		life: lifeSteps(usual.life),
		unknown: unknownOf(site),
		assumptions: holds
			? assumptionsOf(
					usual.life,
					[usual, ...beside].flatMap((one) => one.assumptions),
					rules,
				)
			: [],
		outcomes:
			request.atLength === false ? outcomes : tellFirst(outcomes, asked),
		onlyIfWritten: usual.life.writesAssumed,
		afterRefusals: needsChange ? refusalsOf(changed, rules) : [],
		afterConversion,
	};
}

interface Asked {
	readonly outcome: Outcome;
	readonly scene: AskedScene;
}

function outcomesOf(
	life: ModelLife,
	also: ReadonlySet<string>,
	rules: Rules,
	cache: ExploredCache,
): readonly Asked[] {
	return questions
		.filter(
			(question) =>
				(question.asks(life, rules.era) &&
					(life.path === "as written" ||
						life.path === "after the change" ||
						isOfBalance(question))) ||
				(also.has(question.name) && question.fs !== "tmpfs"),
		)
		.map((question) => answer(question, life, rules, cache));
}

/** A path beside the usual way is asked what becomes of its references; the rest is asked of the usual way. */
function isOfBalance({ failure, keeps }: Question): boolean {
	return !keeps && ["F16", "F17", "F23"].includes(failure);
}

/** Names of what can happen: after the change all of them are asked again. */
function possibleIn(asked: readonly Asked[]): ReadonlySet<string> {
	return new Set(
		asked
			.filter(({ outcome }) => outcome.reachable === true)
			.map(({ outcome }) => outcome.name),
	);
}

/** The first start from which the failure can be reached; if there is none, all of them were looked at. */
function answer(
	question: Question,
	life: ModelLife,
	rules: Rules,
	cache: ExploredCache,
): Asked {
	let states = 0;
	let last: { scene: AskedScene; explored: Explored } | null = null;
	for (const scene of scenesOf(question, life, rules)) {
		const explored = exploreScene(scene.test, question.stuck, cache);
		states += explored.states;
		last = { scene, explored };
		if (explored.reachable !== false) break;
	}
	if (last === null) throw new Error(`${question.failure}: no scene`);
	const { scene, explored } = last;
	return {
		scene,
		outcome: outcomeOf(question, life, scene, { ...explored, states }),
	};
}

function outcomeOf(
	question: Question,
	life: ModelLife,
	scene: AskedScene,
	explored: Explored,
): Outcome {
	const stepSources = sourcesOf(scene);
	return {
		failure: question.failure,
		name: question.name,
		consequence: question.consequence(life),
		ending: question.ending,
		path: life.path,
		finding: life.finding,
		reachable: explored.reachable,
		states: explored.states,
		interleavings: null,
		assumptions: question.assumptions,
		litmus: explored.litmus,
		schedule: explored.schedule,
		steps: explored.steps.map((step) => ({
			...step,
			source: stepSources[step.actor]?.[step.operation] ?? null,
		})),
		decisive: explored.decisive,
		stepSources,
		stuck: explored.stuck,
	};
}

/** The orders that matter are asked for what is told first. */
function tellFirst(
	outcomes: readonly Outcome[],
	asked: readonly Asked[],
): readonly Outcome[] {
	const first = outcomes.find(
		({ reachable, stuck }) => reachable === true && !stuck,
	);
	const scene = asked.find(({ outcome }) => outcome === first)?.scene;
	return outcomes.map((outcome) =>
		outcome === first && scene !== undefined
			? { ...outcome, decisive: decisiveOrders(scene.test) }
			: outcome,
	);
}

function signatureOf(life: ModelLife): string {
	return life.acts.map(({ operation }) => operation).join(" ");
}

function assumptionsOf(
	life: ModelLife,
	translated: readonly string[],
	rules: Rules,
): readonly string[] {
	return [
		life.fromFile
			? "One page of a memfd stands for all."
			: "One page stands for all; it is anonymous memory in some scenarios, a page of a shared file mapping on ext4 in others.",
		...new Set(translated),
		...refusalsOf(life, rules),
		...(life.notifier
			? [
					"The mmu notifier stops the device before the page goes (scheme S16); that it does is not checked.",
				]
			: []),
	];
}

/** What this kernel refuses such a life, so that nothing can come of it. */
function refusalsOf(life: ModelLife, rules: Rules): readonly string[] {
	const era = eras[rules.era];
	const refused =
		era.refusesLongtermFileWrites &&
		rules.schemeId === era.scheme &&
		life.kind === "pin" &&
		life.longTerm &&
		life.writes &&
		!life.fromFile;
	return refused
		? [
				`${rules.era} refuses a long-term write pin of pages of ext4, xfs and the like (check_vma_flags(), -EFAULT), so no file comes to harm by it.`,
			]
		: [];
}
