import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { openResultCache, type ResultCache } from "./cache/result-cache.ts";

/** The bundle's own bytes tell builds apart, so that a changed check or catalogue never meets old results. */
export function openCache(folder: string, script: URL): ResultCache {
	const bundle = createHash("sha256").update(readFileSync(script));
	return openResultCache(
		folder,
		`${bundle.digest("hex")} node ${process.version}`,
	);
}
