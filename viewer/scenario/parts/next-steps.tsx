// What can happen next: every step that can be taken here, with how far the failure is then.

import { standingsAt } from "../run.ts";
import type { Distance } from "../search/protocol.ts";
import type { StepPanelProps } from "./step-panel.tsx";

export function NextSteps({
	asked,
	shown,
	at,
	ahead,
	take,
	toFailure,
	toTheEnd,
}: StepPanelProps) {
	const { machine, run } = shown;
	const state = run.trace.states[at];
	if (state === undefined) return null;
	const standings = standingsAt(machine, state);
	const enabled = standings.flatMap((one) => one.enabled);
	const waiting = standings.filter((one) => one.waitsFor.length > 0);
	const planned = run.transitions[at];
	const happened =
		(run.failure !== null && at >= run.failure.at) ||
		(ahead?.here.kind === "reachable" && ahead.here.steps === 0);
	return (
		<div class="next">
			<h3>What can happen next</h3>
			{enabled.length === 0 && <p class="muted">Nobody can go on.</p>}
			<ol class="branches">
				{enabled.map(({ id, actor, label }, index) => {
					const distance = ahead?.after.find(
						(one) => one.transition === id,
					)?.distance;
					return (
						<li key={id}>
							<button
								type="button"
								class={`branch actor-${actor % 6}`}
								data-planned={id === planned}
								onClick={() => take(id)}
							>
								<span class="key">{index < 9 ? index + 1 : ""}</span>
								<span class="branch-text">
									<b class="actor">{standings[actor]?.name}</b>{" "}
									<code>{label}</code>
									<span class="muted">
										{id === planned ? "in this run" : "another branch"}
										{happened || distance === undefined
											? ""
											: ` · ${distanceText(distance, 1)}`}
									</span>
								</span>
							</button>
						</li>
					);
				})}
			</ol>
			{waiting.length > 0 && (
				<ul class="plain waiting">
					{waiting.map(({ name, waitsFor }) => (
						<li key={name} class="muted">
							{name} waits: {waitsFor[0]?.label}
						</li>
					))}
				</ul>
			)}
			<p class="outlook" data-test="ahead">
				{happened
					? asked.stuck
						? "No order of the steps leads out of this any more."
						: "The failure has happened."
					: ahead === null
						? "Looking ahead …"
						: `From here: ${distanceText(ahead.here, 0)}.`}
			</p>
			<div class="buttons">
				{!happened && ahead !== null && ahead.rest.length > 0 && (
					<button type="button" onClick={toFailure}>
						Shortest way to the failure
					</button>
				)}
				{enabled.length > 0 && (
					<button type="button" onClick={toTheEnd}>
						Let everyone finish
					</button>
				)}
			</div>
		</div>
	);
}

function distanceText(distance: Distance, taken: number): string {
	switch (distance.kind) {
		case "reachable": {
			const steps = distance.steps + taken;
			return `failure in ${steps} step${steps === 1 ? "" : "s"} at the least`;
		}
		case "unreachable":
			return "the failure cannot happen any more";
		case "unknown":
			return "too many states to look ahead";
	}
}
