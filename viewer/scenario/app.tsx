// The page of a scenario: verdict, choices, schedule, and the step the reader stands at.

import { useCallback, useMemo, useRef } from "preact/hooks";
import type { Machine } from "#explore/compile/machine.ts";
import { scheduleText } from "#explore/engines/schedule.ts";
import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import { failingMachine } from "#scenarios/judge.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import { plainMachine } from "#scenarios/stuck.ts";
import { type AskedWords, askedWords } from "./asked-words.ts";
import { type Asked, askedBy, type Choice, variantOf } from "./choice.ts";
import { Announcement } from "./parts/announcement.tsx";
import { Choices } from "./parts/choices.tsx";
import { Heading } from "./parts/heading.tsx";
import { Legend } from "./parts/legend.tsx";
import { OtherFailures } from "./parts/other-failures.tsx";
import { QuestionTable } from "./parts/question-table.tsx";
import { StepPanel } from "./parts/step-panel.tsx";
import { Timeline } from "./parts/timeline.tsx";
import { VerdictBand } from "./parts/verdict-band.tsx";
import type { Address } from "./permalink.ts";
import { followSchedule, type Run, runOf, runToTheEnd } from "./run.ts";
import { type Go, useAddress } from "./use-address.ts";
import { useAhead } from "./use-ahead.ts";
import { useKeys } from "./use-keys.ts";
import { useSurvey } from "./use-survey.ts";
import { useVerdict, type VerdictSoFar } from "./use-verdict.ts";

/** Where the run on the page comes from. */
export type Origin = "simplest" | "ordinary" | "own";

export interface Shown {
	machine: Machine;
	run: Run;
	origin: Origin;
	/** Why the schedule of the address could not be followed, or null. */
	stuck: string | null;
}

function machineOrRefusal({ test, stuck }: Asked): Machine | string {
	try {
		return stuck ? plainMachine(test) : failingMachine(test);
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function shownRun(
	machine: Machine | string,
	schedule: string | null,
	{ verdict, simplest, refused, finished }: VerdictSoFar,
	words: AskedWords,
): Shown | null {
	if (typeof machine === "string" || refused !== null) return null;
	const message = failureText(words);
	const told = (run: Run): Run =>
		run.failure === null
			? run
			: { ...run, failure: { ...run.failure, message } };
	if (schedule !== null) {
		const { run, stuck } = followSchedule(machine, schedule);
		return { machine, origin: "own", run: told(run), stuck };
	}
	if (simplest !== null) {
		const { lostAt } = simplest;
		const lost = lostAt === null ? null : { at: lostAt, message };
		const run = told(runOf(machine, simplest.run, lost));
		return { machine, origin: "simplest", run, stuck: null };
	}
	if (verdict?.reachable !== false && !finished) return null;
	const run = told(runToTheEnd(machine));
	return { machine, origin: "ordinary", run, stuck: null };
}

function failureText({ short, title }: AskedWords): string {
	return title === "" ? `it has come to ${short}` : `${short}: ${title}`;
}

export function App({ page }: { page: ScenarioPage }) {
	const [address, go] = useAddress(page);
	const { choice, schedule } = address;
	const asked = useMemo(() => askedBy(page, choice), [page, choice]);
	const machine = useMemo(() => machineOrRefusal(asked), [asked]);
	const words = useMemo(
		() => askedWords(page, choice, asked.test.exists),
		[page, choice, asked],
	);
	const verdict = useVerdict(asked);
	const survey = useSurvey(page, choice);
	const { simplest, refused, finished } = verdict;
	const shown = useMemo(
		() => shownRun(machine, schedule, verdict, words),
		[machine, schedule, words, verdict.verdict, simplest, refused, finished],
	);
	const refusal = typeof machine === "string" ? machine : refused;
	const choose = choosing(go);
	return (
		<>
			<div class="overview">
				<Heading page={page} />
				<QuestionTable
					page={page}
					choice={choice}
					survey={survey}
					onChange={choose}
				/>
			</div>
			<Choices page={page} choice={choice} onChange={choose} />
			<VerdictBand verdict={verdict} words={words} refusal={refusal} />
			{shown === null ? (
				<main class="empty" aria-busy={refusal === null} />
			) : (
				<Player
					page={page}
					asked={asked}
					shown={shown}
					verdict={verdict}
					address={address}
					go={go}
				/>
			)}
			<footer>
				<OtherFailures
					verdict={verdict}
					chosen={choice.instead}
					onAsk={(instead) => choose({ ...choice, instead })}
				/>
				<Legend page={page} test={asked.test} />
			</footer>
		</>
	);
}

/** Another choice starts a new run: a schedule of another kernel would seldom mean the same. */
function choosing(go: Go) {
	return (choice: Choice) => go({ choice, schedule: null, at: null });
}

interface PlayerProps {
	page: ScenarioPage;
	asked: Asked;
	shown: Shown;
	verdict: VerdictSoFar;
	address: Address;
	go: Go;
}

function Player({ page, asked, shown, verdict, address, go }: PlayerProps) {
	const { machine, run, origin } = shown;
	const test: LitmusTest = asked.test;
	const length = run.transitions.length;
	const at = Math.min(address.at ?? 0, length);
	const taken = useMemo(
		() => run.transitions.slice(0, at),
		[run.transitions, at],
	);
	const ahead = useAhead(asked, taken);
	const main = useRef<HTMLElement | null>(null);
	const goTo = useCallback(
		(position: number) => go((newest) => ({ ...newest, at: position })),
		[go],
	);
	const stepBy = useCallback(
		(steps: number) =>
			go((newest) => {
				const from = Math.min(newest.at ?? 0, length);
				return { ...newest, at: Math.max(0, Math.min(from + steps, length)) };
			}),
		[go, length],
	);
	const branch = useCallback(
		(transitions: readonly number[], position: number) =>
			go({
				choice: address.choice,
				schedule: scheduleText(machine, transitions),
				at: position,
			}),
		[address.choice, go, machine],
	);
	const take = useCallback(
		(transition: number) => {
			if (run.transitions[at] === transition) goTo(at + 1);
			else branch([...taken, transition], at + 1);
		},
		[run, at, taken, goTo, branch],
	);
	useKeys({ main, machine, run, at, goTo, stepBy, take });
	const story = origin === "simplest" ? verdict.story : null;
	const variant = variantOf(page, address.choice);
	return (
		<main ref={main} class="player">
			<Timeline
				page={page}
				test={test}
				variant={variant}
				shown={shown}
				story={story}
				at={at}
				goTo={goTo}
				stepBy={stepBy}
				backToSimplest={() => go({ ...address, schedule: null, at: null })}
			/>
			<StepPanel
				page={page}
				asked={asked}
				test={test}
				variant={variant}
				shown={shown}
				story={story}
				at={at}
				ahead={ahead}
				goTo={goTo}
				stepBy={stepBy}
				take={take}
				toFailure={() => {
					if (ahead !== null) branch([...taken, ...ahead.rest], at);
				}}
				toTheEnd={() => branch(runToTheEnd(machine, taken).transitions, at)}
			/>
			<Announcement shown={shown} at={at} />
		</main>
	);
}
