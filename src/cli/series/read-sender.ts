// Who sends a series and when it was written, so that the same code gives the same mails.

import { type Sender, unknownAuthor } from "#convert/series/mail.ts";
import type { Mailbox } from "#convert/series/mailbox.ts";
import { version } from "../version.ts";
import { askGit } from "./git.ts";

/**
 * The author is git's (GIT_AUTHOR_NAME, user.name, and so on), or a blank to be filled in. The date is GIT_AUTHOR_DATE,
 * else SOURCE_DATE_EPOCH, else that of the commit the series is for; without one there is none, and git am takes its own.
 */
export function readSender(folder: string): Sender {
	return {
		author: readAuthor(folder),
		date: readDate(folder),
		tool: `pinfold ${version}`,
	};
}

function readAuthor(folder: string): Mailbox {
	const { GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL } = process.env;
	const name = GIT_AUTHOR_NAME || askGit(folder, ["config", "user.name"]);
	const address = GIT_AUTHOR_EMAIL || askGit(folder, ["config", "user.email"]);
	return {
		name: name || unknownAuthor.name,
		address: address || unknownAuthor.address,
	};
}

function readDate(folder: string): string | null {
	const { GIT_AUTHOR_DATE, SOURCE_DATE_EPOCH } = process.env;
	if (GIT_AUTHOR_DATE) {
		// Git reads many forms of a date, and says it in one.
		const ident = askGit(folder, ["var", "GIT_AUTHOR_IDENT"], {
			GIT_AUTHOR_NAME: "x",
			GIT_AUTHOR_EMAIL: "x@example.org",
		});
		const [, seconds, zone] = /> (\d+) ([+-]\d{4})$/.exec(ident ?? "") ?? [];
		if (seconds !== undefined && zone !== undefined)
			return mailDate(Number(seconds), zone);
	}
	if (SOURCE_DATE_EPOCH && /^\d{1,11}$/.test(SOURCE_DATE_EPOCH))
		return mailDate(Number(SOURCE_DATE_EPOCH), "+0000");
	return askGit(folder, ["log", "-1", "--format=%cD"]) || null;
}

/** RFC 5322 section 3.3, in the zone that was named: `Tue, 2 Jan 2024 03:04:05 +0100`. */
export function mailDate(seconds: number, zone: string): string {
	const sign = zone.startsWith("-") ? -1 : 1;
	const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3, 5));
	const local = new Date((seconds + sign * minutes * 60) * 1000);
	const [day, date, month, year, time] = local.toUTCString().split(" ");
	return `${day} ${Number(date)} ${month} ${year} ${time} ${zone}`;
}
