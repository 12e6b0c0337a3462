// What a screen reader hears on each step.

import type { Shown } from "../app.tsx";
import { kernelPlace } from "../kernel-place.ts";
import { changeText } from "../run.ts";

export function Announcement({ shown, at }: { shown: Shown; at: number }) {
	return (
		<p class="heard" role="status" aria-live="polite" data-test="heard">
			{sentence(shown, at)}
		</p>
	);
}

function sentence({ run }: Shown, at: number): string {
	const step = run.trace.steps[at - 1];
	if (step === undefined) return "Before the first step.";
	const place = kernelPlace(step.transition.source);
	const changes = step.changes.map((one) =>
		changeText(one).replace("→", " becomes "),
	);
	return [
		`Step ${at} of ${run.trace.steps.length}, ${step.actor}: ${step.transition.label}`,
		place === null ? "" : ` in ${place.function}`,
		changes.length === 0 ? ". Nothing changes." : `. ${changes.join(", ")}.`,
		run.failure?.at === at ? ` The failure: ${run.failure.message}.` : "",
	].join("");
}
