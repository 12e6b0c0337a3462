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
			{page.findings.length > 0 && (
				<ul class="plain findings">
					{page.findings.map((text) => (
						<li key={text}>{text}</li>
					))}
				</ul>
			)}
			{page.life.length > 0 && (
				<ol class="life" aria-label="What happens to the pages">
					{page.life.map(({ file, line, text, says }) => (
						<li key={`${file}:${line} ${says}`}>
							<code class="line-number" title={file}>
								{line}
							</code>
							<code class="life-line">{text}</code>
							<span class="life-says">{says}</span>
						</li>
					))}
				</ol>
			)}
		</header>
	);
}
