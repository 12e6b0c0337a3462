// What drops the references that KVM's gfn_to_page(), gfn_to_pfn() and their successors took of guest memory.

import type { ReleaseEntry } from "./entry.ts";
import { inTree } from "./source.ts";

const header = "include/linux/kvm_host.h";

const plain = {
	role: "release",
	kind: "get",
	generic: true,
	maySleep: false,
	proper: true,
} as const;

const pfnGone = "until: read in 6.12, gone in 6.13";

export const kvmReleases: readonly ReleaseEntry[] = [
	{
		...plain,
		name: "kvm_release_page_clean",
		takes: "page",
		dirties: "never",
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["page"],
				source: inTree("v6.12", header, "kvm_release_page_clean"),
			},
		],
		about: "Drops one reference of a guest page that was only read.",
	},
	{
		...plain,
		name: "kvm_release_page_dirty",
		takes: "page",
		dirties: "always",
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["page"],
				source: inTree("v6.12", header, "kvm_release_page_dirty"),
			},
		],
		about:
			"Marks a guest page dirty with SetPageDirty() and drops one reference.",
	},
	{
		...plain,
		name: "kvm_release_pfn_clean",
		takes: "pfn",
		dirties: "never",
		signatures: [
			{
				since: null,
				until: "6.13",
				parameters: ["pfn"],
				source: inTree("v6.12", header, "kvm_release_pfn_clean"),
				evidence: pfnGone,
			},
		],
		about: "kvm_release_page_clean() by frame number.",
	},
	{
		...plain,
		name: "kvm_release_pfn_dirty",
		takes: "pfn",
		dirties: "always",
		signatures: [
			{
				since: "4.19",
				until: "6.13",
				parameters: ["pfn"],
				source: inTree("v6.12", header, "kvm_release_pfn_dirty"),
				evidence: `since: bracketed only, private to KVM in 4.14, read in 4.19; ${pfnGone}`,
			},
		],
		about: "kvm_release_page_dirty() by frame number.",
	},
];
