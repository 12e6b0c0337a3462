// What the model says of the converted sites before and after: which failures can be reached.

import { LineIndex } from "#base/line-index.ts";
import { adviseSite } from "#checks/advice.ts";
import { checkFiles } from "#checks/check-files.ts";
import type {
	Conversion,
	ConversionResult,
	ConvertedFile,
	Decision,
	ProofStep,
} from "#convert/conversion.ts";
import type { CParser } from "#csource/parser.ts";
import { chooseRules } from "#explain/choose-kernel.ts";
import { explainSite } from "#explain/explain-site.ts";
import type { ExploredCache } from "#explain/explore-scene.ts";
import type { Site } from "#findings/site.ts";
import { createParser } from "./create-parser.ts";
import { createSourceLines } from "./source-lines.ts";
import { createSurroundings } from "./surroundings.ts";

/** Holds where no failure can be reached afterwards that could not be reached before. */
export async function proveByModel(
	result: ConversionResult,
	root: string,
): Promise<ConversionResult> {
	const parser = await createParser();
	const cache: ExploredCache = new Map();
	return {
		...result,
		conversions: result.conversions.map((conversion) => ({
			...conversion,
			proof: [
				...conversion.proof,
				modelStep(
					conversion,
					new Model(root, result, conversion, parser, cache),
				),
			],
		})),
	};
}

function modelStep({ sites }: Conversion, model: Model): ProofStep {
	const told = sites.map((site) => ({ site, ...model.compare(site) }));
	const worse = told.filter(({ added }) => added.length > 0);
	const unknown = told.every(({ asked }) => asked === 0);
	return {
		kind: "model",
		outcome: worse.length > 0 ? "fails" : unknown ? "skipped" : "holds",
		detail: told
			.map(({ site, asked, before, after }) =>
				asked === 0
					? `Nothing could be asked about ${site.function}().`
					: `${site.function}(): ${words(before)} as it was, ${words(after)} after, of ${asked} failures asked for.`,
			)
			.join(" "),
	};
}

function words(failures: readonly string[]): string {
	return failures.length === 0
		? "none can be reached"
		: `${failures.join(", ")} can be reached`;
}

interface Compared {
	/** Failures that were asked for after the conversion. */
	readonly asked: number;
	readonly before: readonly string[];
	readonly after: readonly string[];
	/** Reached after, and not before. */
	readonly added: readonly string[];
}

class Model {
	private readonly root: string;
	private readonly result: ConversionResult;
	private readonly conversion: Conversion;
	private readonly parser: CParser;
	private readonly cache: ExploredCache;

	constructor(
		root: string,
		result: ConversionResult,
		conversion: Conversion,
		parser: CParser,
		cache: ExploredCache,
	) {
		this.root = root;
		this.result = result;
		this.conversion = conversion;
		this.parser = parser;
		this.cache = cache;
	}

	compare(site: Decision): Compared {
		const before = this.reached(
			site,
			({ before: text }) => text,
			(one) => one.line === site.line && one.file === site.file,
		);
		const line = site.line + this.linesAddedBefore(site);
		const after = this.reached(
			site,
			({ after: text }) => text,
			(one) => one.line === line && one.file === site.file,
		);
		return {
			asked: after.asked,
			before: before.reached,
			after: after.reached,
			added: after.reached.filter((one) => !before.reached.includes(one)),
		};
	}

	/** By edits that end above the call. */
	private linesAddedBefore({ file, line }: Decision): number {
		const changed = this.conversion.files.find((one) => one.file === file);
		if (changed === undefined) return 0;
		const { before, edits } = changed;
		const lines = new LineIndex(before);
		const count = (text: string): number => text.split("\n").length - 1;
		return edits
			.filter(({ end }) => lines.lineOf(end) < line)
			.reduce(
				(sum, { start, end, text }) =>
					sum + count(text) - count(before.slice(start, end)),
				0,
			);
	}

	private reached(
		{ file }: Decision,
		textOf: (file: ConvertedFile) => string,
		isMeant: (site: Site) => boolean,
	): { readonly asked: number; readonly reached: readonly string[] } {
		const nothing = { asked: 0, reached: [] };
		const texts = this.conversion.files.map((one) => ({
			path: one.file,
			text: textOf(one),
		}));
		const own = texts.find(({ path }) => path === file);
		if (own === undefined) return nothing;
		const { to } = this.result.options;
		const judged = checkFiles(
			[own],
			this.parser,
			{ kernel: to, lives: true },
			createSurroundings(this.root, { changed: texts }),
		);
		const site = judged.sites.find(isMeant);
		if (site?.life === undefined) return nothing;
		const { outcomes } = explainSite({
			site,
			findings: judged.findings.filter(
				(finding) =>
					finding.site === site.id && finding.confidence !== "possible",
			),
			advice: adviseSite(
				{ api: site.api, case: site.case, ...site.life.use },
				to,
			),
			rules: chooseRules({ version: to, scheme: null, policy: null }),
			read: createSourceLines(
				this.root,
				new Map(texts.map(({ path, text }) => [path, text])),
			),
			showPath: (name) => name,
			cache: this.cache,
		});
		const failures = new Set(outcomes.map(({ failure }) => failure));
		return {
			asked: failures.size,
			reached: [...failures].filter((failure) =>
				outcomes.some(
					(outcome) =>
						outcome.failure === failure && outcome.reachable === true,
				),
			),
		};
	}
}
