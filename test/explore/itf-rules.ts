// The rules of the Informal Trace Format, as its document states them.
//
// Source   Apalache ADR-015, "ITF: informal trace format", https://apalache-mc.org/docs/adr/015adr-trace.html

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Why an expression is none of the forms of the document; null for one that is. */
function breachOfValue(value: unknown): string | null {
	switch (typeof value) {
		case "boolean":
		case "string":
			return null;
		case "number":
			// Plain numbers are allowed for integers that JSON readers keep exactly.
			return Number.isSafeInteger(value) ? null : `${value} is no integer`;
	}
	if (Array.isArray(value)) return firstBreach(value);
	if (!isObject(value)) return `${JSON.stringify(value)} is no expression`;
	const special = Object.keys(value).filter((key) => key.startsWith("#"));
	if (special.length === 0) return firstBreach(Object.values(value));
	if (Object.keys(value).length !== 1)
		return `${special[0]} stands beside other fields`;
	const [[form, inside]] = Object.entries(value) as [[string, unknown]];
	switch (form) {
		case "#bigint":
			return typeof inside === "string" && /^-?\d+$/.test(inside)
				? null
				: `#bigint of ${JSON.stringify(inside)}`;
		case "#tup":
		case "#set":
			return Array.isArray(inside) ? firstBreach(inside) : `${form} of no list`;
		case "#map":
			return Array.isArray(inside) &&
				inside.every((pair) => Array.isArray(pair) && pair.length === 2)
				? firstBreach(inside.flat())
				: "#map of no pairs";
		case "#unserializable":
			return typeof inside === "string" ? null : "#unserializable of no text";
		default:
			return `there is no ${form}`;
	}
}

function firstBreach(values: readonly unknown[]): string | null {
	for (const value of values) {
		const breach = breachOfValue(value);
		if (breach !== null) return breach;
	}
	return null;
}

function breachesOfState(
	state: unknown,
	number: number,
	vars: readonly string[],
): string[] {
	if (!isObject(state)) return [`state ${number} is no object`];
	const names = Object.keys(state).filter((name) => name !== "#meta");
	const meta = state["#meta"];
	return [
		...vars
			.filter((name) => !names.includes(name))
			.map((name) => `state ${number} has no ${name}`),
		...names
			.filter((name) => !vars.includes(name))
			.map((name) => `state ${number} has ${name}, which is no variable`),
		...(meta === undefined || (isObject(meta) && meta.index === number)
			? []
			: [`state ${number} counts itself as ${JSON.stringify(meta)}`]),
		...names.flatMap((name) => {
			const breach = breachOfValue(state[name]);
			return breach === null ? [] : [`state ${number}, ${name}: ${breach}`];
		}),
	];
}

/** What in a file breaks the rules; nothing for one that readers take. */
export function itfBreaches(file: unknown): string[] {
	if (!isObject(file)) return ["the file is an object"];
	const { vars, states, loop, params } = file;
	const isNames = (names: unknown): names is string[] =>
		Array.isArray(names) &&
		names.every((name) => typeof name === "string" && !name.startsWith("#")) &&
		new Set(names).size === names.length;
	if (!isNames(vars)) return ["vars is a list of different names"];
	if (!Array.isArray(states) || states.length === 0)
		return ["states is a list with at least one state"];
	return [
		...(params === undefined || isNames(params) ? [] : ["params is no list"]),
		...(file["#meta"] === undefined || isObject(file["#meta"])
			? []
			: ["#meta is no object"]),
		...(loop === undefined ||
		(Number.isInteger(loop) &&
			Number(loop) >= 0 &&
			Number(loop) < states.length)
			? []
			: ["loop is the index of no state"]),
		...states.flatMap((state, number) => breachesOfState(state, number, vars)),
	];
}
