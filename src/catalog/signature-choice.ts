import { existsIn } from "./catalog.ts";
import type { CatalogEntry, KernelVersion, Signature } from "./entry.ts";
import { compareVersions } from "./kernel-version.ts";

/**
 * Which shape a call has.
 * certain: the kernel's own shape, and the number of arguments fits it; without a kernel: only one shape fits ·
 * ambiguous: no kernel given and several different shapes have this many arguments: `signature` is the newest, `others`
 * the rest, newest first · foreign: the kernel's own shape does not fit (`expected`, null when that kernel lacks the call), but the
 * shape of another release does: code for another kernel, an older one where both would fit, or a function that only shares
 * the name ·
 * none: no shape has this many arguments.
 */
export type SignatureChoice =
	| { readonly kind: "certain"; readonly signature: Signature }
	| {
			readonly kind: "ambiguous";
			readonly signature: Signature;
			readonly others: readonly Signature[];
	  }
	| {
			readonly kind: "foreign";
			readonly signature: Signature;
			readonly others: readonly Signature[];
			readonly expected: Signature | null;
	  }
	| { readonly kind: "none"; readonly expected: Signature | null };

/** Chooses by kernel where one is given, else by the number of arguments. Signatures are stored oldest first. */
export function signatureFor(
	entry: CatalogEntry,
	kernel: KernelVersion | null,
	argumentCount: number,
): SignatureChoice {
	const newestFirst = entry.signatures.toReversed();
	const fitting = newestFirst.filter(
		(signature) => signature.parameters.length === argumentCount,
	);
	const isLater = ({ since }: Signature): boolean =>
		kernel !== null && since !== null && compareVersions(since, kernel) > 0;
	const [signature, ...rest] = [
		...fitting.filter((one) => !isLater(one)),
		...fitting.filter(isLater),
	];
	const others = rest.filter(
		(one) => String(one.parameters) !== String(signature?.parameters),
	);
	if (kernel === null) {
		if (signature === undefined) return { kind: "none", expected: null };
		return others.length > 0
			? { kind: "ambiguous", signature, others }
			: { kind: "certain", signature };
	}
	const own =
		newestFirst.find((candidate) => existsIn(candidate, kernel)) ?? null;
	if (own?.parameters.length === argumentCount)
		return { kind: "certain", signature: own };
	return signature === undefined
		? { kind: "none", expected: own }
		: { kind: "foreign", signature, others, expected: own };
}
