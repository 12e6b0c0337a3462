// Settings of V8 for a run that is over in seconds.

import { setFlagsFromString } from "node:v8";

/**
 * V8 optimises a function when it has run for a while, in the belief that it will run for long. A check ends before that
 * pays: of 9.0 s of processor time for v6.12 with two workers, 3.6 were the optimising compiler's, which has to do it for
 * each worker.
 *
 * - interrupt-budget: how much a function runs before it is optimised (132 kB of bytecode in V8 11.3).
 * - max-inlined-bytecode-size-cumulative: how much of what it calls is compiled again with it (920).
 *
 * What sets up threads or heaps must not be changed here: V8 has begun, and ends the process on some of them.
 *
 * Measured on two cores, v6.12: 9.0 s of processor time become 6.1, and 4.7 s of waiting 3.3.
 */
const settings = [
	"--interrupt-budget=1000000",
	"--max-inlined-bytecode-size-cumulative=200",
];

/**
 * WebAssembly is optimised in the background as soon as it is compiled, all of it: 190 ms of processor time for the parser,
 * done when a few files have long been read. A whole tree is neither quicker nor slower for it.
 */
const settingsForFewFiles = ["--no-wasm-tier-up", "--no-wasm-dynamic-tiering"];

/** V8 tells the user of a setting that it does not know, so only the version is tuned with which they were tried: Node 20's. */
const triedWith = /^11\./;

/** For this process, and all workers that start from now on. */
export function tuneEngine(isForFewFiles: boolean): void {
	if (!triedWith.test(process.versions.v8)) return;
	for (const setting of [
		...settings,
		...(isForFewFiles ? settingsForFewFiles : []),
	])
		setFlagsFromString(setting);
}
