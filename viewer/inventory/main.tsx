// The program of the inventory page.

import { render } from "preact";
import type { InventoryPage } from "#report/viewer/inventory-page.ts";
import { pageData } from "../shared/page-data.ts";
import { App } from "./app.tsx";

const root = document.getElementById("app");
if (root !== null) {
	root.textContent = "";
	render(<App page={pageData<InventoryPage>()} />, root);
}
