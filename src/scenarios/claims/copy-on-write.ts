// C35 to C41: fork, copy on write, and GUP-fast beside them.

import type { Claim } from "./claim.ts";

export const copyOnWriteClaims: readonly Claim[] = [
	{
		id: "C35",
		says: "v5.9.1: fork beside pin_user_pages_fast() leaves a pinned page shared.",
		source: "S27; K",
		predictions: [
			{
				about: "v5.9",
				scene: {
					era: "v5.9",
					pages:
						"A: anon mapped(parent=writable) exclusive; B: spare of A; C: spare of A",
					processes: ["parent", "child"],
					actors: { driver: "pin_fast", forker: "fork" },
					exists: "A.pins=1 /\\ parent:A=read-only /\\ child:A=read-only",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C36",
		says: "v6.12: unreachable, by the sequence count.",
		source: "K",
		predictions: [
			{
				about: "v6.12",
				scene: {
					era: "v6.12",
					pages:
						"A: anon mapped(parent=writable) exclusive; B: spare of A; C: spare of A",
					processes: ["parent", "child"],
					actors: { driver: "pin_fast", forker: "fork" },
					exists: "A.pins=1 /\\ parent:A=read-only /\\ child:A=read-only",
				},
				expect: "Never",
			},
		],
	},
	{
		id: "C37",
		says: "Giving up exclusiveness beside GUP-fast: without either barrier a page ends pinned and not exclusive.",
		source: "K rmap.h",
		predictions: [
			{
				about: "both barriers",
				scene: {
					era: "v6.12",
					pages:
						"A: anon mapped(parent=writable) exclusive; B: spare of A; C: spare of A",
					processes: ["parent"],
					actors: { driver: "pin_fast", sharer: "share_anon" },
					exists: "A.pins=1 /\\ A.exclusive=0",
				},
				expect: "Never",
			},
			{
				about: "barrier missing in gup",
				scene: {
					era: "v6.12",
					pages:
						"A: anon mapped(parent=writable) exclusive; B: spare of A; C: spare of A",
					processes: ["parent"],
					barrier: "gup",
					actors: { driver: "pin_fast", sharer: "share_anon" },
					exists: "A.pins=1 /\\ A.exclusive=0",
				},
				expect: "Sometimes",
			},
			{
				about: "barrier missing in unmapper",
				scene: {
					era: "v6.12",
					pages:
						"A: anon mapped(parent=writable) exclusive; B: spare of A; C: spare of A",
					processes: ["parent"],
					barrier: "unmapper",
					actors: { driver: "pin_fast", sharer: "share_anon" },
					exists: "A.pins=1 /\\ A.exclusive=0",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C38",
		says: "Reuse only at a reference count of 1 (v5.8 to v5.18): the parent loses its pinned page when it writes through a read-only entry.",
		source: "K v5.9 do_wp_page; S29",
		predictions: [
			{
				about: "v5.9",
				scene: {
					era: "v5.9",
					pages:
						"A: anon mapped(parent=writable) exclusive; B: spare of A; C: spare of A",
					processes: ["parent"],
					actors: { parent: "pin dma_write mprotect store" },
					exists: "A.pins=1 /\\ parent:B=writable",
				},
				expect: "Always",
			},
		],
	},
	{
		id: "C39",
		says: "v6.12: the exclusive page is reused, device and parent share it.",
		source: "K",
		predictions: [
			{
				about: "v6.12",
				scene: {
					era: "v6.12",
					pages:
						"A: anon mapped(parent=writable) exclusive; B: spare of A; C: spare of A",
					processes: ["parent"],
					actors: { parent: "pin dma_write mprotect store" },
					exists: "A.pins=1 /\\ parent:A=writable",
				},
				expect: "Always",
			},
		],
	},
	{
		id: "C40",
		says: "v5.0, reuse by mapcount: a child that keeps a read-only reference reads what the parent writes later.",
		source: "S28; K reuse_swap_page",
		predictions: [
			{
				about: "v5.0",
				scene: {
					era: "v5.0",
					pages:
						"A: anon mapped(parent=read-only,child=read-only); B: spare of A",
					processes: ["parent", "child"],
					existing: ["child"],
					actors: {
						"child(child)": "get_user_pages(read) munmap",
						parent: "store",
					},
					exists: "A.memory=2",
				},
				expect: "Sometimes",
			},
		],
	},
	{
		id: "C41",
		says: "v6.12: the parent copies; nothing leaks.",
		source: "K wp_can_reuse_anon_folio",
		predictions: [
			{
				about: "v6.12",
				scene: {
					era: "v6.12",
					pages:
						"A: anon mapped(parent=read-only,child=read-only); B: spare of A",
					processes: ["parent", "child"],
					existing: ["child"],
					actors: {
						"child(child)": "get_user_pages(read) munmap",
						parent: "store",
					},
					exists: "A.memory=2",
				},
				expect: "Never",
			},
		],
	},
];
