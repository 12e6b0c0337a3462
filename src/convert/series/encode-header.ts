// Header lines of a mail: what is not ASCII as encoded words, names quoted where they must be, long lines folded.
//
// Source   RFC 5322 sections 2.2.3 (folding), 3.2.3 (atoms), 3.2.4 (quoted strings); RFC 2047 sections 2, 4.2 and 5

import type { Mailbox } from "./mailbox.ts";

/** RFC 5322 section 2.1.1: a line should have no more. */
const lineLimit = 78;
/** RFC 2047 section 2: an encoded word has no more. */
const wordLimit = 75;

/** `Subject: …`, ending without a line end. */
export function textHeader(name: string, text: string): string {
	return fold(name, isAscii(text) ? text.split(" ") : encodeText(text), " ");
}

/** `To: …`, one mailbox a line where they do not fit together. */
export function addressHeader(
	name: string,
	mailboxes: readonly Mailbox[],
): string {
	return fold(name, mailboxes.map(formatMailbox), ", ");
}

/** A mailbox as a header has it. */
export function formatMailbox({ name, address }: Mailbox): string {
	return name === "" ? address : `${formatPhrase(name)} <${address}>`;
}

/** A mailbox as a tag in the message has it: in the clear, quoted where a header would. */
export function plainMailbox({ name, address }: Mailbox): string {
	if (name === "") return address;
	const needsQuotes = isAscii(name) && !isAtoms(name);
	return `${needsQuotes ? quote(name) : name} <${address}>`;
}

function formatPhrase(name: string): string {
	if (!isAscii(name)) return encodeText(name).join(" ");
	return isAtoms(name) ? name : quote(name);
}

function isAscii(text: string): boolean {
	return /^[\x20-\x7e]*$/.test(text);
}

function isAtoms(name: string): boolean {
	return /^[\w!#$%&'*+\-/=?^`{|}~ ]*$/.test(name);
}

function quote(name: string): string {
	return `"${name.replace(/["\\]/g, "\\$&")}"`;
}

/**
 * Encoded words in UTF-8, each a whole number of characters (RFC 2047 section 5). White space between two of them is not
 * shown, so that they join to the whole text.
 */
function encodeText(text: string): string[] {
	const words: string[] = [];
	let word = "";
	for (const character of text) {
		const encoded = encodeCharacter(character);
		if (`=?UTF-8?q?${word}${encoded}?=`.length > wordLimit) {
			words.push(word);
			word = "";
		}
		word += encoded;
	}
	return [...words, word].map((part) => `=?UTF-8?q?${part}?=`);
}

/** RFC 2047 section 5 (3): in a phrase only letters, digits and `!*+-/` stand for themselves; blank is `_`. */
function encodeCharacter(character: string): string {
	if (character === " ") return "_";
	if (/^[A-Za-z0-9!*+\-/]$/.test(character)) return character;
	return [...new TextEncoder().encode(character)]
		.map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`)
		.join("");
}

/** Breaks between parts only; a part that is too long for a line stays whole. */
function fold(
	name: string,
	parts: readonly string[],
	separator: " " | ", ",
): string {
	const lines: string[] = [];
	let line = `${name}:`;
	for (const [index, part] of parts.entries()) {
		const isLast = index === parts.length - 1;
		const text = isLast ? part : `${part}${separator.trimEnd()}`;
		if (index > 0 && line.length + 1 + text.length > lineLimit) {
			lines.push(line);
			line = ` ${text}`;
		} else line += ` ${text}`;
	}
	return [...lines, line].join("\n");
}
