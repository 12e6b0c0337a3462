// vitest's global set-up: the tests that start Pinfold from outside run the bundle of the sources as they are now.

import { buildBundle, buildLibrary, isStale } from "../tools/build.mjs";

export default async function setup(): Promise<void> {
	if (!isStale()) return;
	await buildBundle();
	await buildLibrary();
}
