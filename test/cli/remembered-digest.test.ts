import { statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { rememberedDigest } from "#cli/cache/remembered-digest.ts";
import { makeFolder } from "./fake/fake-pinfold.ts";

function createMemory() {
	const entries = new Map<string, unknown>();
	return {
		read: (key: readonly string[]) => entries.get(key.join("\n")) ?? null,
		write: (key: readonly string[], value: unknown) =>
			void entries.set(key.join("\n"), value),
	};
}

test("files that lie as they were are not read again; a changed one is, whatever its size and times say", async () => {
	const folder = makeFolder({ "a.c": "int a;\n", "b.h": "int b;\n" });
	const memory = createMemory();
	let read = 0;
	const digest = () =>
		rememberedDigest(folder, ["a.c", "b.h"], memory, () => `${++read}`);
	expect(digest()).toBe("1");
	expect(digest(), "what has just changed is read").toBe("2");
	await wait(3_100);
	expect([digest(), digest(), digest()]).toEqual(["3", "3", "3"]);

	const file = join(folder, "a.c");
	const before = statSync(file);
	writeFileSync(file, "int z;\n");
	utimesSync(file, before.atime, before.mtime);
	expect(statSync(file)).toMatchObject({
		size: before.size,
		mtime: before.mtime,
	});
	expect(digest()).toBe("4");
	await wait(3_100);
	expect([digest(), digest()]).toEqual(["5", "5"]);
}, 30_000);

test("a file that is gone is no file that was there", () => {
	const folder = makeFolder({ "a.c": "" });
	const memory = createMemory();
	const digest = rememberedDigest(folder, ["gone.c"], memory, () => "made");
	expect(digest).toBe("made");
});
