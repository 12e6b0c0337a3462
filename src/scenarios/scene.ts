// A litmus test written in TypeScript, in few words.

import type { EraName } from "#mm/eras/era.ts";
import { eras } from "#mm/eras/eras.ts";
import { schemeNamed } from "#mm/schemes/schemes.ts";
import type { LitmusTest, OperationCall } from "./litmus/litmus-test.ts";
import { parseCondition } from "./litmus/parse-condition.ts";
import { parsePages } from "./litmus/parse-page.ts";

export interface Scene {
	era: EraName;
	/** The scheme and policy of the era unless told otherwise; the suitable policy of a scheme that is given. */
	scheme?: string;
	policy?: string;
	/** "ext4", "xfs stable". */
	fs?: string;
	/** As in a litmus file: "A: file; B: spare of A". */
	pages?: string;
	processes?: readonly string[];
	/** Processes that exist from the start, besides the first. */
	existing?: readonly string[];
	barrier?: "gup" | "unmapper";
	bias?: number;
	countsPins?: boolean;
	/** "actor" or "actor(process)" and its operations, as in a litmus file, separated by blanks. */
	actors: Readonly<Record<string, string>>;
	/** Closing condition, as in a litmus file, without "exists". */
	exists: string;
}

function operationsOf(text: string): OperationCall[] {
	return (text.match(/\w+(\([^)]*\))?/g) ?? []).map((word) => {
		const [, name = "", inside = ""] =
			/^(\w+)(?:\(([^)]*)\))?$/.exec(word) ?? [];
		const words = inside.split(",").map((one) => one.trim());
		return { name, arguments: words.filter((one) => one !== "") };
	});
}

/** @throws Error for an unknown scheme or a condition that cannot be read. */
export function testOf(scene: Scene): LitmusTest {
	const facts = eras[scene.era];
	const own =
		scene.scheme === undefined
			? facts.policy
			: schemeNamed(scene.scheme).suitablePolicy;
	const [fileSystem = "ext4", stable] = (scene.fs ?? "ext4").split(" ");
	return {
		name: Object.keys(scene.actors).join("+"),
		result: "Sometimes",
		why: "",
		setting: {
			era: scene.era,
			scheme: scene.scheme ?? facts.scheme,
			policy: scene.policy ?? own,
			fileSystem,
			stableWrites: stable === "stable",
			pages: parsePages(scene.pages ?? "A: file"),
			processes: scene.processes ?? ["app"],
			watch: [],
			...(scene.existing === undefined ? {} : { existing: scene.existing }),
			...(scene.barrier === undefined ? {} : { missingBarrier: scene.barrier }),
			...(scene.bias === undefined ? {} : { bias: scene.bias }),
			...(scene.countsPins === undefined
				? {}
				: { countsPins: scene.countsPins }),
		},
		columns: Object.entries(scene.actors).map(([head, operations]) => {
			const [, actor = "", process = null] =
				/^(\w+)(?:\((\w+)\))?$/.exec(head) ?? [];
			return { actor, process, operations: operationsOf(operations) };
		}),
		exists: parseCondition(scene.exists),
		states: null,
	};
}
