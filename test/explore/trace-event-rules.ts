// The rules of the JSON trace event format, as its document states them, for the events that Pinfold writes.
//
// Source   "Trace Event Format", Google, https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU:
//          "JSON Object Format", "Event Descriptions", "Complete Events", "Flow events", "Counter Events", "Metadata Events"

interface Event {
	readonly [field: string]: unknown;
}

const phases = new Set(["X", "M", "C", "s", "t", "f", "i"]);
const metadata = new Set([
	"process_name",
	"process_labels",
	"process_sort_index",
	"thread_name",
	"thread_sort_index",
]);

function isNumber(value: unknown): value is number {
	return typeof value === "number" && Number.isFinite(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function breachesOfEvent(event: Event): string[] {
	const breaches: string[] = [];
	const must = (holds: boolean, rule: string): void => {
		if (!holds) breaches.push(`${rule}: ${JSON.stringify(event)}`);
	};
	const { ph, name, ts, pid, tid, dur, cat, id, args } = event;
	must(typeof ph === "string" && phases.has(ph), "ph is a known phase");
	must(typeof name === "string" && name !== "", "name is a text");
	must(Number.isInteger(pid) && Number.isInteger(tid), "pid and tid are given");
	must(isNumber(ts) && ts >= 0, "ts is in microseconds");
	must(args === undefined || isObject(args), "args is an object");
	switch (ph) {
		case "X":
			must(isNumber(dur) && dur >= 0, "a complete event has a duration");
			break;
		case "M":
			must(metadata.has(String(name)), "metadata has a known name");
			must(
				isObject(args) &&
					(typeof args.name === "string" ||
						typeof args.labels === "string" ||
						isNumber(args.sort_index)),
				"metadata says something",
			);
			break;
		case "C":
			must(
				isObject(args) &&
					Object.keys(args).length > 0 &&
					Object.values(args).every(isNumber),
				"a counter has series of numbers",
			);
			break;
		case "s":
		case "t":
		case "f":
			must(
				(isNumber(id) || typeof id === "string") && typeof cat === "string",
				"a flow event has id and category",
			);
			must(
				event.bp === undefined || event.bp === "e",
				"the binding point is e or left out",
			);
			break;
		case "i":
			must(
				event.s === undefined || ["g", "p", "t"].includes(String(event.s)),
				"the scope of an instant is g, p or t",
			);
	}
	return breaches;
}

/** Flow events: one start and one end for each name, category and id, in this order, each inside a slice of its thread. */
function breachesOfFlows(events: readonly Event[]): string[] {
	const breaches: string[] = [];
	const slices = events.filter(({ ph }) => ph === "X");
	const flows = new Map<string, Event[]>();
	for (const event of events) {
		if (!["s", "t", "f"].includes(String(event.ph))) continue;
		const key = `${event.cat} ${event.name} ${event.id}`;
		flows.set(key, [...(flows.get(key) ?? []), event]);
		const { ts, pid, tid } = event;
		const inside = slices.some(
			(slice) =>
				slice.pid === pid &&
				slice.tid === tid &&
				Number(slice.ts) <= Number(ts) &&
				Number(ts) <= Number(slice.ts) + Number(slice.dur),
		);
		if (!inside)
			breaches.push(
				`a flow event lies in a slice of its thread: ${JSON.stringify(event)}`,
			);
	}
	for (const [key, parts] of flows) {
		const inTime = parts.toSorted((a, b) => Number(a.ts) - Number(b.ts));
		const order = inTime.map(({ ph }) => ph).join("");
		if (!/^st*f$/.test(order))
			breaches.push(`a flow starts, goes on and ends: ${key} is ${order}`);
	}
	return breaches;
}

/** Slices of one thread lie beside or within each other. */
function breachesOfNesting(events: readonly Event[]): string[] {
	const breaches: string[] = [];
	const ends = new Map<string, number[]>();
	const slices = events
		.filter(({ ph }) => ph === "X")
		.toSorted((a, b) => Number(a.ts) - Number(b.ts));
	for (const { pid, tid, ts, dur, name } of slices) {
		const thread = `${pid}/${tid}`;
		const open = (ends.get(thread) ?? []).filter((end) => end > Number(ts));
		const end = Number(ts) + Number(dur);
		if (open.some((outer) => end > outer))
			breaches.push(`slices of a thread do not overlap: ${name} at ${ts}`);
		ends.set(thread, [...open, end]);
	}
	return breaches;
}

/** What in a file breaks the rules; nothing for one that viewers take. */
export function traceEventBreaches(file: unknown): string[] {
	if (!isObject(file) || !Array.isArray(file.traceEvents))
		return ["the file is an object with an array traceEvents"];
	const events = file.traceEvents as unknown[];
	if (!events.every(isObject)) return ["every event is an object"];
	return [
		...events.flatMap(breachesOfEvent),
		...breachesOfFlows(events),
		...breachesOfNesting(events),
	];
}
