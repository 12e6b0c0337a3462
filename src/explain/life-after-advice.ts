// The life of the same pages after the site has followed the advice: the call, its flags and the release that belong to it.

import type { Advice } from "#findings/advice.ts";
import type { SourceLine } from "./explanation.ts";
import type { Act, ModelLife } from "./model-life.ts";

export function lifeAfterAdvice(life: ModelLife, advice: Advice): ModelLife {
	const pins = /pin_user|extract|memfd/.test(advice.call);
	const kind = pins ? "pin" : "get";
	const longTerm =
		advice.flags.includes("FOLL_LONGTERM") ||
		/longterm|memfd/.test(advice.call);
	const taken = life.acts.find(({ what }) => what === "acquire");
	const between = life.acts.filter(({ what }) =>
		["map", "touch", "unmap"].includes(what),
	);
	const acquire: Act = {
		what: "acquire",
		operation: acquireOperation(life, advice, longTerm),
		source: spoken(
			taken?.source ?? null,
			`${advice.call}(${["…", ...advice.flags].join(", ")})`,
		),
		says: pins ? "pinned (FOLL_PIN)" : "plain reference (FOLL_GET)",
	};
	const released = life.acts.findLast(({ what }) => what === "release");
	const at = released?.source ?? null;
	const long = longTerm && pins ? "(long)" : "";
	const keeps =
		advice.release === "the call that belongs to it" && life.balance === "even";
	const ending: readonly Act[] = keeps
		? life.acts.filter(({ what }) => what === "dirty" || what === "release")
		: pins
			? [
					{
						what: "release",
						operation: `${life.writes ? "unpin_user_pages_dirty_lock" : "unpin_user_page"}${long}`,
						source: spoken(
							at,
							life.writes
								? "unpin_user_pages_dirty_lock(…, true)"
								: "unpin_user_pages(…)",
						),
						says: life.writes ? "marked dirty, then unpinned" : "unpinned",
					},
				]
			: [
					...(life.writes
						? [
								{
									what: "dirty" as const,
									operation: "mark_dirty",
									source: spoken(at, "set_page_dirty_lock(…)"),
									says: "marked dirty under the page lock",
								},
							]
						: []),
					{
						what: "release",
						operation: "put_page",
						source: spoken(at, "put_page(…)"),
						says: "reference dropped",
					},
				];
	return {
		...life,
		path: "after the change",
		finding: null,
		acts: [acquire, ...between, ...ending],
		kind,
		dirties: keeps
			? life.dirties
			: life.writes
				? pins
					? "tested"
					: "lock"
				: null,
		longTerm,
		balance: "even",
	};
}

function acquireOperation(
	life: ModelLife,
	advice: Advice,
	longTerm: boolean,
): string {
	const { call } = advice;
	if (/memfd/.test(call)) return "memfd_pin_folios";
	const read = life.writes ? [] : ["read"];
	if (/extract/.test(call))
		return `pin_user_pages_fast${read.length === 0 ? "" : "(read)"}`;
	if (call === "get_user_pages_longterm") return call;
	const family = /pin_user/.test(call) ? "pin" : "get";
	const fast = /fast|iov_iter/.test(call) ? "_fast" : "";
	const flags = [...(longTerm ? ["long"] : []), ...read];
	const inside = flags.length === 0 ? "" : `(${flags.join(",")})`;
	return `${family}_user_pages${fast}${inside}`;
}

/** The place stays, the text is what would stand there. */
function spoken(place: SourceLine | null, text: string): SourceLine | null {
	return place === null ? null : { ...place, text };
}
