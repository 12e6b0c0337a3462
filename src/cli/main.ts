// The entry: runs the command line. What one command alone needs is loaded by that command.

import { fileURLToPath } from "node:url";
import { CommanderError } from "commander";
import { type CommandContext, checkCommand } from "./check-command.ts";
import { createCommandLine } from "./command-line.ts";
import { splitKbuildArguments } from "./kbuild.ts";
import { complain } from "./output.ts";
import { Refusal } from "./refusal.ts";
import { version } from "./version.ts";

void main();

async function main(): Promise<void> {
	const interrupt = new AbortController();
	process.once("SIGINT", () => {
		interrupt.abort();
		complain("interrupted");
		process.exit(130);
	});
	const context: CommandContext = {
		script: new URL(import.meta.url),
		signal: interrupt.signal,
	};
	const { args, kbuild } = splitKbuildArguments(process.argv.slice(2));
	const output = { write: (text: string) => void process.stdout.write(text) };
	const litmusFolder = fileURLToPath(new URL("../litmus/mm", import.meta.url));
	let exitCode = 0;
	const commandLine = createCommandLine({
		check: async (paths, options) => {
			exitCode = await checkCommand(paths, options, context);
		},
		convert: async (paths, options) => {
			const { convertCommand } = await import("./convert-command.ts");
			exitCode = await convertCommand(paths, options, context);
		},
		progress: async (paths, options) => {
			const { progressCommand } = await import("./progress-command.ts");
			exitCode = await progressCommand(paths, options, context);
		},
		listCodes: async () => {
			const { listCodes } = await import("./codes-command.ts");
			listCodes();
		},
		explainCode: async (code) => {
			const { explainCode } = await import("./codes-command.ts");
			explainCode(code);
		},
		tour: async () => {
			const { tourCommand } = await import("./tour-command.ts");
			await tourCommand(context);
		},
		explore: async (options) => {
			const { exploreCommand } = await import("./explore-command.ts");
			exitCode = exploreCommand(options, { ...output, litmus: litmusFolder });
		},
		schemes: async (options) => {
			const { schemesCommand } = await import("./schemes-command.ts");
			schemesCommand(options, output);
		},
		claims: async (options) => {
			const { claimsCommand } = await import("./claims-command.ts");
			claimsCommand(options, output);
		},
		explain: async (options) => {
			const { explainCommand } = await import("./explain-command.ts");
			await explainCommand(options, context.script);
		},
		layout: async (options) => {
			const { layoutCommand } = await import("./layout-command.ts");
			const { terminalPalette } = await import("./terminal-palette.ts");
			exitCode = layoutCommand(options, {
				write: (text) => process.stdout.write(text),
				palette: terminalPalette(),
			});
		},
	});
	try {
		await commandLine.parseAsync(args, { from: "user" });
	} catch (error) {
		exitCode = explain(error);
	}
	process.exit(kbuild === "advisory" ? 0 : exitCode);
}

/** Refusals in their own words, everything else as the bug it is. */
function explain(error: unknown): number {
	if (error instanceof CommanderError) {
		if (error.exitCode === 0) return 0;
		if (error.code !== "commander.help") complain(plainMessage(error));
	} else if (error instanceof Refusal)
		for (const line of error.lines) complain(line);
	else {
		const stack = error instanceof Error ? error.stack : String(error);
		complain(
			`bug: please report this\npinfold ${version}, node ${process.version}\n${stack}`,
		);
	}
	return 2;
}

/** The sentence of commander in the form of a refusal. */
function plainMessage(error: CommanderError): string {
	const sentence = error.message.replace(/^error: /, "").replace(/\.$/, "");
	return `${sentence} (see pinfold --help)`;
}
