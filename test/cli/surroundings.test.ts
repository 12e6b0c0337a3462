import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSurroundings } from "#cli/surroundings.ts";
import { makeFolder } from "./fake/fake-pinfold.ts";

const textsAround = (
	surroundings: ReturnType<typeof createSurroundings>,
): Record<string, string> =>
	Object.fromEntries(
		surroundings.around("d/a.c").map(({ path, text }) => [path, text]),
	);

test("what is not changed is not read again for the other side of a change", () => {
	const root = makeFolder({ "d/a.c": "a", "d/b.c": "b", "d/c.c": "c" });
	const after = createSurroundings(root, {
		changed: [{ path: "d/b.c", text: "new b" }],
	});
	expect(textsAround(after)).toEqual({ "d/b.c": "new b", "d/c.c": "c" });
	writeFileSync(join(root, "d/c.c"), "changed meanwhile");
	const before = createSurroundings(root, {
		changed: [{ path: "d/b.c", text: "old b" }],
		before: after,
	});
	expect(textsAround(before)).toEqual({ "d/b.c": "old b", "d/c.c": "c" });
});

test("what one side has changed is read from the disk for another that leaves it", () => {
	const root = makeFolder({ "d/a.c": "a", "d/b.c": "b" });
	const after = createSurroundings(root, {
		changed: [
			{ path: "d/b.c", text: "new b" },
			{ path: "d/new.c", text: "new" },
		],
	});
	expect(textsAround(after)).toEqual({ "d/b.c": "new b", "d/new.c": "new" });
	const plain = createSurroundings(root, { before: after });
	expect(textsAround(plain)).toEqual({ "d/b.c": "b" });
});
