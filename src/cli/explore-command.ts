// `pinfold explore FILE.litmus`, `pinfold explore --list`.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { simplestRun } from "#explore/engines/fewest-preemptions.ts";
import { traceOf } from "#explore/engines/trace.ts";
import { type ExportName, isExportName } from "#explore/export/export-names.ts";
import { exports } from "#explore/export/exports.ts";
import { coverageLine, coverageOf } from "#explore/story/coverage.ts";
import { storyOf } from "#explore/story/story.ts";
import { eraNames } from "#mm/eras/era.ts";
import { policyNamed } from "#mm/policies/policies.ts";
import { schemeNamed } from "#mm/schemes/schemes.ts";
import type { ScenarioPage } from "#report/viewer/scenario-page.ts";
import {
	failingMachine,
	type Judgement,
	judge,
	reach,
} from "#scenarios/judge.ts";
import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";
import { parseLitmus } from "#scenarios/litmus/parse-litmus.ts";
import { stepLines } from "#scenarios/text/steps.ts";
import { storyLines } from "#scenarios/text/story-lines.ts";
import { Refusal } from "./refusal.ts";
import { version } from "./version.ts";
import { writePage } from "./write-page.ts";

export interface ExploreCommandOptions {
	readonly file: string | null;
	readonly list: boolean;
	/** Instead of what the file says. */
	readonly scheme: string | null;
	readonly policy: string | null;
	readonly era: string | null;
	/** File for the page; null: none. */
	readonly html: string | null;
	readonly format: "text" | "json" | ExportName;
}

export interface ModelContext {
	write(text: string): void;
	/** litmus/mm of the checkout, for --list. */
	readonly litmus: string;
}

/** Exit code: 0 as the file says, 1 otherwise. @throws Refusal for a file or name that is no good. */
export function exploreCommand(
	options: ExploreCommandOptions,
	context: ModelContext,
): number {
	if (options.list) {
		listLitmus(context);
		return 0;
	}
	if (options.file === null)
		throw new Refusal("which litmus file? pinfold explore --list shows some");
	const text = readText(options.file);
	const asWritten = readLitmus(options.file, text);
	const test = withOptions(asWritten, options);
	if (options.html !== null)
		writePage(
			options.html,
			"scenario",
			asWritten.name,
			explorePage(options.file, text, asWritten, test),
		);
	const judged = judge(test);
	// Under another scheme, policy or era the file's own expectation does not count.
	const asIs = test === asWritten;
	if (isExportName(options.format))
		context.write(exported(test, judged, options.format));
	else if (options.format === "json")
		context.write(`${JSON.stringify(asJson(test, judged), null, "\t")}\n`);
	else context.write(asText(test, judged, asIs));
	const agrees =
		judged.observed === test.result &&
		(test.states === null || test.states === judged.states);
	return !asIs || agrees ? 0 : 1;
}

function readText(file: string): string {
	if (!existsSync(file)) throw new Refusal(`no such file: ${file}`);
	return readFileSync(file, "utf8");
}

function readLitmus(file: string, text = readText(file)): LitmusTest {
	try {
		return parseLitmus(text);
	} catch (error) {
		if (error instanceof Error) throw new Refusal(`${file}: ${error.message}`);
		throw error;
	}
}

function withOptions(
	test: LitmusTest,
	options: ExploreCommandOptions,
): LitmusTest {
	const { scheme, policy, era } = options;
	if (scheme === null && policy === null && era === null) return test;
	const found = eraNames.find((name) => name === era);
	if (era !== null && found === undefined)
		throw new Refusal(`there is no era '${era}': ${eraNames.join(" ")}`);
	try {
		const chosen = scheme === null ? null : schemeNamed(scheme);
		return {
			...test,
			states: null,
			setting: {
				...test.setting,
				...(found === undefined ? {} : { era: found }),
				...(chosen === null
					? {}
					: { scheme: chosen.id, policy: chosen.suitablePolicy }),
				...(policy === null ? {} : { policy: policyNamed(policy).name }),
			},
		};
	} catch (error) {
		if (error instanceof Error) throw new Refusal(error.message);
		throw error;
	}
}

