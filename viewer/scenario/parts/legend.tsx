// How to read the page, and what it rests on.

import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import { vocabulary } from "#scenarios/vocabulary.ts";

export function Legend({
	page,
	test,
}: {
	page: ScenarioPage;
	test: LitmusTest;
}) {
	const used = [
		...new Set(
			test.columns.flatMap(({ operations }) =>
				operations.map(({ name }) => name),
			),
		),
	];
	return (
		<section class="legend" aria-labelledby="legend-title">
			<h2 id="legend-title">How to read this page</h2>
			<p>
				Each column of dots is an actor: a driver, a thread, a part of the
				kernel. Time runs downwards; every row is one step that nothing can
				interrupt. An arrow says that one step must come before another, because
				both touch the same thing. Every order that the kernel's locks allow has
				been tried; the run shown is the simplest one that fails.
			</p>
			<ul class="plain keys">
				<li>
					<span class="dot needed" aria-hidden="true" /> needed: without this
					step the failure does not come about in this way
				</li>
				<li>
					<span class="dot removable" aria-hidden="true" /> not needed: the same
					failure comes about when this step does nothing
				</li>
				<li>
					<span class="cut" aria-hidden="true">
						»
					</span>{" "}
					preemption: the actor before could have gone on
				</li>
				<li>
					<span class="bold-arrow" aria-hidden="true" /> in every run that fails
					these two steps come in this order: this order is the bug
				</li>
			</ul>
			<p>
				<kbd>←</kbd> <kbd>→</kbd> step back and forward. With the focus in the
				schedule: <kbd>↑</kbd> <kbd>↓</kbd> the same, <kbd>Home</kbd>{" "}
				<kbd>End</kbd> first and last, <kbd>1</kbd> … <kbd>9</kbd> take one of
				the next steps. The address of the page is a link to what you see.
			</p>
			<details>
				<summary>What the operations mean</summary>
				<dl class="words">
					{used.map((name) => (
						<div key={name}>
							<dt>{name}</dt>
							<dd>{vocabulary[name]?.about ?? ""}</dd>
						</div>
					))}
				</dl>
			</details>
			{page.assumptions.length > 0 && (
				<details>
					<summary>What was assumed</summary>
					<ul>
						{page.assumptions.map((text) => (
							<li key={text}>{text}</li>
						))}
					</ul>
				</details>
			)}
			<p class="muted">
				The model: {test.setting.era}, {test.setting.fileSystem}
				{test.setting.stableWrites ? " with stable pages" : ""}, sequentially
				consistent. Made by <code>{page.command}</code>, Pinfold {page.version}.
				This file needs no network.
			</p>
		</section>
	);
}
