import type { ScenarioPage } from "#report/viewer/scenario-page.ts";

export function Heading({ page }: { page: ScenarioPage }) {
	return (
		<header class="heading">
			<p class="brand">
				<span class="mark" aria-hidden="true" />
				Pinfold
			</p>
			<h1>{page.title}</h1>
			{page.paragraphs.map((text) => (
				<p key={text} class="lead">
					{text}
				</p>
			))}
		</header>
	);
}
