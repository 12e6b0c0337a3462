// SPIN and Pinfold on the same scenario, one after the other in one run, medians.
//
// node bench/explore/run.mjs [--quick]     --quick: one repetition instead of three
// Every search of ours runs in a process of its own, so that memory is that of one search and nothing is warmed up.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import { dependencyOf } from "../../src/explore/dpor/dependency.ts";
import { optimalDpor } from "../../src/explore/dpor/optimal.ts";
import {
	breadthFirst,
	kernelOf,
	sweep,
} from "../../src/explore/engines/breadth-first.ts";
import { simplestRun } from "../../src/explore/engines/fewest-preemptions.ts";
import { hitRate, pct, uniform } from "../../src/explore/engines/random.ts";
import { reduce } from "../../src/explore/reduce/reduce.ts";
import { type PageOptions, pageScenario } from "./page-scenario.ts";
import { buildSpin, removeSpin, runSpin, type SpinRun } from "./spin.ts";

interface OurRun {
	states: number;
	transitions: number;
	searchMs: number;
	compileMs: number;
	/** MiB, of the whole process, node included. */
	memory: number;
}

const [here = ".", ...options] = process.argv.slice(2);
const repetitions = options.includes("--quick") ? 1 : 3;
const rounds = 4;

function median(numbers: number[]): number {
	const sorted = numbers.toSorted((a, b) => a - b);
	return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Child process: one search, one line of JSON. */
function searchOnce(reduced: boolean): void {
	const started = performance.now();
	const scenario = pageScenario({ fix: 1, rounds });
	const model = reduced ? reduce(scenario).model : modelOf(scenario);
	const machine = machineOf(model);
	const kernel = kernelOf(model);
	const compiled = performance.now();
	const found = sweep(machine, kernel, { stopAtFailure: true, limits: {} });
	const run: OurRun = {
		states: found.states,
		transitions: found.transitions,
		searchMs: performance.now() - compiled,
		compileMs: compiled - started,
		memory: process.resourceUsage().maxRSS / 1024,
	};
	console.log(JSON.stringify(run));
}

function ourRun(how: "plain" | "reduced"): OurRun {
	const { stdout } = spawnSync(
		process.execPath,
		[process.argv[1] ?? "", here, `--search-${how}`],
		{ encoding: "utf8" },
	);
	return JSON.parse(stdout) as OurRun;
}

function defines(page: PageOptions): string[] {
	const each = ["A", "B", "C", "D"].map((name) => `-DR${name}=${page.rounds}`);
	const second = page.writebackNeedsBuffers === true ? ["-DI2"] : [];
	return [`-DFIX=${page.fix}`, ...each, ...second];
}

function row(
	name: string,
	states: number,
	transitions: number,
	ms: number,
	compileMs: number,
	memory: number,
): void {
	console.log(
		[
			name.padEnd(26),
			`${states}`.padStart(10),
			`${transitions}`.padStart(11),
			`${(ms / 1000).toFixed(2)} s`.padStart(9),
			`${(states / ms / 1000).toFixed(2)} M/s`.padStart(10),
			`${Math.round(compileMs)} ms`.padStart(9),
			`${Math.round(memory)} MiB`.padStart(9),
		].join(" "),
	);
}

/** SPIN's ways to search, and ours, alternating; returns medians by name. */
function compareSearches() {
	const model = join(here, "page.pml");
	const page = defines({ fix: 1, rounds });
	const spins = [
		buildSpin("SPIN DFS", model, page, ["-DNOREDUCE"], true),
		buildSpin("SPIN DFS, POR", model, page, [], true),
		buildSpin("SPIN BFS", model, page, ["-DBFS", "-DNOREDUCE"], true),
		buildSpin("SPIN BFS, POR", model, page, ["-DBFS"], true),
		buildSpin("SPIN DFS, POR, hiding", model, page, [], false),
	];
	const theirs = new Map<string, SpinRun[]>();
	const ours = { plain: [] as OurRun[], reduced: [] as OurRun[] };
	for (let n = 0; n < repetitions; n++) {
		for (const spin of spins) {
			const run = runSpin(spin, ["-m1000000", "-w25"]);
			theirs.set(spin.name, [...(theirs.get(spin.name) ?? []), run]);
		}
		ours.plain.push(ourRun("plain"));
		ours.reduced.push(ourRun("reduced"));
	}
	console.log(
		`${"search, FIX=1, 4 rounds".padEnd(26)}     states transitions      time       rate   compile    memory`,
	);
	const medians = new Map<
		string,
		{ ms: number; memory: number; states: number }
	>();
	for (const { name, compileMs, folder } of spins) {
		const runs = theirs.get(name) ?? [];
		const ms = median(runs.map((run) => run.searchMs));
		const memory = median(runs.map((run) => run.memory));
		const [first] = runs;
		row(
			name,
			first?.states ?? 0,
			first?.transitions ?? 0,
			ms,
			compileMs,
			memory,
		);
		medians.set(name, { ms, memory, states: first?.states ?? 0 });
		removeSpin({ name, folder, compileMs });
	}
	for (const [name, runs] of [
		["Pinfold", ours.plain],
		["Pinfold, reductions", ours.reduced],
	] as const) {
		const ms = median(runs.map((run) => run.searchMs));
		const memory = median(runs.map((run) => run.memory));
		const compileMs = median(runs.map((run) => run.compileMs));
		const [first] = runs;
		row(
			name,
			first?.states ?? 0,
			first?.transitions ?? 0,
			ms,
			compileMs,
			memory,
		);
		medians.set(name, { ms, memory, states: first?.states ?? 0 });
	}
	return medians;
}

/** Verdicts with and without reductions, and SPIN's. */
function compareVerdicts(): boolean {
	let same = true;
	const pages: PageOptions[] = [
		{ fix: 0, rounds: 1 },
		{ fix: 1, rounds: 1 },
		{ fix: 2, rounds: 1 },
		{ fix: 1, rounds: 2, writebackNeedsBuffers: true },
		{ fix: 2, rounds: 2, writebackNeedsBuffers: true },
	];
	for (const page of pages) {
		const spin = buildSpin(
			"",
			join(here, "page.pml"),
			defines(page),
			["-DBFS"],
			true,
		);
		const theirs = runSpin(spin, []).errors > 0 ? "fails" : "holds";
		removeSpin(spin);
		const plain = breadthFirst.explore(
			machineOf(modelOf(pageScenario(page))),
		).kind;
		const { model } = reduce(pageScenario(page));
		const reduced = breadthFirst.explore(machineOf(model)).kind;
		console.log(
			`${JSON.stringify(page)}: SPIN ${theirs}, plain ${plain}, reduced ${reduced}`,
		);
		same &&= theirs === plain && plain === reduced;
	}
	return same;
}

function story(): void {
	const times = Array.from({ length: 5 }, () => {
		const started = performance.now();
		const machine = machineOf(modelOf(pageScenario({ fix: 0, rounds: 1 })));
		const { simplest } = simplestRun(machine);
		const ms = performance.now() - started;
		return { ms, simplest };
	});
	const [first] = times;
	const levels = first?.simplest?.levels ?? [];
	console.log(
		`story of FIX=0: ${first?.simplest?.preemptions} preemption, ${first?.simplest?.actors.length} actors, ${first?.simplest?.finding.schedule.transitions.length} steps; ${levels.map((level) => `${level.preemptions}: ${level.nodes} nodes`).join(", ")}; first ${first?.ms.toFixed(0)} ms, median ${median(times.map(({ ms }) => ms)).toFixed(0)} ms`,
	);
}

function classes(): void {
	const machine = machineOf(modelOf(pageScenario({ fix: 1, rounds: 1 })));
	for (const outcomes of ["declared", "exact"] as const) {
		const started = performance.now();
		const cpu = process.cpuUsage();
		const found = optimalDpor(machine, {
			dependency: dependencyOf(machine.model, outcomes),
		});
		const ms = performance.now() - started;
		const cpuMs = process.cpuUsage(cpu).user / 1000;
		console.log(
			`optimal DPOR, ${outcomes} outcomes: ${found.runs} classes, ${found.blocked} blocked, ${found.steps} steps, ${(ms / 1000).toFixed(2)} s, ${(cpuMs / 1000).toFixed(2)} s of processor, ${Math.round(found.runs / ms)} k runs/s`,
		);
	}
}

function randomSchedules(): void {
	const machine = machineOf(modelOf(pageScenario({ fix: 0, rounds: 1 })));
	for (const [name, scheduler] of [
		["uniform", uniform()],
		["PCT depth 2", pct(2, 60)],
		["PCT depth 3", pct(3, 60)],
	] as const) {
		const { runs, hits } = hitRate(machine, scheduler, { runs: 50_000 });
		console.log(`random, ${name}: ${hits} of ${runs} runs fail`);
	}
}

function editToVerdict(): number {
	const times = Array.from({ length: 5 }, () => {
		const started = performance.now();
		const { stdout } = spawnSync(process.execPath, [join(here, "once.mjs")], {
			encoding: "utf8",
		});
		if (stdout.trim() !== "holds 9819") throw new Error(stdout);
		return performance.now() - started;
	});
	return median(times) / 1000;
}

function main(): void {
	story();
	classes();
	randomSchedules();
	const same = compareVerdicts();
	const edit = editToVerdict();
	const medians = compareSearches();
	const of = (name: string) =>
		medians.get(name) ?? {
			ms: Number.NaN,
			memory: Number.NaN,
			states: Number.NaN,
		};
	const ours = of("Pinfold");
	const hiding = of("SPIN DFS, POR, hiding").states;
	const reduced = of("Pinfold, reductions").states;
	console.log(`same_verdicts ${same}`);
	console.log(`edit_to_verdict_s ${edit.toFixed(2)}`);
	console.log(
		`reduced_states ${reduced} (pan with POR and hiding ${hiding}, ${(hiding / reduced).toFixed(1)} times as many)`,
	);
	console.log(
		`ratio_memory ${(ours.memory / of("SPIN BFS").memory).toFixed(2)}`,
	);
	console.log(`ratio_spin_dfs ${(of("SPIN DFS").ms / ours.ms).toFixed(2)}`);
	console.log(`ratio_spin_bfs ${(of("SPIN BFS").ms / ours.ms).toFixed(2)}`);
}

if (options.includes("--search-plain")) searchOnce(false);
else if (options.includes("--search-reduced")) searchOnce(true);
else main();
