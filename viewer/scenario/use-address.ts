// What is shown, kept in the address of the page: a link shows the same, and the browser's "back" works.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import { type Address, readAddress, writeAddress } from "./permalink.ts";

/** Browsers slow down a page that writes its address too often. */
const pause = 120;

function sameChoice(one: Address, other: Address): boolean {
	return (
		one.schedule === other.schedule &&
		JSON.stringify(one.choice) === JSON.stringify(other.choice)
	);
}

/** Given a function, it starts from the newest address, which may not be on the screen yet: keys come faster than that. */
export type Go = (next: Address | ((newest: Address) => Address)) => void;

export function useAddress(page: ScenarioPage): [Address, Go] {
	const [address, setAddress] = useState(() =>
		readAddress(page, location.hash),
	);
	const current = useRef(address);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	const write = useCallback(
		(way: "pushState" | "replaceState") => {
			clearTimeout(timer.current);
			const hash = writeAddress(page, current.current);
			history[way](null, "", hash === "" ? location.pathname : hash);
		},
		[page],
	);
	const go: Go = useCallback(
		(wanted) => {
			const before = current.current;
			const next = typeof wanted === "function" ? wanted(before) : wanted;
			current.current = next;
			setAddress(next);
			clearTimeout(timer.current);
			if (sameChoice(before, next))
				timer.current = setTimeout(() => write("replaceState"), pause);
			else write("pushState");
		},
		[write],
	);
	useEffect(() => {
		const read = (): void => {
			clearTimeout(timer.current);
			const found = readAddress(page, location.hash);
			const before = current.current;
			// The same object as long as nothing else was chosen: what hangs on it is not computed again.
			const next = sameChoice(before, found)
				? { ...found, choice: before.choice }
				: found;
			current.current = next;
			setAddress(next);
		};
		addEventListener("popstate", read);
		return () => removeEventListener("popstate", read);
	}, [page]);
	return [address, go];
}
