// A numbered set of fixed-size keys: for searches that must remember more about a state than that it was seen.

export interface StateTable {
	/** Words of a key. */
	width: number;
	/** Keys one after the other, in the order of numbering. */
	keys: Int32Array;
	count: number;
	slots: Int32Array;
}

export function stateTable(width: number): StateTable {
	return {
		width,
		keys: new Int32Array(1024 * width),
		count: 0,
		slots: new Int32Array(4096).fill(-1),
	};
}

function hashOf(keys: Int32Array, at: number, width: number): number {
	let hash = 0;
	for (let w = 0; w < width; w++) {
		hash = Math.imul(hash ^ (keys[at + w] ?? 0), -1640531535);
		hash ^= hash >>> 15;
	}
	hash = Math.imul(hash, -2048144789);
	return hash ^ (hash >>> 13);
}

function enlarge(table: StateTable): void {
	const slots = new Int32Array(table.slots.length * 2).fill(-1);
	const mask = slots.length - 1;
	for (let number = 0; number < table.count; number++) {
		let slot = hashOf(table.keys, number * table.width, table.width) & mask;
		while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
		slots[slot] = number;
	}
	table.slots = slots;
}

/** Number of the key at `at` of `from`; a new key gets the number `count` had, which then grows. */
export function numberOf(
	table: StateTable,
	from: Int32Array,
	at: number,
): number {
	const { width } = table;
	if (table.count * 2 > table.slots.length) enlarge(table);
	if ((table.count + 1) * width > table.keys.length) {
		const longer = new Int32Array(table.keys.length * 2);
		longer.set(table.keys);
		table.keys = longer;
	}
	const { slots, keys } = table;
	const mask = slots.length - 1;
	let slot = hashOf(from, at, width) & mask;
	for (; ; slot = (slot + 1) & mask) {
		const number = slots[slot] ?? -1;
		if (number < 0) break;
		const known = number * width;
		let w = 0;
		while (w < width && keys[known + w] === from[at + w]) w++;
		if (w === width) return number;
	}
	const number = table.count++;
	slots[slot] = number;
	for (let w = 0; w < width; w++) keys[number * width + w] = from[at + w] ?? 0;
	return number;
}
