// Runs a command and measures it: wall time, and the peak memory of its whole process tree.

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/**
 * Summed PSS (proportional set size: shared pages are counted once) of a process and all below it, sampled while it
 * runs, so a peak shorter than the interval may be missed.
 */
const sampleEveryMs = 5;

/**
 * @param {readonly string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ ms: number, status: number | null, stdout: string }>}
 */
export function run([program = "", ...args], { cwd, env } = {}) {
	return new Promise((resolve, reject) => {
		const begin = performance.now();
		const child = spawn(program, args, {
			cwd,
			env: env ?? process.env,
			stdio: ["ignore", "pipe", "ignore"],
		});
		const chunks = [];
		child.stdout.on("data", (chunk) => chunks.push(chunk));
		child.on("error", reject);
		child.on("close", (status) =>
			resolve({
				ms: performance.now() - begin,
				status,
				stdout: Buffer.concat(chunks).toString(),
			}),
		);
	});
}

/** Peak memory in MB of one run: not a timed one, because looking costs time. */
export async function peakMemory([program = "", ...args], { cwd } = {}) {
	const child = spawn(program, args, { cwd, stdio: "ignore" });
	let peak = 0;
	const timer = setInterval(() => {
		peak = Math.max(peak, treeMemory(child.pid));
	}, sampleEveryMs);
	await new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", resolve);
	});
	clearInterval(timer);
	return peak / 1024;
}

/** In kB. */
function treeMemory(root) {
	const parents = new Map();
	for (const name of readdirSync("/proc")) {
		if (!/^\d+$/.test(name)) continue;
		const stat = read(`/proc/${name}/stat`);
		// The command in parentheses may contain anything.
		const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
		parents.set(Number(name), Number(parent));
	}
	let total = 0;
	for (const process of parents.keys())
		if (isBelow(process, root, parents))
			total += Number(
				/^Pss:\s+(\d+)/m.exec(read(`/proc/${process}/smaps_rollup`))?.[1] ?? 0,
			);
	return total;
}

function isBelow(process, root, parents) {
	for (let at = process; at !== undefined && at > 1; at = parents.get(at))
		if (at === root) return true;
	return false;
}

/** Empty for a process that has just ended. */
function read(path) {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return "";
	}
}

export function median(numbers) {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1
		? sorted[middle]
		: (sorted[middle - 1] + sorted[middle]) / 2;
}
