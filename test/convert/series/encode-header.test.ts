import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	addressHeader,
	formatMailbox,
	plainMailbox,
	textHeader,
} from "#convert/series/encode-header.ts";
import { parseMailbox } from "#convert/series/mailbox.ts";

/** What a reader makes of encoded words: RFC 2047 section 6.2, blanks between two of them do not count. */
function decode(header: string): string {
	return header
		.replace(/\n /g, " ")
		.replace(/\?= (?==\?)/g, "?=")
		.replace(/(?:=\?UTF-8\?q\?[^?]*\?=)+/g, (words) =>
			Buffer.from(
				words
					.replace(/=\?UTF-8\?q\?|\?=/g, "")
					.replace(/_/g, " ")
					.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
						String.fromCharCode(Number.parseInt(hex, 16)),
					),
				"latin1",
			).toString(),
		);
}

describe("mailboxes", () => {
	test.each([
		["Jan Kara", "Jan Kara <a@b.c>"],
		["Rafael J. Wysocki", '"Rafael J. Wysocki" <a@b.c>'],
		["Lee, Chun-Yi", '"Lee, Chun-Yi" <a@b.c>'],
		['Q "Quoted" P', '"Q \\"Quoted\\" P" <a@b.c>'],
		["Jérôme Glisse", "=?UTF-8?q?J=C3=A9r=C3=B4me_Glisse?= <a@b.c>"],
		["", "a@b.c"],
	])("%j is written as %j", (name, written) => {
		expect(formatMailbox({ name, address: "a@b.c" })).toBe(written);
	});

	test("a tag has names in the clear", () => {
		expect(plainMailbox({ name: "Jérôme Glisse", address: "a@b.c" })).toBe(
			"Jérôme Glisse <a@b.c>",
		);
		expect(plainMailbox({ name: "A. Name", address: "a@b.c" })).toBe(
			'"A. Name" <a@b.c>',
		);
	});

	test("what is written without encoded words reads back as the same", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme-ascii" }), (raw) => {
				const name = raw.replace(/[<>\s]+/g, " ").trim();
				const mailbox = { name, address: "a@b.c" };
				expect(parseMailbox(formatMailbox(mailbox))).toEqual(mailbox);
			}),
		);
	});
});

describe("header lines", () => {
	test("no line is longer than RFC 5322 wants, and folding loses nothing", () => {
		const people = Array.from({ length: 9 }, (_, index) => ({
			name: `Person Number ${index}`,
			address: `person${index}@example.org`,
		}));
		const header = addressHeader("Cc", people);
		expect(header.split("\n").length).toBeGreaterThan(3);
		for (const line of header.split("\n"))
			expect(line.length).toBeLessThanOrEqual(78);
		expect(header.replace(/\n /g, " ")).toBe(
			`Cc: ${people.map(formatMailbox).join(", ")}`,
		);
	});

	test("any subject decodes to itself, in words of at most 75 columns", () => {
		fc.assert(
			fc.property(
				fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }),
				(raw) => {
					const text = raw.replace(/[\s=?]+/g, " ").trim() || "x";
					const header = textHeader("Subject", text);
					expect(decode(header)).toBe(`Subject: ${text}`);
					for (const [word] of header.matchAll(/=\?.*?\?=(?= |\n|$)/g))
						expect(word.length).toBeLessThanOrEqual(75);
					expect(header).toMatch(/^[ -~\n]*$/);
				},
			),
		);
	});
});
