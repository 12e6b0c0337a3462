// Whether a call asks for one page.

import type { HoldSource } from "../function-context.ts";
import { argumentWith } from "../roles.ts";

export function asksForOne({ acquire, call }: HoldSource): boolean {
	if (acquire === null) return false;
	const count = argumentWith("count", acquire.roles, call.args);
	return count?.kind === "number" && count.value === 1;
}
