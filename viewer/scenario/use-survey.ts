// Whether each question of the page can happen in each form, under the kernel, scheme and policy that are chosen.

import { useEffect, useMemo, useState } from "preact/hooks";
import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import { askedBy, type Choice, isAsGiven } from "./choice.ts";
import { useSearcher } from "./use-verdict.ts";

/** By variant of the page: null where it is not decided, undefined where it is not known yet. */
export type Survey = readonly (boolean | null | undefined)[];

/** What whoever made the page found, until the reader chooses another kernel, scheme or policy. */
export function useSurvey(page: ScenarioPage, choice: Choice): Survey {
	const searcher = useSearcher();
	const { era, scheme, policy } = choice;
	const asGiven = isAsGiven(page, choice);
	const given = useMemo(
		() => page.variants.map(({ answer }) => answer?.reachable),
		[page],
	);
	const [found, setFound] = useState<Survey>([]);
	useEffect(() => {
		searcher.stop();
		setFound([]);
		if (asGiven || page.variants.length === 1) return;
		const several = page.variants.map(({ form, question }) =>
			askedBy(page, { form, question, instead: "", era, scheme, policy }),
		);
		searcher.ask({ kind: "survey", several }, (answer) => {
			if (answer.kind === "surveyed")
				setFound((before) =>
					before.toSpliced(answer.index, 1, answer.reachable),
				);
		});
	}, [searcher, page, asGiven, era, scheme, policy]);
	return asGiven ? given : found;
}
