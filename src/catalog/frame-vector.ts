// struct frame_vector: an address range of user memory as pages or page frame numbers, used by media drivers.

import type { AcquireEntry, ReleaseEntry } from "./entry.ts";
import { inTree } from "./source.ts";

const oldHeader = "include/linux/mm.h";
const header = "include/media/frame_vector.h";
const memops = "include/media/videobuf2-memops.h";

export const frameVectorAcquires: readonly AcquireEntry[] = [
	{
		role: "acquire",
		name: "get_vaddr_frames",
		kind: "pin",
		holds: "frames",
		returns: "count-or-errno",
		mayBePartial: true,
		needsMmapLock: false,
		longTerm: true,
		level: "api",
		eras: [
			{
				until: "5.8",
				kind: "get",
				longTerm: false,
				source: inTree("v5.3", "mm/frame_vector.c", "get_vaddr_frames"),
				evidence:
					"commit 55a650c35fea, mm/gup: frame_vector: convert get_user_pages() --> pin_user_pages(); get in 5.7, pin in 5.9",
			},
			{
				until: "5.12",
				longTerm: false,
				source: inTree("v5.9", "mm/frame_vector.c", "get_vaddr_frames"),
				evidence:
					"commit 04769cb1c45a, mm/frame-vector: Use FOLL_LONGTERM; without it in 5.11, with it in 5.14",
			},
		],
		signatures: [
			{
				since: null,
				until: "5.12",
				parameters: ["start", "count", "flags", "frames"],
				source: inTree("v5.9", oldHeader, "get_vaddr_frames"),
				evidence:
					"until: commit 04769cb1c45a, mm/frame-vector: Use FOLL_LONGTERM; read in 5.11 with flags, in 5.14 without",
			},
			{
				since: "5.12",
				until: "6.2",
				parameters: ["start", "count", "frames"],
				source: inTree("v6.1", header, "get_vaddr_frames"),
				evidence:
					"since: as the end of the form with flags; until: read in 6.1, with a bool in 6.2",
			},
			{
				since: "6.2",
				until: null,
				parameters: ["start", "count", "write", "frames"],
				source: inTree("v6.12", header, "get_vaddr_frames"),
				evidence: "since: without the bool in 6.1, with it in 6.2",
			},
		],
		about:
			"Fills a frame vector; for VM_IO and VM_PFNMAP areas of older kernels with frame numbers that are not held.",
	},
	{
		role: "acquire",
		name: "vb2_create_framevec",
		kind: "pin",
		holds: "return",
		returns: "pointer-or-errptr",
		mayBePartial: false,
		needsMmapLock: false,
		longTerm: true,
		level: "helper",
		eras: [
			{
				until: "5.8",
				kind: "get",
				longTerm: false,
				source: inTree("v5.3", "mm/frame_vector.c", "get_vaddr_frames"),
				evidence: "as get_vaddr_frames()",
			},
			{
				until: "5.12",
				longTerm: false,
				source: inTree("v5.9", "mm/frame_vector.c", "get_vaddr_frames"),
				evidence: "as get_vaddr_frames()",
			},
		],
		signatures: [
			{
				since: null,
				until: "5.3",
				parameters: ["start", "maxBytes", "write"],
				source: inTree("v5.0", memops, "vb2_create_framevec"),
				evidence: "until: read in 5.2 with the bool, in 5.3 without",
			},
			{
				since: "5.3",
				until: "6.2",
				parameters: ["start", "maxBytes"],
				source: inTree("v6.1", memops, "vb2_create_framevec"),
				evidence: "read in 5.3 and 6.1, with a bool in 5.2 and 6.2",
			},
			{
				since: "6.2",
				until: null,
				parameters: ["start", "maxBytes", "write"],
				source: inTree("v6.12", memops, "vb2_create_framevec"),
				evidence: "since: without the bool in 6.1, with it in 6.2",
			},
		],
		about: "get_vaddr_frames() into a new frame vector, which it returns.",
	},
];

export const frameVectorReleases: readonly ReleaseEntry[] = [
	{
		role: "release",
		name: "put_vaddr_frames",
		kind: "either",
		takes: "frames",
		dirties: "never",
		generic: false,
		maySleep: false,
		proper: true,
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["frames"],
				source: inTree("v6.12", header, "put_vaddr_frames"),
			},
		],
		about: "Lets the pages of a frame vector go and keeps the vector.",
	},
	{
		role: "release",
		name: "vb2_destroy_framevec",
		kind: "either",
		takes: "frames",
		dirties: "never",
		generic: false,
		maySleep: false,
		proper: true,
		signatures: [
			{
				since: null,
				until: null,
				parameters: ["frames"],
				source: inTree("v6.12", memops, "vb2_destroy_framevec"),
			},
		],
		about: "put_vaddr_frames() and frame_vector_destroy().",
	},
];
