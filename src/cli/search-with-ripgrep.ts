import { spawn } from "node:child_process";
import { getSystemErrorName } from "node:util";
import type { SearchRequest, SearchResult } from "./search.ts";
import type { Skip } from "./skip.ts";

/** --text: whether a file is binary is decided when it is read, so that every search has the same candidates. */
const fixedArguments = [
	"--no-config",
	"--no-ignore",
	"--text",
	"--encoding=none",
	"--fixed-strings",
	"--files-with-matches",
	"--null",
	"--stats",
	"--color=never",
	"--glob=*.[ch]",
	// The glob above would bring hidden files back in.
	"--glob=!.*",
];

interface Output {
	readonly status: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

/** Null when ripgrep could not do it: the search in Node takes over. */
export async function searchWithRipgrep(
	ripgrep: string,
	request: SearchRequest,
): Promise<SearchResult | null> {
	const output = await run(ripgrep, request).catch(() => null);
	request.signal.throwIfAborted();
	// 0: found, 1: nothing found, 2: some file or folder could not be read; the rest was.
	if (output === null || ![0, 1, 2].includes(output.status ?? -1)) return null;
	const searched = /^(\d+) files? searched$/m.exec(output.stdout);
	if (searched === null) return null;
	return {
		candidates: output.stdout
			.slice(0, output.stdout.lastIndexOf("\0") + 1)
			.split("\0")
			.filter((path) => path !== "")
			.map(plainPath),
		filesSearched: Number(searched[1]),
		skips: unreadable(output.stderr),
	};
}

function run(ripgrep: string, request: SearchRequest): Promise<Output> {
	const { root, folders, needles, signal } = request;
	const patterns = needles.map((needle) => `--regexp=${needle}`);
	return new Promise((resolve, reject) => {
		const child = spawn(
			ripgrep,
			[...fixedArguments, ...patterns, "--", ...folders],
			{ cwd: root, signal, stdio: ["ignore", "pipe", "pipe"] },
		);
		const chunks = { stdout: "", stderr: "" };
		child.stdout.setEncoding("utf8").on("data", (text: string) => {
			chunks.stdout += text;
		});
		child.stderr.setEncoding("utf8").on("data", (text: string) => {
			chunks.stderr += text;
		});
		child.on("error", reject);
		child.on("close", (status) => resolve({ status, ...chunks }));
	});
}

/** Reads `rg: ./secret.c: Permission denied (os error 13)`. */
function unreadable(stderr: string): Skip[] {
	const pattern = /^(?:rg: )?(.+): [^:]+ \(os error (\d+)\)$/gm;
	return [...stderr.matchAll(pattern)].map(([, path = "", number]) => ({
		path: plainPath(path),
		reason: "unreadable",
		detail: getSystemErrorName(-Number(number)),
	}));
}

function plainPath(path: string): string {
	return path.replaceAll("\\", "/").replace(/^\.\//, "");
}
