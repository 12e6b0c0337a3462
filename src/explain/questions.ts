// What is asked about a life: one failure each, in the environment that can bring it about.
//
// Source   reference/claims.md section 2, and the scenes of #scenarios/failures/failure-scenes.ts

import type { EraName } from "#mm/eras/era.ts";
import type { FailureId } from "#mm/failures/failure.ts";
import type { ModelLife } from "./model-life.ts";

export interface Question {
	/** Of the catalogue. */
	readonly failure: FailureId;
	/** In a few words, for people. */
	readonly name: string;
	/** What a user of the machine sees of it. */
	readonly consequence: (life: ModelLife) => string;
	/** Said below a run that is stuck. */
	readonly ending: string;
	/** Who else is at work: actor and its operations. */
	readonly others: Readonly<Record<string, string>>;
	/** Condition at the end of a run. */
	readonly exists: string;
	readonly fs: string;
	/** Pages at the start, one scenario each, the one with the shortest stories first. */
	readonly starts: readonly string[];
	readonly processes: readonly string[];
	/** The failure is that the condition cannot be met any more. */
	readonly stuck: boolean;
	/** What every kernel does there, where the model's policy of that kernel leaves it out (ext4_break_layouts()). */
	readonly policy: string | null;
	/** How often the contents are touched. */
	readonly touches: number;
	/** Nobody lets go: user space keeps the pages as long as it likes. */
	readonly keeps: boolean;
	readonly assumptions: readonly string[];
	readonly asks: (life: ModelLife, era: EraName) => boolean;
}

/**
 * Mapped and written to by the process; or not yet mapped at all. Beside reclaim and munmap the first is enough: they lead
 * to a page that is clean, not mapped and without buffers.
 */
const dirtyStart = "A: file dirty buffers mapped(app=writable)";
const fileStarts = [dirtyStart, "A: file"];
const memory = "A: anon mapped(app=writable) exclusive; B: spare of A";
const movable = "A: anon mapped(app=writable) exclusive movable; B: spare of A";

const plain = {
	fs: "ext4",
	processes: ["app"],
	stuck: false,
	ending: "",
	keeps: false,
	policy: null,
	touches: 1,
	assumptions: [],
} as const;

const ofFile = { ...plain, starts: fileStarts } as const;

/** Contents, with the usual way through the driver. */
const isUsual = ({ balance }: ModelLife): boolean =>
	balance === "even" || balance === "wrong-family";
/** A short read of a page that the process has left is no worse than one a moment earlier. */
const isParted = ({ writes, reads, lasting }: ModelLife): boolean =>
	writes || (reads && lasting);
const isUneven = ({ balance }: ModelLife): boolean => balance !== "even";
const writesFile = (life: ModelLife): boolean => life.writes && isUsual(life);
const hasMapping = ({ fromFile }: ModelLife): boolean => !fromFile;
const isMapped = (life: ModelLife): boolean =>
	isUsual(life) && hasMapping(life);

const isBug = (era: EraName): boolean => era === "v5.0" || era === "v5.9";

/** Who works on the contents. */
function whoOf({ acts }: ModelLife): string {
	return acts.some(({ operation }) => operation.startsWith("cpu_"))
		? "the kernel"
		: "the device";
}

