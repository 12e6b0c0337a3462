// The step the reader stands at: what it changed, where it stands in the source, what can happen next.

import type { ComponentChildren } from "preact";
import { valueText } from "#explore/engines/trace.ts";
import type {
	ScenarioPage,
	ScenarioVariant,
} from "#report/viewer/scenario-page.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import { SourceFigure } from "../../shared/source-figure.tsx";
import type { Shown } from "../app.tsx";
import { aboutCell } from "../cell-words.ts";
import type { Asked } from "../choice.ts";
import { kernelPlace } from "../kernel-place.ts";
import { valuesAt } from "../run.ts";
import { placeOfOperation } from "../source.ts";
import type { AheadAnswer } from "../use-ahead.ts";
import { NextSteps } from "./next-steps.tsx";
import { ScenarioTable } from "./scenario-table.tsx";
import type { StoryMarks } from "./timeline.tsx";

export interface StepPanelProps {
	page: ScenarioPage;
	asked: Asked;
	test: LitmusTest;
	variant: ScenarioVariant;
	shown: Shown;
	story: StoryMarks;
	at: number;
	ahead: AheadAnswer | null;
	goTo(position: number): void;
	stepBy(steps: number): void;
	take(transition: number): void;
	toFailure(): void;
	toTheEnd(): void;
}

export function StepPanel(props: StepPanelProps) {
	const { shown, at, goTo, stepBy, test } = props;
	const { run } = shown;
	const length = run.transitions.length;
	const step = run.trace.steps[at - 1];
	return (
		<section class="panel" aria-labelledby="step-title">
			<div class="controls">
				<h2 id="step-title">
					{step === undefined ? (
						"Start"
					) : (
						<>
							Step {at} <span class="muted">of {length}</span>
						</>
					)}
				</h2>
				<div class="buttons">
					<button
						type="button"
						aria-label="First step"
						disabled={at === 0}
						onClick={() => goTo(0)}
					>
						⇤
					</button>
					<button
						type="button"
						aria-label="Step back"
						disabled={at === 0}
						onClick={() => stepBy(-1)}
					>
						←
					</button>
					<button
						type="button"
						aria-label="Step forward"
						class="main"
						disabled={at === length}
						onClick={() => stepBy(1)}
					>
						→
					</button>
					<button
						type="button"
						aria-label="Last step"
						disabled={at === length}
						onClick={() => goTo(length)}
					>
						⇥
					</button>
				</div>
			</div>
			<ScrollRegion>
				{step === undefined ? (
					<ScenarioTable test={test} actor={null} operation={null} />
				) : (
					<>
						<Who {...props} />
						<Changed {...props} />
						<Before {...props} />
					</>
				)}
				<NextSteps {...props} />
				{step !== undefined && (
					<details class="scenario">
						<summary>The scenario</summary>
						<ScenarioTable
							test={test}
							actor={step.transition.actor}
							operation={step.transition.section}
						/>
					</details>
				)}
				<AllValues shown={shown} at={at} actors={namesOf(test)} />
			</ScrollRegion>
		</section>
	);
}

/** Scrolls by itself, so it must be reachable by keyboard. */
function ScrollRegion({ children }: { children: ComponentChildren }) {
	return (
		<section
			class="panel-body"
			aria-label="Details of the step"
			// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls takes the focus (WCAG 2.1.1)
			tabIndex={0}
		>
			{children}
		</section>
	);
}

function namesOf(test: LitmusTest): string[] {
	return test.columns.map(({ actor }) => actor);
}

