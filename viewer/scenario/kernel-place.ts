/** Where a step stands in the kernel, taken apart: "mm/gup.c:gup_fast() (v6.12)". */
export interface KernelPlace {
	file: string;
	/** With "()". */
	function: string;
	era: string;
	/** Nobody merged this: it is what a scheme or policy would do there. */
	proposed: boolean;
}

/** Null for a step that stands for no place in the kernel (a device, a process). */
export function kernelPlace(source: string | null): KernelPlace | null {
	const match = /^(\S+):(\w+\(\)) \((proposed for )?(\S+)\)$/.exec(
		source ?? "",
	);
	if (match === null) return null;
	const [, file = "", name = "", proposed, era = ""] = match;
	return { file, function: name, era, proposed: proposed !== undefined };
}
