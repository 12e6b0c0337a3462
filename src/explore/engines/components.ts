// Strongly connected components of a part of a graph (Tarjan, without recursion).

export interface Graph {
	states: number;
	/** Successors of a state that belong to the part looked at. */
	successors(state: number): readonly number[];
}

/** Components of the states for which `inside` holds, each a list of states. */
export function componentsOf(
	graph: Graph,
	inside: (state: number) => boolean,
): number[][] {
	const index = new Int32Array(graph.states).fill(-1);
	const low = new Int32Array(graph.states);
	const open: number[] = [];
	const isOpen = new Uint8Array(graph.states);
	const components: number[][] = [];
	let counter = 0;
	const enter = (state: number) => {
		index[state] = low[state] = counter++;
		open.push(state);
		isOpen[state] = 1;
		return { state, next: 0, targets: graph.successors(state).filter(inside) };
	};
	for (let root = 0; root < graph.states; root++) {
		if ((index[root] ?? 0) >= 0 || !inside(root)) continue;
		const path = [enter(root)];
		for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
			const target = top.targets[top.next++];
			if (target !== undefined) {
				if ((index[target] ?? 0) < 0) path.push(enter(target));
				else if (isOpen[target] === 1)
					low[top.state] = Math.min(low[top.state] ?? 0, index[target] ?? 0);
				continue;
			}
			path.pop();
			const parent = path.at(-1);
			if (parent !== undefined)
				low[parent.state] = Math.min(
					low[parent.state] ?? 0,
					low[top.state] ?? 0,
				);
			if (low[top.state] !== index[top.state]) continue;
			const component: number[] = [];
			for (let state = -1; state !== top.state; component.push(state)) {
				state = open.pop() ?? top.state;
				isOpen[state] = 0;
			}
			components.push(component);
		}
	}
	return components;
}
