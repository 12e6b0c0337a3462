// Some lines of C with one of them marked.

import type { Excerpts } from "#report/viewer/excerpt.ts";
import { linesAround } from "./source-lines.ts";

export function SourceFigure({
	excerpts,
	file,
	line,
	around,
	caption,
}: {
	excerpts: Excerpts;
	file: string;
	line: number;
	around: number;
	caption?: string;
}) {
	const lines = linesAround(excerpts, { file, line }, around);
	if (lines.length === 0) return null;
	return (
		<figure class="source" data-test="source">
			{caption !== undefined && <figcaption>{caption}</figcaption>}
			<pre>
				{lines.map(({ number, text, isCurrent }) => (
					<span key={number} class={isCurrent ? "line this" : "line"}>
						<span class="line-number">{number}</span>
						{text}
						{"\n"}
					</span>
				))}
			</pre>
		</figure>
	);
}
