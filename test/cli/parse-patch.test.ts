import { describe, expect, test } from "vitest";
import { decodeMails } from "#cli/diff/decode-mails.ts";
import { parsePatch } from "#cli/diff/parse-patch.ts";

const plain = `--- a/drivers/x.c\t2024-01-01 10:00:00
+++ b/drivers/x.c\t2024-01-02 10:00:00
@@ -1,3 +1,3 @@ static int f(void)
 one
-two
+zwei
 three
`;

describe("parsePatch", () => {
	test("reads what diff -u prints", () => {
		expect(parsePatch(plain)).toEqual([
			{
				oldPath: "a/drivers/x.c",
				newPath: "b/drivers/x.c",
				hunks: [
					{
						oldStart: 1,
						newStart: 1,
						lines: [
							{ kind: "same", text: "one" },
							{ kind: "removed", text: "two" },
							{ kind: "added", text: "zwei" },
							{ kind: "same", text: "three" },
						],
					},
				],
			},
		]);
	});

	test("reads a mail, and takes nothing below the hunk into it", () => {
		const mail = `From: me\nSubject: [PATCH] x\n\nWords\n---\n drivers/x.c | 2 +-\n\n${plain}-- \n2.39.5\n\n`;
		expect(parsePatch(mail)).toEqual(parsePatch(plain));
	});

	test("a removed line that looks like a header is no header", () => {
		const patch =
			"--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n--- a/no\n-b\n+++ b/no\n+c\n";
		const [file, ...others] = parsePatch(patch);
		expect(others).toEqual([]);
		expect(file?.hunks[0]?.lines.map(({ text }) => text)).toEqual([
			"-- a/no",
			"b",
			"++ b/no",
			"c",
		]);
	});

	test("new, deleted, quoted, without a last line end", () => {
		const files = parsePatch(
			`diff --git a/n.c b/n.c\nnew file mode 100644\n--- /dev/null\n+++ b/n.c\n@@ -0,0 +1 @@\n+int n;\n\\ No newline at end of file\n${'--- "a/\\303\\274.c"\n+++ /dev/null\n@@ -1 +0,0 @@\n-int n;\n'}`,
		);
		expect(files.map(({ oldPath, newPath }) => [oldPath, newPath])).toEqual([
			[null, "b/n.c"],
			["a/\u00c3\u00bc.c", null],
		]);
		expect(files[0]?.hunks[0]?.lines).toHaveLength(1);
	});

	test("what is no patch has none", () => {
		expect(parsePatch("int x;\n--- \n+++ \nhello\n")).toEqual([]);
	});
});

describe("decodeMails", () => {
	const head = "From a@b Mon Sep 17 00:00:00 2001\nSubject: x\n";

	test("quoted-printable and base64, each mail by itself", () => {
		const quoted = plain.replace("+zwei", "+zw=\nei =3D =C3=BC");
		const box = `${head}Content-Transfer-Encoding: quoted-printable\n\n${quoted}\n${head}Content-Transfer-Encoding: base64\n\n${Buffer.from(plain).toString("base64")}\n\n${head}\n${plain}`;
		const texts = parsePatch(decodeMails(box)).map(
			({ hunks }) => hunks[0]?.lines[2]?.text,
		);
		expect(texts).toEqual(["zwei = \u00c3\u00bc", "zwei", "zwei"]);
	});

	test("everything else as it is", () => {
		expect(decodeMails(plain)).toBe(plain);
	});
});
