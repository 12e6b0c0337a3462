// The run on the page as a file for other tools.

import { exportNames } from "#explore/export/export-names.ts";
import { exports } from "#explore/export/exports.ts";
import type { Run } from "../run.ts";

export function SaveRun({ run, name }: { run: Run; name: string }) {
	return (
		<details class="save">
			<summary>Take this run with you</summary>
			<p class="muted">
				Replay: <code class="schedule">{run.schedule}</code>
			</p>
			<ul class="plain">
				{exportNames.map((format) => (
					<li key={format}>
						<button
							type="button"
							onClick={() => {
								const { extension, write } = exports[format];
								save(`${name}.${extension}`, write(run.trace));
							}}
						>
							{format}
						</button>{" "}
						<span class="muted">for {exports[format].for}</span>
					</li>
				))}
			</ul>
		</details>
	);
}

function save(name: string, text: string): void {
	const address = URL.createObjectURL(new Blob([text]));
	const link = document.createElement("a");
	link.href = address;
	link.download = name;
	link.click();
	// The browser reads it later than this.
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