function asText(test: LitmusTest, judged: Judgement, asIs: boolean): string {
	const { setting } = test;
	const lines = [
		`${test.name}: ${judged.observed}${asIs ? (judged.observed === test.result ? "" : `, but the file says ${test.result}`) : ""}`,
		`${setting.era}, scheme ${setting.scheme}, policy ${setting.policy}, ${setting.fileSystem}`,
		...(test.why === "" ? [] : [test.why]),
		`${judged.states} states, ${judged.transitions} transitions, ${judged.matching} of ${judged.ends} ends meet the condition`,
	];
	if (asIs && test.states !== null && test.states !== judged.states)
		lines.push(`the file pins ${test.states} states`);
	if (judged.stopped !== null) lines.push(`stopped early: ${judged.stopped}`);
	const machine = failingMachine(test);
	if (judged.matching > 0) {
		const story = storyOf(machine, { states: 2_000_000 });
		if (story !== null) lines.push("", ...storyLines(story));
	} else if (judged.stopped === null && judged.states < 200_000)
		lines.push(coverageLine(coverageOf(machine, judged, 20_000)));
	return `${lines.join("\n")}\n`;
}

/** The simplest run, for another tool. @throws Refusal where there is none. */
function exported(
	test: LitmusTest,
	judged: Judgement,
	format: ExportName,
): string {
	const machine = failingMachine(test);
	const { simplest } = simplestRun(machine, { states: 2_000_000 });
	if (simplest === null)
		throw new Refusal(
			`--format ${format}: no run of ${test.name} meets the condition, ${judged.states} states were seen`,
		);
	const run = simplest.finding.schedule.transitions;
	return exports[format].write(traceOf(machine, run));
}

function asJson(test: LitmusTest, judged: Judgement) {
	const found = judged.matching > 0 ? reach(test) : null;
	return {
		name: test.name,
		era: test.setting.era,
		scheme: test.setting.scheme,
		policy: test.setting.policy,
		expected: test.result,
		observed: judged.observed,
		states: judged.states,
		transitions: judged.transitions,
		ends: judged.ends,
		matching: judged.matching,
		stopped: judged.stopped,
		schedule:
			found === null ? [] : stepLines(traceOf(found.machine, found.run)),
	};
}

/** What the page of a litmus file shows. */
function explorePage(
	file: string,
	text: string,
	asWritten: LitmusTest,
	test: LitmusTest,
): ScenarioPage {
	const { era, scheme, policy } = test.setting;
	return {
		title: asWritten.name,
		paragraphs: asWritten.why === "" ? [] : [asWritten.why],
		assumptions: [],
		command: `pinfold explore ${file} --html`,
		version,
		findings: [],
		life: [],
		forms: [{ id: "as-written", name: "as written" }],
		questions: [{ id: "file", failure: "", name: "", consequence: "" }],
		variants: [
			{
				form: "as-written",
				question: "file",
				litmus: text,
				stuck: false,
				answer: null,
				places: [],
			},
		],
		chosen: test === asWritten ? {} : { era, scheme, policy },
		excerpts: {},
	};
}

function listLitmus(context: ModelContext): void {
	if (!existsSync(context.litmus))
		throw new Refusal(
			"the list needs the litmus/ of a checkout; give a file: pinfold explore FILE.litmus",
		);
	for (const name of readdirSync(context.litmus).sort()) {
		if (!name.endsWith(".litmus")) continue;
		const test = readLitmus(join(context.litmus, name));
		const { era, scheme, policy } = test.setting;
		context.write(
			`${join(context.litmus, name)}  ${test.result}, ${era} ${scheme} ${policy}\n    ${test.why}\n`,
		);
	}
}
