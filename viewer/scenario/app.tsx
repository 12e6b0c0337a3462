// The page of a scenario: verdict, choices, schedule, and the step the reader stands at.

import { useCallback, useMemo, useRef } from "preact/hooks";
import type { Machine } from "#explore/compile/machine.ts";
import { scheduleText } from "#explore/engines/schedule.ts";
import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import { failingMachine } from "#scenarios/judge.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import { type Choice, testOfChoice } from "./choice.ts";
import { Announcement } from "./parts/announcement.tsx";
import { Choices } from "./parts/choices.tsx";
import { Heading } from "./parts/heading.tsx";
import { Legend } from "./parts/legend.tsx";
import { OtherFailures } from "./parts/other-failures.tsx";
import { StepPanel } from "./parts/step-panel.tsx";
import { Timeline } from "./parts/timeline.tsx";
import { VerdictBand } from "./parts/verdict-band.tsx";
import type { Address } from "./permalink.ts";
import { followSchedule, type Run, runOf, runToTheEnd } from "./run.ts";
import { type Go, useAddress } from "./use-address.ts";
import { useAhead } from "./use-ahead.ts";
import { useKeys } from "./use-keys.ts";
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

function machineOrRefusal(test: LitmusTest): Machine | string {
	try {
		return failingMachine(test);
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function shownRun(
	machine: Machine | string,
	schedule: string | null,
	{ judgement, simplest, refused }: VerdictSoFar,
	isOver: boolean,
): Shown | null {
	if (typeof machine === "string" || refused !== null) return null;
	if (schedule !== null)
		return { machine, origin: "own", ...followSchedule(machine, schedule) };
	if (simplest !== null)
		return {
			machine,
			origin: "simplest",
			run: runOf(machine, simplest.run),
			stuck: null,
		};
	const noneToCome = judgement?.matching === 0 || isOver;
	return noneToCome
		? { machine, origin: "ordinary", run: runToTheEnd(machine), stuck: null }
		: null;
}

export function App({ page }: { page: ScenarioPage }) {
	const [address, go] = useAddress(page);
	const { choice, schedule } = address;
	const test = useMemo(() => testOfChoice(page, choice), [page, choice]);
	const machine = useMemo(() => machineOrRefusal(test), [test]);
	const verdict = useVerdict(test);
	const { judgement, simplest, refused, finished } = verdict;
	const shown = useMemo(
		() => shownRun(machine, schedule, verdict, finished),
		[machine, schedule, judgement, simplest, refused, finished],
	);
	const refusal = typeof machine === "string" ? machine : refused;
	return (
		<>
			<Heading page={page} />
			<Choices page={page} choice={choice} onChange={choosing(go)} />
			<VerdictBand verdict={verdict} refusal={refusal} />
			{shown === null ? (
				<main class="empty" aria-busy={refusal === null} />
			) : (
				<Player
					page={page}
					test={test}
					shown={shown}
					verdict={verdict}
					address={address}
					go={go}
				/>
			)}
			<footer>
				<OtherFailures
					verdict={verdict}
					chosen={choice.question}
					onAsk={(question) => choosing(go)({ ...choice, question })}
				/>
				<Legend page={page} test={test} />
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
	test: LitmusTest;
	shown: Shown;
	verdict: VerdictSoFar;
	address: Address;
	go: Go;
}

function Player({ page, test, shown, verdict, address, go }: PlayerProps) {
	const { machine, run, origin } = shown;
	const length = run.transitions.length;
	const at = Math.min(address.at ?? 0, length);
	const taken = useMemo(
		() => run.transitions.slice(0, at),
		[run.transitions, at],
	);
	const ahead = useAhead(test, taken);
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
	const variant =
		page.variants.find(({ id }) => id === address.choice.variant) ??
		page.variants[0];
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
