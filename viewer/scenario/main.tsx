// The program of the page, and of its search threads: both run the same text.

import { render } from "preact";
import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import { pageData } from "../shared/page-data.ts";
import { App } from "./app.tsx";
import { serveSearches } from "./search/thread.ts";

if (typeof document === "undefined")
	serveSearches(self as unknown as Parameters<typeof serveSearches>[0]);
else {
	const root = document.getElementById("app");
	if (root !== null) {
		root.textContent = "";
		render(<App page={pageData<ScenarioPage>()} />, root);
	}
}
