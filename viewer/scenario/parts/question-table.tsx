// Everything that was asked: a row per failure, a column per form of the code. Pressing a mark shows it.

import type {
	PageQuestion,
	ScenarioPage,
} from "#report/viewer/scenario-page.ts";
import { type Choice, variantOf, withVariant } from "../choice.ts";
import type { Survey } from "../use-survey.ts";

interface QuestionTableProps {
	page: ScenarioPage;
	choice: Choice;
	survey: Survey;
	onChange(choice: Choice): void;
}

export function QuestionTable(props: QuestionTableProps) {
	const { page, survey } = props;
	if (page.variants.length === 1) return null;
	// By what the page came with, so that no row moves when another kernel or scheme is chosen.
	const canHappen = ({ id }: PageQuestion) =>
		page.variants.some(
			({ question, answer }) => question === id && answer?.reachable !== false,
		);
	const main = page.questions.filter(canHappen);
	const rest = page.questions.filter((question) => !canHappen(question));
	const restIds = rest.map(({ id }) => id);
	const failing = page.variants.filter(
		({ question }, index) =>
			survey[index] === true && restIds.includes(question),
	);
	return (
		<section class="asked" aria-labelledby="asked-title">
			<h2 id="asked-title">What can go wrong</h2>
			{main.length === 0 ? (
				<p>Nothing of what was asked can happen.</p>
			) : (
				<Marks
					{...props}
					questions={main}
					caption="✗ can happen, ✓ cannot: every order of the steps was tried. Press a mark to see it."
				/>
			)}
			{rest.length > 0 && (
				<details open={main.length === 0}>
					<summary>
						{rest.length} {main.length === 0 ? "were" : "more were"} asked and
						cannot happen
						{failing.length > 0 ? `, but ${failing.length} can as chosen` : ""}
					</summary>
					<Marks {...props} questions={rest} caption="" />
				</details>
			)}
		</section>
	);
}

function Marks({
	page,
	choice,
	survey,
	onChange,
	questions,
	caption,
}: QuestionTableProps & {
	questions: readonly PageQuestion[];
	caption: string;
}) {
	const shown = variantOf(page, choice);
	return (
		<table>
			{caption !== "" && <caption>{caption}</caption>}
			<thead>
				<tr>
					<th scope="col">
						<span class="heard">Failure</span>
					</th>
					{page.forms.map(({ id, name }) => (
						<th key={id} scope="col" class="form">
							{name}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{questions.map((question) => (
					<tr key={question.id}>
						<th scope="row">
							{question.name} <span class="muted">{question.failure}</span>
						</th>
						{page.forms.map((form) => {
							const index = page.variants.findIndex(
								(one) => one.form === form.id && one.question === question.id,
							);
							const variant = page.variants[index];
							if (variant === undefined)
								return (
									<td key={form.id}>
										<span class="muted">·</span>
										<span class="heard">not asked</span>
									</td>
								);
							const mark = markOf(survey[index]);
							return (
								<td key={form.id}>
									<button
										type="button"
										class={`mark-button ${mark.kind}`}
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
