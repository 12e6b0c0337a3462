// Everything else of the catalogue that the same actors can or cannot run into.

import { type FailureId, failureTitles } from "#mm/failures/failure.ts";
import type { Choice } from "../choice.ts";
import type { VerdictSoFar } from "../use-verdict.ts";

export function OtherFailures({
	verdict,
	chosen,
	onAsk,
}: {
	verdict: VerdictSoFar;
	chosen: Choice["instead"];
	onAsk(failure: FailureId): void;
}) {
	const { failures, finished } = verdict;
	const all = Object.keys(failureTitles).length;
	const reachable = failures.filter((one) => one.reachable === true);
	const unknown = failures.filter((one) => one.reachable === null);
	const never = failures.filter((one) => one.reachable === false);
	return (
		<section class="others" aria-labelledby="others-title">
			<h2 id="others-title">Failures these actors can run into</h2>
			<p class="muted" data-test="others">
				{finished
					? `${reachable.length} of ${all} kinds of failure can happen here.`
					: `Asked so far: ${failures.length} of ${all} kinds of failure …`}
			</p>
			<ul class="failures">
				{reachable.map(({ failure, steps }) => (
					<li key={failure}>
						<button
							type="button"
							aria-pressed={chosen === failure}
							onClick={() => onAsk(failure)}
						>
							<b>{failure}</b> {failureTitles[failure]}
							<span class="muted"> {steps} steps at least</span>
						</button>
					</li>
				))}
				{unknown.map(({ failure }) => (
					<li key={failure} class="muted">
						{failure} {failureTitles[failure]}: not decided, too many states
					</li>
				))}
			</ul>
			{never.length > 0 && (
				<details>
					<summary>{never.length} that cannot happen here</summary>
					<ul class="plain">
						{never.map(({ failure, states }) => (
							<li key={failure}>
								<b>{failure}</b> {failureTitles[failure]}
								<span class="muted">
									{" "}
									{states.toLocaleString("en-US")} states
								</span>
							</li>
						))}
					</ul>
				</details>
			)}
		</section>
	);
}
