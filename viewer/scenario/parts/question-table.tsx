// Everything that was asked: a row per failure, a column per form of the code. Pressing a mark shows it.

import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import { type Choice, variantOf, withVariant } from "../choice.ts";
import type { Survey } from "../use-survey.ts";

export function QuestionTable({
	page,
	choice,
	survey,
	onChange,
}: {
	page: ScenarioPage;
	choice: Choice;
	survey: Survey;
	onChange(choice: Choice): void;
}) {
	if (page.variants.length === 1) return null;
	const shown = variantOf(page, choice);
	return (
		<div class="asked">
			<table>
				<caption>
					What was asked. ✗ can happen, ✓ cannot, all orders checked.
				</caption>
				<thead>
					<tr>
						<th scope="col">Failure</th>
						{page.forms.map(({ id, name }) => (
							<th key={id} scope="col" class="form">
								{name}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{page.questions.map((question) => (
						<tr key={question.id}>
							<th scope="row">
								{question.name} <span class="muted">{question.failure}</span>
							</th>
							{page.forms.map((form) => {
								const index = page.variants.findIndex(
									(one) => one.form === form.id && one.question === question.id,
								);
								const variant = page.variants[index];
								if (variant === undefined) return <td key={form.id} />;
								const mark = markOf(survey[index]);
								return (
									<td key={form.id}>
										<button
											type="button"
											class={`mark ${mark.kind}`}
											aria-label={`${question.name}, ${form.name}: ${mark.says}`}
											aria-pressed={variant === shown && choice.instead === ""}
											onClick={() =>
												onChange(
													withVariant(page, choice, {
														form: form.id,
														question: question.id,
													}),
												)
											}
										>
											{mark.sign}
										</button>
									</td>
								);
							})}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function markOf(reachable: boolean | null | undefined) {
	switch (reachable) {
		case true:
			return { kind: "fails", sign: "✗", says: "can happen" };
		case false:
			return { kind: "holds", sign: "✓", says: "cannot happen" };
		case null:
			return { kind: "unknown", sign: "?", says: "not decided" };
		default:
			return { kind: "waiting", sign: "…", says: "searching" };
	}
}
