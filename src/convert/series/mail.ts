// One mail of a series, as git format-patch writes it and git am reads it.
//
// Source   git-format-patch(1), git-am(1), git-mailinfo(1)

import { addressHeader, plainMailbox, textHeader } from "./encode-header.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Recipients } from "./recipients.ts";

export interface Sender {
	readonly author: Mailbox;
	/** `Tue, 2 Jan 2024 03:04:05 +0100`; null where none is known, so that git am takes the time it is applied. */
	readonly date: string | null;
	/** `pinfold 0.1.0`, for the signature. */
	readonly tool: string;
}

/** Stands for a name that neither the options nor git know. */
export const unknownAuthor: Mailbox = {
	name: "YOUR NAME",
	address: "your@address.example",
};

export interface MailText {
	/** Without `[PATCH n/m]`. */
	readonly subject: string;
	readonly number: number;
	readonly total: number;
	readonly recipients: Recipients;
	/** Message, tags, diffstat, diff: all below the headers, ending with a line end. */
	readonly body: string;
}

/** The name of a commit that is none: git format-patch has the real one there, git am only looks at the form. */
const mailboxLine = `From ${"0".repeat(40)} Mon Sep 17 00:00:00 2001`;

export function composeMail(sender: Sender, mail: MailText): string {
	const { to, cc } = mail.recipients;
	const digits = String(mail.total).length;
	const number = String(mail.number).padStart(digits, "0");
	return [
		mailboxLine,
		addressHeader("From", [sender.author]),
		...(sender.date === null ? [] : [`Date: ${sender.date}`]),
		textHeader("Subject", `[PATCH ${number}/${mail.total}] ${mail.subject}`),
		...(to.length > 0 ? [addressHeader("To", to)] : []),
		...(cc.length > 0 ? [addressHeader("Cc", cc)] : []),
		"MIME-Version: 1.0",
		"Content-Type: text/plain; charset=UTF-8",
		"Content-Transfer-Encoding: 8bit",
		"",
		// Nothing is trimmed: a diff may end with an empty line of context, which is a blank.
		`${mail.body}-- \n${sender.tool}\n`,
	].join("\n");
}

export function signedOffBy(author: Mailbox): string {
	return `Signed-off-by: ${plainMailbox(author)}`;
}

/** The name of a file for a mail: number and subject, as git format-patch makes it. */
export function mailFileName(number: number, subject: string): string {
	const slug = subject
		.replace(/[^A-Za-z0-9._]+/g, "-")
		.replace(/\.{2,}/g, ".")
		.slice(0, 52)
		.replace(/^[-.]+|[-.]+$/g, "");
	return `${String(number).padStart(4, "0")}-${slug}.patch`;
}
