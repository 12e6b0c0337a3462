// The schedule: one lane per actor, one row per step, arrows for what must come before what.

import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { TraceStep } from "#explore/engines/trace.ts";
import type {
	ScenarioPage,
	ScenarioVariant,
} from "#report/viewer/scenario-page.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import type { Shown } from "../app.tsx";
import { kernelPlace } from "../kernel-place.ts";
import { changeText, type Group, groupsOf } from "../run.ts";
import type { Answer } from "../search/protocol.ts";
import { placeOfOperation } from "../source.ts";
import { Rail } from "./rail.tsx";
import { SaveRun } from "./save-run.tsx";

export type StoryMarks = Extract<Answer, { kind: "story" }> | null;

interface TimelineProps {
	page: ScenarioPage;
	test: LitmusTest;
	variant: ScenarioVariant;
	shown: Shown;
	story: StoryMarks;
	at: number;
	goTo(position: number): void;
	stepBy(steps: number): void;
	backToSimplest(): void;
}

const titles = {
	simplest: "The simplest run that fails",
	ordinary: "An ordinary run",
	own: "Your run",
} as const;

export function Timeline(props: TimelineProps) {
	const { page, shown, test, at, goTo, stepBy, backToSimplest } = props;
	const { run, origin, stuck } = shown;
	const list = useRef<HTMLDivElement | null>(null);
	const [folds, setFolds] = useState(false);
	const canFold = props.story?.needs.includes("removable") ?? false;
	useCurrentInView(list, at);
	const groups = groupsOf(run);
	const onArrow = (event: KeyboardEvent): void => {
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		if (event.key === "ArrowDown") stepBy(1);
		else if (event.key === "ArrowUp") stepBy(-1);
		else return;
		event.preventDefault();
	};
	return (
		<section
			class={`timeline lanes-${test.columns.length}`}
			aria-labelledby="run-title"
		>
			<div class="run-head">
				<h2 id="run-title">{titles[origin]}</h2>
				{canFold && (
					<label class="fold">
						<input
							type="checkbox"
							checked={folds}
							onChange={(event) => setFolds(event.currentTarget.checked)}
						/>
						Only the steps the failure needs
					</label>
				)}
				{origin === "own" && (
					<button type="button" class="quiet" onClick={backToSimplest}>
						Back to the run the page came with
					</button>
				)}
			</div>
			{stuck !== null && (
				<p class="stuck" role="alert">
					This schedule cannot be followed here: {stuck}. Shown is as far as it
					goes.
				</p>
			)}
			<div class="lanes" ref={list}>
				<LaneHeads test={test} />
				<Rail
					rows={list}
					lanes={test.columns.length}
					run={run}
					races={props.story?.races ?? []}
					needs={props.story?.needs ?? []}
					at={at}
					folds={folds}
				/>
				{/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are a shortcut for the buttons inside */}
				<div class="rows" onKeyDown={onArrow}>
					<Row at={at} position={0} goTo={goTo} className="start">
						<span class="what">
							<span class="label plain">before the first step</span>
						</span>
					</Row>
					{groups.map((group) => (
						<OperationGroup
							key={group.first}
							group={group}
							folds={folds && canFold}
							{...props}
						/>
					))}
					<Ending shown={shown} />
				</div>
			</div>
			<SaveRun run={run} name={fileName(page.title)} />
		</section>
	);
}

/** A title as the name of a file. */
function fileName(title: string): string {
	return title.replaceAll(/[^\w.-]+/g, "-").slice(0, 60);
}

function LaneHeads({ test }: { test: LitmusTest }) {
	return (
		<div class="lane-heads" aria-hidden="true">
			{test.columns.map(({ actor }, lane) => (
				<span key={actor} class={`lane-head actor-${lane % 6}`}>
					{actor}
				</span>
			))}
		</div>
	);
}

/** Keeps the step the reader stands at in view, and the focus on it if it was in the list. */
function useCurrentInView(
	list: RefObject<HTMLDivElement | null>,
	at: number,
): void {
	const first = useRef(true);
	useLayoutEffect(() => {
		const row = list.current?.querySelector<HTMLElement>(
			`[data-position="${at}"]`,
		);
		if (row === null || row === undefined) return;
		// The page opens at its top.
		if (first.current && at === 0) {
			first.current = false;
			return;
		}
		first.current = false;
		row.scrollIntoView({ block: "nearest" });
		const focused = document.activeElement;
		if (
			focused instanceof HTMLElement &&
			focused.dataset.position !== undefined
		)
			row.focus({ preventScroll: true });
	}, [list, at]);
}

