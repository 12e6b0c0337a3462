// Switches for what is explored. Each change is answered anew.

import { eraNames } from "#mm/eras/era.ts";
import { failureTitles } from "#mm/failures/failure.ts";
import { policies, policyNamed } from "#mm/policies/policies.ts";
import { schemeNamed, schemes } from "#mm/schemes/schemes.ts";
import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import { isFailureId } from "#scenarios/condition-expression.ts";
import { askedWords } from "../asked-words.ts";
import {
	askedBy,
	type Choice,
	startingChoice,
	withEra,
	withScheme,
	withVariant,
} from "../choice.ts";

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
	const plain: Choice = { ...choice, instead: "" };
	const own = askedWords(page, plain, askedBy(page, plain).test.exists);
	const ofCatalogue = Object.keys(failureTitles).filter(isFailureId);
	const isStart = JSON.stringify(start) === JSON.stringify(choice);
	return (
		<form
			class="choices"
			aria-label="What is explored"
			onSubmit={(event) => event.preventDefault()}
		>
			{page.forms.length > 1 && (
				<fieldset class="forms">
					<legend>Code</legend>
					{page.forms.map(({ id, name }) => (
						<label key={id}>
							<input
								type="radio"
								name="form"
								checked={choice.form === id}
								onChange={() =>
									onChange(withVariant(page, choice, { form: id }))
								}
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
				value={choice.instead}
				options={[
					["", `${own.short}${own.title === "" ? "" : `: ${own.title}`}`],
					...ofCatalogue
						.filter((id) => page.questions.length > 1 || id !== own.short)
						.map((id): [string, string] => [id, `${id}: ${failureTitles[id]}`]),
				]}
				onChange={(instead) =>
					onChange({ ...choice, instead: isFailureId(instead) ? instead : "" })
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
