// What `import … from "pinfold/mm"` gives.

export { type EraName, eraNames } from "./eras/era.ts";
export { type FailureId, failureTitles } from "./failures/failure.ts";
export {
	Deadlock,
	type Event,
	Machine,
	type MachineOptions,
	type PageState,
	pageSize,
	type Warning,
} from "./machine/machine.ts";
export { CallFailed, type PinOptions, type Thread } from "./machine/thread.ts";
