// The markers of a litmus file:
//
//   //~ PF101 words      a finding on this line whose message contains the words
//   //~^ PF101 words     … one line up, one more for each further ^
//   //~| words           a note on this line (//~|^ one line up) of a finding in the same function
//   //~ site kind=pin releases=unpin_user_pages@fn,put_page@gn      facts of the site on this line
//
// Several markers may stand on one line.

import type {
	ExpectedFinding,
	ExpectedNote,
	ExpectedSite,
} from "./litmus-file.ts";

export interface Markers {
	readonly findings: readonly ExpectedFinding[];
	readonly notes: readonly ExpectedNote[];
	readonly sites: readonly ExpectedSite[];
	readonly problems: readonly string[];
}

/** Facts of a site that a marker may name. */
export const siteFacts = [
	"api",
	"kind",
	"flags",
	"case",
	"access",
	"lifetime",
	"releases",
	"dirties",
	"ownership",
] as const;

type SiteFact = (typeof siteFacts)[number];

function isSiteFact(text: string): text is SiteFact {
	return (siteFacts as readonly string[]).includes(text);
}

/** Splits `kind=pin flags="FOLL_WRITE | FOLL_LONGTERM"`; null where something else is found. */
function readFacts(text: string): Map<string, string> | null {
	const facts = new Map<string, string>();
	const rest = text.replaceAll(
		/(\w+)=(?:"([^"]*)"|(\S+))/g,
		(
			_,
			name: string,
			quoted: string | undefined,
			plain: string | undefined,
		) => {
			facts.set(name, quoted ?? plain ?? "");
			return "";
		},
	);
	const known = [...facts.keys()].every(isSiteFact);
	return rest.trim() === "" && facts.size > 0 && known ? facts : null;
}

export function readMarkers(lines: readonly string[]): Markers {
	const findings: ExpectedFinding[] = [];
	const notes: ExpectedNote[] = [];
	const sites: ExpectedSite[] = [];
	const problems: string[] = [];
	for (const [index, text] of lines.entries()) {
		for (const part of text.split("//~").slice(1)) {
			const [, bar = "", carets = "", rest = ""] =
				/^(\|?)(\^*)\s*(.*?)\s*$/.exec(part) ?? [];
			const line = index + 1 - carets.length;
			const finding = /^(PF\d{3})(?:\s+(.*))?$/.exec(rest);
			const facts = rest.startsWith("site ") ? readFacts(rest.slice(5)) : null;
			if (bar === "|" && rest !== "") notes.push({ line, fragment: rest });
			else if (finding?.[1] !== undefined)
				findings.push({ line, code: finding[1], fragment: finding[2] ?? "" });
			else if (facts !== null) sites.push({ line, facts });
			else problems.push(`line ${index + 1}: cannot read marker //~${part}`);
		}
	}
	return { findings, notes, sites, problems };
}
