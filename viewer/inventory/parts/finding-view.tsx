// A finding with its way through the code: the line, and the notes that lead there, each with its source.

import type {
	InventoryFinding,
	InventoryPage,
} from "#report/viewer/inventory-page.ts";
import { SourceFigure } from "../../shared/source-figure.tsx";

export function FindingView({
	page,
	finding,
}: {
	page: InventoryPage;
	finding: InventoryFinding;
}) {
	const way = finding.notes.filter(({ aside }) => aside !== true);
	const asides = finding.notes.filter(({ aside }) => aside === true);
	return (
		<article class={`finding ${finding.severity}`}>
			<h3>
				<span class={`tag ${finding.severity}`}>{finding.code}</span>{" "}
				{page.codes[finding.code]}{" "}
				<span class="muted">
					{finding.severity}, {finding.confidence}
				</span>
			</h3>
			<p>{finding.message}</p>
			{finding.configurations.length > 0 && (
				<p class="muted">Only in: {finding.configurations.join(", ")}</p>
			)}
			{finding.suppression !== null && (
				<p class="muted">
					Allowed by the comment at line {finding.suppression.line}:{" "}
					{finding.suppression.reason}
				</p>
			)}
			<SourceFigure
				excerpts={page.excerpts}
				file={finding.file}
				line={finding.line}
				around={4}
				caption={`${finding.file}:${finding.line}`}
			/>
			{way.length > 0 && (
				<>
					<h4>The way there</h4>
					<ol class="way">
						{way.map((note) => (
							<NoteView
								key={`${note.file}:${note.line} ${note.message}`}
								page={page}
								note={note}
							/>
						))}
					</ol>
				</>
			)}
			{asides.length > 0 && (
				<>
					<h4>See also</h4>
					<ul class="way">
						{asides.map((note) => (
							<NoteView
								key={`${note.file}:${note.line} ${note.message}`}
								page={page}
								note={note}
							/>
						))}
					</ul>
				</>
			)}
		</article>
	);
}

function NoteView({
	page,
	note,
}: {
	page: InventoryPage;
	note: InventoryFinding["notes"][number];
}) {
	return (
		<li>
			<p>
				{note.message}{" "}
				<span class="where">
					{note.file}:{note.line}
				</span>
			</p>
			<SourceFigure
				excerpts={page.excerpts}
				file={note.file}
				line={note.line}
				around={1}
			/>
		</li>
	);
}
