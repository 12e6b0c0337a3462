// A life and a question become a litmus test, and the C lines behind its operations.

import { compareVersions } from "#catalog/kernel-version.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import { testOf } from "#scenarios/scene.ts";
import type { Rules } from "./choose-kernel.ts";
import type { StepSources } from "./explanation.ts";
import type { Act, ModelLife } from "./model-life.ts";
import type { Question } from "./questions.ts";

export interface AskedScene {
	readonly test: LitmusTest;
	/** Acts of the driver's column, in its order. */
	readonly acts: readonly Act[];
}

/** Actor of the driver in every scene. */
export const driver = "driver";

/** One for each start of the question. */
export function scenesOf(
	question: Question,
	life: ModelLife,
	rules: Rules,
): readonly AskedScene[] {
	const acts = columnOf(question, life);
	// A notifier keeps the device from a page that goes; the reference taken meanwhile does not matter to it.
	const notified = life.notifier && question.touches > 0 && touches(acts);
	const setting = notified
		? { scheme: "S16", policy: "none" }
		: {
				scheme: rules.schemeId,
				policy: question.policy ?? rules.policy,
			};
	const waits = Object.values(question.others).some((operations) =>
		operations.includes("wait_signal"),
	);
	const done = notified
		? asMirrored(acts)
		: isRefusedByDax(question, life, rules)
			? acts.map((act) =>
					act.what === "acquire" ? { ...act, operation: "refused" } : act,
				)
			: acts;
	const column = [
		...done.map(({ operation }) => operation),
		...(waits ? ["signal"] : []),
	].join(" ");
	return question.starts.map((pages) => {
		const test = testOf({
			era: rules.era,
			...setting,
			fs: question.fs,
			pages,
			processes: question.processes,
			actors: { [driver]: column, ...question.others },
			exists: question.exists,
		});
		return {
			test: { ...test, name: question.failure, why: `${question.name}.` },
			acts,
		};
	});
}

export function sourcesOf({ test, acts }: AskedScene): StepSources {
	return Object.fromEntries(
		test.columns.map(({ actor, operations }) => [
			actor,
			operations.map((_, index) =>
				actor === driver ? (acts[index]?.source ?? null) : null,
			),
		]),
	);
}

/** check_vma_flags(): FOLL_LONGTERM on an FS-DAX mapping is -EOPNOTSUPP since v5.2. */
function isRefusedByDax(
	question: Question,
	life: ModelLife,
	{ version }: Rules,
): boolean {
	return (
		question.fs === "fsdax" &&
		life.longTerm &&
		compareVersions(version, "5.2") >= 0
	);
}

function touches(acts: readonly Act[]): boolean {
	return acts.some(({ what }) => what === "touch");
}

function columnOf(question: Question, life: ModelLife): readonly Act[] {
	const kept = question.keeps
		? life.acts.filter(
				({ what }) => !["dirty", "release", "unmap"].includes(what),
			)
		: life.acts;
	return kept.flatMap((act) => {
		if (act.what !== "touch") return [act];
		const once = /_write$/.test(act.operation)
			? { ...act, operation: `${act.operation}(once)` }
			: act;
		return Array.from({ length: question.touches }, () => once);
	});
}

/** The same column for a device behind a notifier: what counts is the mapping, from its making to its end. */
function asMirrored(acts: readonly Act[]): readonly Act[] {
	return acts.map((act) => {
		if (act.what === "acquire")
			return { ...act, operation: "pin_user_pages_fast" };
		if (act.what === "release") return { ...act, operation: "unpin_user_page" };
		if (act.what === "dirty") return { ...act, operation: "nap" };
		return act;
	});
}
