// The diff of a conversion, as `git apply` reads it.

import { createTwoFilesPatch } from "diff";
import type { ChangedFile } from "./conversion.ts";

export function unifiedDiff(files: readonly ChangedFile[]): string {
	return files
		.map(({ file, before, after }) => {
			const patch = createTwoFilesPatch(
				`a/${file}`,
				`b/${file}`,
				before,
				after,
				undefined,
				undefined,
				{ context: 3 },
			);
			// The line of equal signs belongs to no tool that reads patches.
			return patch.replace(/^=+\n/, "");
		})
		.join("");
}
