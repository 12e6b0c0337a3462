// The vocabulary of a run, from the catalogue and the kernel release the run is about.

import {
	acquireIn,
	existsIn,
	findContacts,
	findDerivations,
	findEntry,
} from "#catalog/catalog.ts";
import type {
	AcquireEntry,
	ContactEntry,
	DerivationEntry,
	KernelVersion,
} from "#catalog/entry.ts";
import { signatureFor } from "#catalog/signature-choice.ts";
import { newestKernelFor } from "./view-kernel.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** kernel null: the newest; signatures are then chosen by the number of arguments. */
export function createVocabulary(kernel: KernelVersion | null): Vocabulary {
	const acquires = new Map<string, AcquireEntry | null>();
	const derivations = new Map<string, readonly DerivationEntry[]>();
	const contacts = new Map<string, readonly ContactEntry[]>();
	const acquire = (name: string): AcquireEntry | null => {
		const entry = findEntry(name);
		// Asked for every name of every file: only those of the catalogue are remembered.
		if (entry?.role !== "acquire" || entry.level !== "api") return null;
		let found = acquires.get(name);
		if (found === undefined) {
			found = acquireIn(entry, kernel);
			acquires.set(name, found);
		}
		return found;
	};
	const older = new Map<KernelVersion, Vocabulary>();
	const vocabulary: Vocabulary = {
		kernel,
		forView: (configuration) => {
			const newest = kernel === null ? newestKernelFor(configuration) : null;
			if (newest === null) return vocabulary;
			let found = older.get(newest);
			if (found === undefined) {
				found = createVocabulary(newest);
				older.set(newest, found);
			}
			return found;
		},
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
			existing(findDerivations(name), kernel, name, derivations),
		contacts: (name) => existing(findContacts(name), kernel, name, contacts),
		knows: (name) =>
			findEntry(name) !== null || findDerivations(name).length > 0,
		roles: (entry, argumentCount, fits) => {
			const choice = signatureFor(entry, kernel, argumentCount);
			if (choice.kind === "none") return [];
			const first = choice.signature.parameters;
			if (choice.kind === "certain" || fits === undefined) return first;
			const shapes = [choice.signature, ...choice.others];
			return shapes.map((one) => one.parameters).find(fits) ?? first;
		},
	};
	return vocabulary;
}

/** Those that exist on the kernel; asked for a call on every path, so the answer for a name is kept. */
function existing<Entry extends Parameters<typeof existsIn>[0]>(
	all: readonly Entry[],
	kernel: KernelVersion | null,
	name: string,
	known: Map<string, readonly Entry[]>,
): readonly Entry[] {
	if (kernel === null || all.length === 0) return all;
	let found = known.get(name);
	if (found === undefined) {
		found = all.filter((entry) => existsIn(entry, kernel));
		known.set(name, found);
	}
	return found;
}
