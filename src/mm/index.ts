// What `import … from "pinfold/mm"` gives.

export { type EraName, eraNames } from "./eras/era.ts";
export { type FailureId, failureTitles } from "./failures/failure.ts";
export {
	CallFailed,
	Deadlock,
	type Event,
	Machine,
	type MachineOptions,
	type PageState,
	type PinOptions,
	pageSize,
	type Thread,
	type Warning,
} from "./machine/machine.ts";
