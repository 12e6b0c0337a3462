// The vocabulary of a run, from the catalogue and the kernel release the run is about.

import {
	acquireIn,
	existsIn,
	findContacts,
	findDerivations,
	findEntry,
} from "#catalog/catalog.ts";
import type { AcquireEntry, KernelVersion } from "#catalog/entry.ts";
import { signatureFor } from "#catalog/signature-choice.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** kernel null: the newest; signatures are then chosen by the number of arguments. */
export function createVocabulary(kernel: KernelVersion | null): Vocabulary {
	const acquires = new Map<string, AcquireEntry | null>();
	const acquire = (name: string): AcquireEntry | null => {
		let found = acquires.get(name);
		if (found === undefined) {
			const entry = findEntry(name);
			found =
				entry?.role === "acquire" && entry.level === "api"
					? acquireIn(entry, kernel)
					: null;
			acquires.set(name, found);
		}
		return found;
	};
	return {
		kernel,
		acquire,
		release: (name) => {
			const entry = findEntry(name);
			return entry?.role === "release" ? entry : null;
		},
		dirty: (name) => {
			const entry = findEntry(name);
			return entry?.role === "dirty" ? entry : null;
		},
		derivations: (name) =>
			findDerivations(name).filter(
				(entry) => kernel === null || existsIn(entry, kernel),
			),
		contacts: (name) =>
			findContacts(name).filter(
				(entry) => kernel === null || existsIn(entry, kernel),
			),
		knows: (name) =>
			findEntry(name) !== null || findDerivations(name).length > 0,
		roles: (entry, argumentCount) => {
			const choice = signatureFor(entry, kernel, argumentCount);
			return choice.kind === "none" ? [] : choice.signature.parameters;
		},
	};
}
