// One more hold on pages that somebody holds already: get_page(), folio_get(), folio_add_pin() and the like.

import type { DuplicateEntry, Span } from "./entry.ts";
import { inTree } from "./source.ts";

const header = "include/linux/mm.h";
const ever: Span = { since: null, until: null };

export const duplicateEntries: readonly DuplicateEntry[] = [
	{
		role: "duplicate",
		name: "get_page",
		kind: "get",
		takes: "page",
		returns: "void",
		signatures: [
			{
				...ever,
				parameters: ["page"],
				source: inTree("v6.12", header, "get_page"),
			},
		],
		about: "One more reference of a page.",
	},
	{
		role: "duplicate",
		name: "try_get_page",
		kind: "get",
		takes: "page",
		returns: "bool",
		signatures: [
			{
				since: "5.1",
				until: null,
				parameters: ["page"],
				source: inTree("v6.12", header, "try_get_page"),
				evidence: "bracketed only: absent in 5.0, read in 5.2",
			},
		],
		about: "One more reference of a page unless its count is too high.",
	},
	{
		role: "duplicate",
		name: "get_page_unless_zero",
		kind: "get",
		takes: "page",
		returns: "bool",
		signatures: [
			{
				...ever,
				parameters: ["page"],
				source: inTree("v6.12", header, "get_page_unless_zero"),
			},
		],
		about: "One more reference of a page unless it is free.",
	},
	{
		role: "duplicate",
		name: "folio_get",
		kind: "get",
		takes: "folio",
		returns: "void",
		signatures: [
			{
				since: "5.16",
				until: null,
				parameters: ["folio"],
				source: inTree("v6.12", header, "folio_get"),
				evidence:
					"since: mm: Add folio_get(); absent in 5.15, read in 5.17-rc5",
			},
		],
		about: "One more reference of a folio.",
	},
	{
		role: "duplicate",
		name: "folio_add_pin",
		kind: "pin",
		takes: "folio",
		returns: "void",
		signatures: [
			{
				since: "6.5",
				until: null,
				parameters: ["folio"],
				source: inTree("v6.12", header, "folio_add_pin"),
				evidence:
					"since: mm: Provide a function to get an additional pin on a page; absent in 6.4, read in 6.5",
			},
		],
		about: "One more pin of a folio that is pinned already.",
	},
	{
		role: "duplicate",
		name: "folio_add_pins",
		kind: "pin",
		takes: "folio",
		returns: "errno",
		signatures: [
			{
				since: "6.13",
				until: null,
				parameters: ["folio", "count"],
				source: inTree("v6.19", header, "folio_add_pins"),
				evidence: "since: absent in 6.12.117, read in 6.13",
			},
		],
		about: "Several more pins of a folio that is pinned already.",
	},
];
