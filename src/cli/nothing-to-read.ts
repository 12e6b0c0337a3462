import { Refusal } from "./refusal.ts";
import { describeSkip, type Skip } from "./skip.ts";

export function nothingToRead(skips: readonly Skip[]): Refusal {
	return new Refusal(skips.map(describeSkip));
}
