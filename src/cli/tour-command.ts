// `npm start`: what Pinfold says about the sample drivers of this repository, and what to try next.

import { existsSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import {
	type CheckCommandOptions,
	type CommandContext,
	checkCommand,
} from "./check-command.ts";
import { writeOut } from "./output.ts";
import { Refusal } from "./refusal.ts";

const options: CheckCommandOptions = {
	kernel: null,
	format: "text",
	all: false,
	sites: false,
	workers: 1,
	quiet: true,
	cacheFolder: null,
	baseline: null,
	diff: null,
	kbuild: null,
	writeBaseline: null,
	html: null,
};

/** @throws Refusal when the samples are not beside the bundle. */
export async function tourCommand(context: CommandContext): Promise<void> {
	const samples = fileURLToPath(new URL("../samples", context.script));
	if (!existsSync(samples))
		throw new Refusal(
			"the tour needs the samples/ of a checkout; here, try: pinfold check DRIVER",
		);
	const paths = [relative(process.cwd(), samples)];
	const [shown = ""] = paths;
	writeOut(`== pinfold sites ${shown}\n`);
	await checkCommand(paths, { ...options, sites: true }, context);
	writeOut(`\n== pinfold check ${shown}\n`);
	await checkCommand(paths, options, context);
	writeOut(`
Next, what one of them does to the data, and what it should say instead:
  bin/pinfold explain samples/radio-ring.c:38
  bin/pinfold convert samples --to 6.12

And on code of your own:
  bin/pinfold check ~/linux/drivers/infiniband     a folder, a file or a whole tree
  bin/pinfold check --kernel 6.12 my-driver.c      as one kernel compiles it
  bin/pinfold sites ~/linux                        every place that takes hold of user pages
  bin/pinfold check --explain-code PF101           what a finding means and how to mend it
  bin/pinfold check --format json ~/linux          for scripts
`);
}