function OperationGroup({
	group,
	folds,
	page,
	test,
	variant,
	shown,
	story,
	at,
	goTo,
}: TimelineProps & { group: Group; folds: boolean }) {
	const { run } = shown;
	const column = test.columns[group.actor];
	const operation = column?.operations[group.operation ?? -1];
	const place = placeOfOperation(
		page,
		variant,
		column?.actor ?? "",
		group.operation,
	);
	const steps = run.trace.steps.slice(group.first, group.last + 1);
	const title = [
		column?.actor,
		operation === undefined
			? ""
			: operation.arguments.length === 0
				? operation.name
				: `${operation.name}(${operation.arguments.join(", ")})`,
	];
	const isFolded = (number: number) =>
		number !== at &&
		number !== run.failure?.at &&
		story?.needs[number - 1] === "removable";
	const rowOf = ({ number, transition, changes }: TraceStep) => {
		const kernel = kernelPlace(transition.source);
		const [name, ...notes] = transition.label.split(": ");
		const need = story?.needs[number - 1];
		return (
			<Row
				key={number}
				at={at}
				position={number}
				goTo={goTo}
				className={[
					need === "removable" ? "removable" : "",
					run.failure?.at === number ? "fails" : "",
				].join(" ")}
			>
				<span class="what">
					<span class="heard">{column?.actor}: </span>
					{run.preempts[number - 1] === true && (
						<span class="cut" title="the actor before could have gone on">
							»<span class="heard">preempting, </span>
						</span>
					)}
					<span class={kernel === null ? "label plain" : "label"}>{name}</span>
					{notes.length > 0 && <span class="note">{notes.join(": ")}</span>}
					{need === "needed" && <span class="heard"> (needed)</span>}
					{changes.length > 0 && (
						<span class="changes">
							{changes.map((one) => (
								<span key={one.cell.name} class="change">
									{changeText(one)}
								</span>
							))}
						</span>
					)}
				</span>
				{kernel !== null && (
					<span class="where">
						{kernel.function} <span class="file">{kernel.file}</span>
						{kernel.proposed && <span class="proposed">proposed</span>}
					</span>
				)}
			</Row>
		);
	};
	return (
		<div class={`group actor-${group.actor % 6}`}>
			<p class="group-head">
				<b class="actor">{title[0]}</b>{" "}
				<span class="operation">{title[1]}</span>
				{place !== null && (
					<span class="c-line">
						{place.file}:{place.line} <code>{place.source}</code>
					</span>
				)}
			</p>
			{stretchesOf(steps, (step) => folds && isFolded(step.number)).map(
				({ folded, steps: inside }) =>
					folded ? (
						<Folded key={inside[0]?.number} steps={inside} />
					) : (
						inside.map(rowOf)
					),
			)}
		</div>
	);
}

interface Stretch {
	folded: boolean;
	steps: TraceStep[];
}

/** Steps in a row that are shown, or folded, together. */
function stretchesOf(
	steps: readonly TraceStep[],
	isFolded: (step: TraceStep) => boolean,
): Stretch[] {
	const stretches: Stretch[] = [];
	for (const step of steps) {
		const folded = isFolded(step);
		const last = stretches.at(-1);
		if (last?.folded === folded) last.steps.push(step);
		else stretches.push({ folded, steps: [step] });
	}
	return stretches;
}

function Folded({ steps }: { steps: readonly TraceStep[] }) {
	const first = steps[0]?.number ?? 0;
	const last = steps.at(-1)?.number ?? first;
	return (
		<p class="folded" data-first={first} data-last={last}>
			{first === last
				? `step ${first}, not needed`
				: `steps ${first} ${last === first + 1 ? "and" : "to"} ${last}, none of them needed`}
		</p>
	);
}

function Row({
	at,
	position,
	goTo,
	className,
	children,
}: {
	at: number;
	position: number;
	goTo(position: number): void;
	className: string;
	children: preact.ComponentChildren;
}) {
	const current = at === position;
	return (
		<button
			type="button"
			class={`row ${className} ${current ? "current" : position > at ? "ahead" : ""}`}
			data-position={position}
			tabIndex={current ? 0 : -1}
			aria-current={current ? "step" : undefined}
			onClick={() => goTo(position)}
		>
			<span class="number">{position}</span>
			{children}
		</button>
	);
}

function Ending({ shown }: { shown: Shown }) {
	const { run, machine } = shown;
	const state = run.trace.states.at(-1);
	const { failure } = run;
	if (failure !== null)
		return (
			<p class="ending fails">
				<b>✗</b> {failure.message}
				{failure.at > 0 && failure.at < run.trace.steps.length
					? `, from step ${failure.at} on`
					: ""}
			</p>
		);
	if (state === undefined) return null;
	for (let actor = 0; actor < machine.actors; actor++)
		if (machine.next(actor, state, 0, -1) >= 0)
			return <p class="ending open">The run can go on from here.</p>;
	return (
		<p class="ending fine">
			<b>✓</b> Nobody can go on; nothing has failed in this run.
		</p>
	);
}
