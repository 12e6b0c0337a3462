import { expect, test } from "vitest";
import {
	blankComments,
	functionOn,
	functionsOf,
	isCallOn,
} from "../../../tools/scoring/c-text.ts";

const text = `/* take(
 */
static int
first(int a,
      int b)
{
	take(a); // take(b)
	say("take(");
}

#define TAKE(x) take(x)
struct ops table = {
	.f = first,
};

long take(int x)
{
	return x;
}
`;

test("comments and literals are blanked, lines kept", () => {
	const blank = blankComments(text);
	expect(blank).toHaveLength(text.length);
	expect(blank.split("\n")[0]?.trim()).toBe("");
});

test("a call is a call, a comment, literal, definition or macro is not", () => {
	const lines = text.split("\n").map((_, index) => index + 1);
	expect(lines.filter((line) => isCallOn(text, line, "take"))).toEqual([7]);
});

test("functions have their names and extents", () => {
	const extents = functionsOf(text);
	expect(extents).toEqual([
		{ name: "first", firstLine: 4, lastLine: 9 },
		{ name: "take", firstLine: 16, lastLine: 19 },
	]);
	expect(functionOn(extents, 7)).toBe("first");
	expect(functionOn(extents, 12)).toBeNull();
});
