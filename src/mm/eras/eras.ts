import type { Era, EraName } from "./era.ts";
import { v5_0 } from "./v5.0.ts";
import { v5_9 } from "./v5.9.ts";
import { v6_1 } from "./v6.1.ts";
import { v6_12 } from "./v6.12.ts";

export const eras: Readonly<Record<EraName, Era>> = {
	"v5.0": v5_0,
	"v5.9": v5_9,
	"v6.1": v6_1,
	"v6.12": v6_12,
};
