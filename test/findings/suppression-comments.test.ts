import { describe, expect, test } from "vitest";
import {
	readSuppressionComments,
	type SuppressionComment,
} from "#findings/suppression-comments.ts";

function only(text: string): SuppressionComment {
	const comments = readSuppressionComments(text);
	expect(comments).toHaveLength(1);
	return comments[0] as SuppressionComment;
}

describe("what a comment allows", () => {
	test.each([
		["/* pinfold: allow PF101 -- kept on purpose */", ["PF101"]],
		["// pinfold: allow PF101, pf201 -- kept on purpose", ["PF101", "PF201"]],
		[
			"/*\n * pinfold: allow PF101 PF102 --\n * kept on\n * purpose\n */",
			["PF101", "PF102"],
		],
		["/** pinfold : allow PF101 -- kept on purpose **/", ["PF101"]],
	])("%j", (text, codes) => {
		expect(only(`${text}\nreturn 0;`)).toMatchObject({
			codes,
			reason: "kept on purpose",
			problem: null,
		});
	});

	test.each([
		["allow PF101", "it gives no reason after '--'"],
		["allow PF101 --", "it gives no reason after '--'"],
		["allow PF999 -- why", "there is no finding PF999 to allow"],
		["allow PF101, PF998 -- why", "there is no finding PF998 to allow"],
		["allow PF902 -- why", "there is no finding PF902 to allow"],
		["allow -- why", "it names no code"],
		["alow PF101 -- why", "it is not written 'allow CODE -- reason'"],
	])("nothing: %j", (words, problem) => {
		expect(only(`/* pinfold: ${words} */ f();`)).toMatchObject({
			codes: [],
			problem,
		});
	});

	test("a comment about Pinfold says nothing to it, nor does a string", () => {
		const text =
			'/* see pinfold: allow */\nputs("/* pinfold: allow PF101 -- x */");\n';
		expect(readSuppressionComments(text)).toEqual([]);
	});
});

describe("the line it is for", () => {
	const allow = "/* pinfold: allow PF101 -- why */";
	test.each([
		["its own, behind code", `a();\n\treturn 0; ${allow}\nb();`, 2, 2],
		["its own, before code", `a();\n\t${allow} return 0;\nb();`, 2, 2],
		["the next", `a();\n\t${allow}\n\treturn 0;`, 2, 3],
		["the next with code", `${allow}\n\n// more\n\treturn 0;`, 1, 4],
		[
			"the next after others",
			`${allow}\n${allow.replace("1 ", "2 ")}\nreturn 0;`,
			1,
			3,
		],
		["none: the file ends", `a();\n${allow}`, 2, 2],
		["with CRLF", `a();\r\n${allow}\r\nreturn 0;\r\n`, 2, 3],
	])("%s", (_, text, line, target) => {
		expect(readSuppressionComments(text)[0]).toMatchObject({ line, target });
	});

	test("an unfinished comment ends with the file", () => {
		expect(only("f();\n/* pinfold: allow PF101 -- why").line).toBe(2);
	});
});
