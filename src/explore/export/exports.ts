// The forms in which a run can be given to other tools, by name.

import type { Trace } from "../engines/trace.ts";
import { chromeTraceOf } from "./chrome.ts";
import type { ExportName } from "./export-names.ts";
import { itfOf } from "./itf.ts";
import { mermaidOf } from "./mermaid.ts";
import { shivizOf } from "./shiviz.ts";

export interface Export {
	/** What opens it. */
	for: string;
	/** End of a file's name, without the dot. */
	extension: string;
	write(trace: Trace): string;
}

export const exports: Readonly<Record<ExportName, Export>> = {
	perfetto: {
		for: "ui.perfetto.dev and chrome://tracing",
		extension: "perfetto.json",
		write: (trace) => `${JSON.stringify(chromeTraceOf(trace))}\n`,
	},
	itf: {
		for: "viewers and libraries of the TLA+ family",
		extension: "itf.json",
		write: (trace) => `${JSON.stringify(itfOf(trace), null, "\t")}\n`,
	},
	shiviz: {
		for: "ShiViz",
		extension: "shiviz.log",
		write: (trace) => shivizOf(trace),
	},
	mermaid: {
		for: "Mermaid, as in GitHub's comments",
		extension: "mmd",
		write: (trace) => mermaidOf(trace),
	},
};
