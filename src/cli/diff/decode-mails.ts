// Mail bodies that were encoded for the way: quoted-printable and base64 (RFC 2045), one part per mail.

const beginningOfMail = /^From \S+ .*\d{4}\r?$/m;

/** All mails of a mailbox, one below the other and readable; any other text as it is. Bytes as Latin-1. */
export function decodeMails(text: string): string {
	if (!/^content-transfer-encoding:\s*(quoted|base64)/im.test(text))
		return text;
	const mails = text.split(new RegExp(`(?=${beginningOfMail.source})`, "m"));
	return mails.map(decodeMail).join("\n");
}

function decodeMail(mail: string): string {
	const border = /\r?\n\r?\n/.exec(mail);
	if (border === null) return mail;
	const head = mail.slice(0, border.index);
	const body = mail.slice(border.index + border[0].length);
	const encoding = /^content-transfer-encoding:\s*(\S+)/im
		.exec(head)?.[1]
		?.toLowerCase();
	if (encoding === "base64")
		return Buffer.from(body, "base64").toString("latin1");
	if (encoding !== "quoted-printable") return mail;
	return body
		.replace(/=\r?\n/g, "")
		.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
			String.fromCharCode(Number.parseInt(hex, 16)),
		);
}