/** Actor, step and its place in the kernel or in the driver. */
function Who({ page, test, variant, shown, story, at }: StepPanelProps) {
	const step = shown.run.trace.steps[at - 1];
	if (step === undefined) return null;
	const { transition } = step;
	const kernel = kernelPlace(transition.source);
	const column = test.columns[transition.actor];
	const operation = column?.operations[transition.section ?? -1];
	const place = placeOfOperation(page, variant, step.actor, transition.section);
	const path = transition.routines.filter(
		(name) => name !== operation?.name && `${name}()` !== kernel?.function,
	);
	const need = story?.needs[at - 1];
	return (
		<div class={`who actor-${transition.actor % 6}`}>
			<p class="step-name">
				<b class="actor">{step.actor}</b> <code>{transition.label}</code>
			</p>
			{kernel === null ? (
				place === null && (
					<p class="muted">
						{transition.source ?? "a device's or a process's own step"}
					</p>
				)
			) : (
				<p class="place" data-test="place">
					<code>{kernel.function}</code> in <code>{kernel.file}</code>{" "}
					<span class="muted">
						{kernel.proposed ? "proposed for " : ""}
						{kernel.era}
					</span>
				</p>
			)}
			{operation !== undefined && (
				<p class="muted">
					part of <code>{operation.name}</code>
					{path.length > 0 && <> · called in {path.join(" › ")}</>}
				</p>
			)}
			{need === "needed" && (
				<p class="need">
					The failure needs this step: without it, this way to fail is gone.
				</p>
			)}
			{need === "removable" && (
				<p class="muted">The same failure comes about without this step.</p>
			)}
			{place !== null && (
				<SourceFigure
					excerpts={page.excerpts}
					file={place.file}
					line={place.line}
					around={5}
					caption={`${place.file}:${place.line}`}
				/>
			)}
		</div>
	);
}

function Changed({ shown, test, at }: StepPanelProps) {
	const { run } = shown;
	const step = run.trace.steps[at - 1];
	if (step === undefined) return null;
	const actors = namesOf(test);
	return (
		<div class="changed">
			<h3>What changed</h3>
			{run.failure?.at === at && (
				<p class="broken" data-test="failure">
					✗ {run.failure.message}
				</p>
			)}
			{step.changes.length === 0 ? (
				<p class="muted">Nothing: this step only looks, or waits.</p>
			) : (
				<dl class="values" data-test="changes">
					{step.changes.map(({ cell, before, after }) => (
						<div key={cell.name}>
							<dt>
								<code>{cell.name}</code>
								<span class="about">{aboutCell(cell.name, actors)}</span>
							</dt>
							<dd>
								<span class="old">{valueText(cell, before)}</span>
								<span aria-hidden="true"> → </span>
								<span class="heard"> becomes </span>
								<b>{valueText(cell, after)}</b>
							</dd>
						</div>
					))}
				</dl>
			)}
		</div>
	);
}

/** The arrows of this step, in words. */
function Before({ shown, story, at, goTo }: StepPanelProps) {
	const { run } = shown;
	const touching = run.arrows.filter(
		({ from, to }) => from === at - 1 || to === at - 1,
	);
	if (touching.length === 0) return null;
	return (
		<div class="order">
			<h3>Order</h3>
			<ul class="plain">
				{touching.map(({ from, to }) => {
					const isAfter = to === at - 1;
					const other = run.trace.steps[isAfter ? from : to];
					if (other === undefined) return null;
					const race = story?.races.find(
						({ earlier, later }) => earlier === from + 1 && later === to + 1,
					);
					return (
						<li key={`${from}-${to}`}>
							{isAfter ? "after" : "before"}{" "}
							<button
								type="button"
								class="link"
								onClick={() => goTo(other.number)}
							>
								step {other.number}
							</button>{" "}
							of {other.actor}
							{race?.order === "this-order" && (
								<b>: in this order in every run that fails</b>
							)}
							{race?.order === "either" && (
								<span class="muted">: it fails the other way round too</span>
							)}
						</li>
					);
				})}
			</ul>
		</div>
	);
}

function AllValues({
	shown,
	at,
	actors,
}: {
	shown: Shown;
	at: number;
	actors: readonly string[];
}) {
	const state = shown.run.trace.states[at];
	if (state === undefined) return null;
	return (
		<details class="all">
			<summary>All values at this point</summary>
			<dl class="values">
				{valuesAt(shown.machine, state).map(({ cell, text, changed }) => (
					<div key={cell.name} class={changed ? "" : "still"}>
						<dt>
							<code>{cell.name}</code>
							<span class="about">{aboutCell(cell.name, actors)}</span>
						</dt>
						<dd>{changed ? <b>{text}</b> : text}</dd>
					</div>
				))}
			</dl>
		</details>
	);
}
