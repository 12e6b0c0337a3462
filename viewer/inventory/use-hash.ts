// Filter and open entry, kept in the address of the page.

import { useCallback, useEffect, useState } from "preact/hooks";
import { type Filter, readHash, writeHash } from "./filter.ts";

export interface Shown {
	filter: Filter;
	/** Id of the entry last opened; empty for none. */
	open: string;
}

export function useHash(): [Shown, (shown: Shown) => void] {
	const [shown, setShown] = useState<Shown>(() => readHash(location.hash));
	const show = useCallback((next: Shown) => {
		setShown(next);
		const hash = writeHash(next.filter, next.open);
		history.replaceState(null, "", hash === "" ? location.pathname : hash);
	}, []);
	useEffect(() => {
		const read = (): void => setShown(readHash(location.hash));
		addEventListener("popstate", read);
		return () => removeEventListener("popstate", read);
	}, []);
	return [shown, show];
}