/** In the order in which they are told: what the driver alone does wrong first, then lost data, then the rest. */
export const questions: readonly Question[] = [
	{
		...plain,
		failure: "F16",
		name: "the reference count drops below what is in use",
		consequence: () =>
			"the page is freed while it is still mapped: whoever gets it next shares it with this process, or the kernel stops with a bad page state",
		others: {},
		exists: "F16",
		starts: [memory],
		asks: (life) => isUneven(life) && hasMapping(life),
	},
	{
		...plain,
		failure: "F23",
		name: "the page is used after it was freed",
		consequence: (life) =>
			`${whoOf(life)} works on memory that belongs to somebody else by then`,
		others: { app: "munmap" },
		exists: "F23",
		starts: [memory],
		asks: hasMapping,
	},
	{
		...plain,
		failure: "F16",
		name: "the page is never freed",
		consequence: () =>
			"memory disappears that belongs to no process, one page for each time, until reboot",
		ending:
			"Nobody is left who could drop the references that the page still has.",
		others: { app: "wait_signal munmap" },
		exists: "A.freed=1",
		starts: [memory],
		stuck: true,
		asks: hasMapping,
	},
	{
		...plain,
		failure: "F17",
		name: "memory offlining, compaction and CMA never get the page",
		consequence: () =>
			"offline_pages() tries without end, cma_alloc() fails with -EBUSY, huge pages cannot be formed there",
		ending:
			"And so on without end: the page always has more references than migration expects.",
		others: { offline: "wait_signal offline" },
		exists: "A.freed=1",
		starts: [movable],
		stuck: true,
		asks: (life) => isUneven(life) && hasMapping(life),
	},
	{
		...plain,
		starts: [dirtyStart],
		failure: "F1",
		name: "ext4 meets a dirty page without buffers",
		consequence: () => "ext4 stops the machine with a BUG in writepages",
		others: { flusher: "writepages", kswapd: "shrink_page_list" },
		exists: "F1",
		asks: (life, era) =>
			isBug(era) &&
			writesFile(life) &&
			life.dirties !== null &&
			hasMapping(life),
	},
	{
		...plain,
		starts: [dirtyStart],
		failure: "F1'",
		name: "writeback drops what was written",
		consequence: () =>
			"ext4 warns once and forgets that the page is dirty: what was written never reaches the disk",
		others: { flusher: "writepages writepages", kswapd: "shrink_page_list" },
		exists: "F1'",
		asks: (life, era) =>
			!isBug(era) &&
			writesFile(life) &&
			life.dirties !== null &&
			hasMapping(life),
	},
	{
		...plain,
		starts: [dirtyStart],
		failure: "F4",
		name: "lost update: the page counts as clean, the disk has the old data",
		consequence: () =>
			"under memory pressure the page is dropped, and what was written last is gone without a message",
		others: { flusher: "writepages", app: "munmap" },
		exists: "A.memory!=A.disk /\\ A.dirty=0 /\\ A.writeback=0 /\\ A.attached=1",
		asks: (life) => writesFile(life) && hasMapping(life),
	},
	{
		...plain,
		starts: [dirtyStart],
		failure: "F4",
		name: "the dirty flag is set, but writeback does not find the page",
		consequence: () =>
			"the page is not tagged dirty in the page cache: neither the flusher nor fsync() writes it, and the data may never reach the disk",
		others: { flusher: "writepages", app: "munmap" },
		exists:
			"A.memory!=A.disk /\\ A.dirty=1 /\\ A.tagDirty=0 /\\ A.writeback=0 /\\ A.attached=1",
		asks: (life) =>
			writesFile(life) && life.dirties === "raw" && hasMapping(life),
	},
	{
		...ofFile,
		failure: "F18",
		name: "the dirty mark meets a page that truncate has just taken away",
		consequence: () =>
			"a page without a file is marked dirty: use after free of the inode in the worst case, wrong dirty accounting in the best",
		others: { truncater: "truncate" },
		exists: "F18",
		asks: (life) =>
			isUsual(life) && life.dirties === "unlocked" && hasMapping(life),
	},
	{
		...plain,
		failure: "F11",
		name: "after fork() the held page is not the one the process sees",
		consequence: (life) =>
			life.writes
				? `the process never sees what ${whoOf(life)} writes`
				: `${whoOf(life)} goes on reading old data`,
		others: { app: "fork store" },
		exists: "F11",
		starts: [memory],
		processes: ["app", "child"],
		asks: (life) => isMapped(life) && isParted(life),
	},
	{
		...plain,
		failure: "F19",
		name: "swap-out separates the process from the page that is held",
		consequence: (life) =>
			life.writes
				? `the process gets another page on its next access and never sees what ${whoOf(life)} writes`
				: `the process gets another page on its next access, and ${whoOf(life)} goes on reading the old one`,
		others: { kswapd: "shrink_page_list", app: "store" },
		exists: "F11",
		starts: [memory],
		asks: (life) => isMapped(life) && isParted(life),
	},
	{
		...plain,
		fs: "ext4-journal",
		starts: fileStarts,
		failure: "F21",
		name: "with data=journal the dirty mark is not journalled",
		consequence: () =>
			"what was written does not survive a crash, or never reaches the disk",
		others: { flusher: "writepages writepages" },
		exists: "F21",
		asks: (life) =>
			writesFile(life) && life.dirties !== null && hasMapping(life),
	},
	{
		...plain,
		fs: "ext4 stable",
		starts: fileStarts,
		failure: "F2",
		name: "the page changes while it is written to disk",
		consequence: () =>
			"checksums (DIF, btrfs), RAID parity and data on disk disagree",
		others: { flusher: "writepages" },
		exists: "F2",
		asks: (life) => writesFile(life) && hasMapping(life),
	},
	{
		...ofFile,
		failure: "F3",
		name: "the page changes while the file system believes it clean",
		consequence: () =>
			"no space is reserved and no journal told; a crash before the dirty mark loses data that fsync() had covered",
		others: { flusher: "writepages" },
		exists: "F3",
		asks: (life) => writesFile(life) && hasMapping(life),
	},
	{
		...ofFile,
		failure: "F5",
		name: "fsync() returns without the data",
		consequence: () =>
			"a second fsync() writes nothing and returns 0, although the page was written to since the first",
		others: { syncer: "fsync fsync" },
		exists: "F5",
		touches: 2,
		assumptions: ["The device writes twice while the pages are held."],
		asks: (life) => writesFile(life) && life.lasting && hasMapping(life),
	},
	{
		...ofFile,
		failure: "F6",
		name: "truncate takes the held page out of its file",
		consequence: () => "what is written after that reaches no file",
		others: { truncater: "truncate" },
		exists: "F6",
		asks: (life) => writesFile(life) && hasMapping(life),
	},
	{
		...ofFile,
		failure: "F8",
		name: "an O_DIRECT write to the same file takes the held page out of the page cache",
		consequence: () => "what is written after that reaches no file",
		others: { flusher: "writepages", directwriter: "invalidate_inode_pages2" },
		exists: "F8",
		asks: (life) => writesFile(life) && hasMapping(life),
	},
	{
		...plain,
		fs: "tmpfs",
		starts: ["A: file"],
		failure: "F16",
		name: "the page is never freed",
		consequence: () =>
			"memory disappears that belongs to no process, one page for each time, until reboot",
		ending:
			"Nobody is left who could drop the references that the page still has.",
		others: { truncater: "wait_signal truncate" },
		exists: "A.freed=1",
		stuck: true,
		asks: ({ fromFile }) => fromFile,
	},
	{
		...plain,
		fs: "tmpfs",
		starts: ["A: file"],
		failure: "F6",
		name: "truncate takes the held page out of its file",
		consequence: () => "what is written after that reaches no file",
		others: { truncater: "truncate" },
		exists: "F6",
		asks: (life) => life.fromFile && life.writes && isUsual(life),
	},
	{
		...plain,
		failure: "F17",
		name: "the memory cannot be offlined or migrated while user space keeps the pages",
		consequence: () =>
			"offline_pages() tries without end, cma_alloc() fails with -EBUSY, for as long as the process likes",
		ending:
			"And so on without end: the page always has more references than migration expects.",
		others: { offline: "wait_signal offline" },
		exists: "A.freed=1",
		starts: [movable],
		stuck: true,
		keeps: true,
		assumptions: ["User space never lets the pages go."],
		asks: (life) => life.lasting && isMapped(life),
	},
	{
		...plain,
		fs: "fsdax",
		starts: ["A: dax mapped(app=writable)"],
		failure: "F9",
		name: "truncate on FS-DAX waits for as long as user space keeps the pages",
		consequence: () =>
			"truncate, hole punch and unlink of that file hang, and with them whoever calls them",
		ending: "There it waits until the reference count is 1.",
		others: { truncater: "truncate" },
		exists: "truncated=1",
		stuck: true,
		keeps: true,
		policy: "bounce-truncate-wait",
		assumptions: ["User space never lets the pages go."],
		asks: (life) => life.lasting && isMapped(life),
	},
];
