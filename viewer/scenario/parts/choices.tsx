// Switches for what is explored. Each change is answered anew.

import { eraNames } from "#mm/eras/era.ts";
import { failureIds, failureTitles } from "#mm/failures/failure.ts";
import { policies, policyNamed } from "#mm/policies/policies.ts";
import { schemeNamed, schemes } from "#mm/schemes/schemes.ts";
import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import { isFailureId } from "#scenarios/condition-expression.ts";
import {
	type Choice,
	startingChoice,
	testOfVariant,
	withEra,
	withScheme,
} from "../choice.ts";
import { conditionWords } from "../condition-words.ts";

export function Choices({
	page,
	choice,
	onChange,
}: {
	page: ScenarioPage;
	choice: Choice;
	onChange(choice: Choice): void;
}) {
	const start = startingChoice(page);
	const own = conditionWords(testOfVariant(page, choice.variant).exists);
	const isStart = JSON.stringify(start) === JSON.stringify(choice);
	return (
		<form
			class="choices"
			aria-label="What is explored"
			onSubmit={(event) => event.preventDefault()}
		>
			{page.variants.length > 1 && (
				<fieldset class="variants">
					<legend>Code</legend>
					{page.variants.map(({ id, name }) => (
						<label key={id}>
							<input
								type="radio"
								name="variant"
								checked={choice.variant === id}
								onChange={() => onChange({ ...choice, variant: id })}
							/>
							<span>{name}</span>
						</label>
					))}
				</fieldset>
			)}
			<Choose
				name="Kernel"
				value={choice.era}
				options={eraNames.map((name) => [name, name])}
				onChange={(era) => onChange(withEra(choice, era))}
			/>
			<Choose
				name="Scheme"
				help={schemeNamed(choice.scheme).fate}
				value={choice.scheme}
				options={schemes.map(({ id, name }) => [id, `${id} ${name}`])}
				onChange={(scheme) => onChange(withScheme(choice, scheme))}
			/>
			<Choose
				name="Policy"
				help={policyNamed(choice.policy).why}
				value={choice.policy}
				options={policies.map(({ name }) => [name, name])}
				onChange={(policy) => onChange({ ...choice, policy })}
			/>
			<Choose
				name="Failure"
				value={choice.question}
				options={[
					["file", `${own.short}${own.title === "" ? "" : `: ${own.title}`}`],
					...failureIds
						.filter((id) => id !== own.short)
						.map((id): [string, string] => [id, `${id}: ${failureTitles[id]}`]),
				]}
				onChange={(question) =>
					onChange({
						...choice,
						question: isFailureId(question) ? question : "file",
					})
				}
			/>
			<button
				type="button"
				class="quiet"
				disabled={isStart}
				onClick={() => onChange(start)}
			>
				As it was
			</button>
		</form>
	);
}

function Choose({
	name,
	value,
	options,
	help,
	onChange,
}: {
	name: string;
	value: string;
	options: readonly (readonly [string, string])[];
	help?: string;
	onChange(value: string): void;
}) {
	const id = `choose-${name.toLowerCase()}`;
	return (
		<div class={`choose ${name.toLowerCase()}`}>
			<label for={id}>{name}</label>
			<select
				id={id}
				value={value}
				title={help}
				aria-description={help}
				onChange={(event) => onChange(event.currentTarget.value)}
			>
				{options.map(([option, text]) => (
					<option key={option} value={option}>
						{text}
					</option>
				))}
			</select>
		</div>
	);
}
