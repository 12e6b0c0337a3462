// Every finding Pinfold can report: the one table that --list-codes, --explain-code, docs/codes.md and SARIF rules use.
//
// Source   Documentation/core-api/pin_user_pages.rst; mm/gup.c:is_valid_gup_args(), unpin_user_pages(),
//          unpin_user_pages_dirty_lock(); mm/page-writeback.c:set_page_dirty_lock() (v6.12)

import type { FindingClass, Severity } from "./finding.ts";

/** What one code means. Codes are never reused for another meaning. */
export interface CodeEntry {
	/** `PF101`; the hundreds are the family: balance, pairing, dirty, API and flags, return value, order and locks; 9: Pinfold's own comments. */
	readonly code: string;
	readonly class: FindingClass;
	readonly severity: Severity;
	/** A few words for lists, without a full stop. */
	readonly title: string;
	/** Paragraphs separated by an empty line: what it means, what the kernel does then, how to mend it. */
	readonly explanation: string;
}

function paragraphs(...texts: string[]): string {
	return texts.join("\n\n");
}

const balance: CodeEntry[] = [
	{
		code: "PF101",
		class: "leak",
		severity: "error",
		title: "pages are not released on a path",
		explanation: paragraphs(
			"The function takes hold of user pages and releases them on some paths, but there is a path to the end of the function on which they are neither released nor handed to anybody who could. The usual place is an error exit between the acquire and the point where the pages get an owner, or a goto to the wrong label of a ladder; in a loop that takes pages in pieces, the exit that forgets the pieces of earlier rounds.",
			"The references stay for good. The pages are not freed when the process exits; pinned ones can no longer be migrated, compacted or taken out of CMA and hot-removable memory, and memory cgroup and pinned_vm accounting drift. A user who can provoke the failure again and again can use up memory without any process showing it.",
			"Release the pages on that path with the call that belongs to the acquire (unpin_user_pages() after pin_user_pages*(), put_page() or release_pages() after get_user_pages*()), most simply by jumping to the label that already does so.",
		),
	},
	{
		code: "PF102",
		class: "leak",
		severity: "error",
		title: "a partial hold is not released",
		explanation: paragraphs(
			"get_user_pages*() and pin_user_pages*() may return fewer pages than asked for. Here a result below the request is treated as a failure, as it may be, but the pages that were obtained are not released before the function gives up.",
			"A buffer whose tail is not mapped is enough to take this path, so an unprivileged caller can leak up to one page less than the request with every call. The references stay until the machine is rebooted.",
			"When the result is greater than 0, release that many pages before returning the error: `if (ret > 0) unpin_user_pages(pages, ret);`. Use the result as the count, not the number asked for, because the remaining entries of the array were never filled.",
		),
	},
	{
		code: "PF103",
		class: "leak",
		severity: "error",
		title: "pages are never released",
		explanation: paragraphs(
			"No path of the function releases the pages, they are not returned or passed on, and where they are stored in an object no function that could be followed releases them from there. Freeing the page array with kfree() or kvfree() does not release the pages in it.",
			"Every call leaves its pages referenced for good. Memory disappears that belongs to no process, and pinned pages block migration, memory hot-unplug and CMA allocation.",
			"Release the pages where their use ends: at the end of the function for a short use, in the function that frees the object for a long one. If the owner is outside what Pinfold reads, hand the pages over by a call it can see or suppress the finding with the reason.",
		),
	},
	{
		code: "PF104",
		class: "double-release",
		severity: "error",
		title: "pages are released twice",
		explanation: paragraphs(
			"On this path the same hold is released a second time: by an error label after the normal release, by the caller after the callee has done so, or by the old owner after the pages were handed to a new one (vmap() with VM_MAP_PUT_PAGES, a callback, an object's release function).",
			"The second release takes away a reference that belongs to somebody else: the page table, the page cache, another driver. The page is freed while it is still mapped or being written by a device, which ends in use after free, bad page state messages or silent corruption of foreign memory.",
			"Release in one place only. Set the count to 0 or the pointer to NULL when the ownership moves, and let labels of a goto ladder undo only what was done before the jump.",
		),
	},
	{
		code: "PF105",
		class: "double-release",
		severity: "error",
		title: "pages are released that were never acquired",
		explanation: paragraphs(
			"A release is reached on a path where the acquire was not called, took nothing, or failed. Often a common error label is entered from before the acquire.",
			"References that were never taken are dropped. With an array of stale or foreign page pointers this lets a user lower the reference count of an arbitrary page; after a failed acquire it usually hits a page that is still in use.",
			"Enter the label that releases only after the acquire succeeded, or keep the number of pages held in a variable that starts at 0 and is set from a successful result only.",
		),
	},
	{
		code: "PF106",
		class: "double-release",
		severity: "error",
		title: "the wrong number of pages is released",
		explanation: paragraphs(
			"The number of pages released on this path differs from the number held: the number asked for instead of the number obtained, one too many or too few, bytes instead of pages, or the count of another array.",
			"Too many drops references of other users or follows pointers in array entries that were never filled; too few leaks the rest.",
			"Keep the positive result of the acquire and release exactly that many. In a loop that pins in pieces, release the sum of the results.",
		),
	},
	{
		code: "PF107",
		class: "double-release",
		severity: "error",
		title: "array entries that were never filled are released",
		explanation: paragraphs(
			"After a partial or failed acquire the release runs over entries of the page array that the acquire did not fill, and the array was not zeroed (kmalloc_array(), kvmalloc_array(), a local array). A test of each entry for NULL does not help then.",
			"The release dereferences whatever was in that memory before as a struct page pointer: at best an oops, at worst a decrement in memory an attacker can prepare.",
			"Release only as many pages as the acquire returned. Zeroing the array (kcalloc()) together with a NULL test is no cure for the *_fast() calls: their lockless walk stores pages ahead of the count and gives them up again where the page table changed under it (mm/gup.c).",
		),
	},
];

const pairing: CodeEntry[] = [
	{
		code: "PF201",
		class: "mismatch",
		severity: "error",
		title: "a pin is released as a plain reference",
		explanation: paragraphs(
			"The pages come from pin_user_pages*() or another call that sets FOLL_PIN, but are released with put_page(), folio_put() or release_pages(), which drop one plain reference.",
			"A pin of a small page counts 1024 references (GUP_PIN_COUNTING_BIAS), of a large folio one reference and one in its pin count. put_page() takes back one of them, so the page stays referenced and stays 'maybe pinned' for good: it is never freed, never migrated, and fork() copies it each time. nr_foll_pin_acquired and nr_foll_pin_released in /proc/vmstat drift apart.",
			"Release with unpin_user_page(), unpin_user_pages() or unpin_user_pages_dirty_lock(). If the device wrote into the pages, the last one replaces a loop of set_page_dirty_lock() and put_page().",
		),
	},
	{
		code: "PF202",
		class: "mismatch",
		severity: "error",
		title: "a plain reference is released as a pin",
		explanation: paragraphs(
			"The pages come from get_user_pages*() or another call that takes plain references, but are released with unpin_user_page*() or unpin_folio*().",
			"For a small page unpinning subtracts 1024 from the reference count although only 1 was added: the count becomes negative or the page is freed while other users still map it. For a large folio the pin count falls below zero. Kernels with CONFIG_DEBUG_VM warn, others corrupt memory.",
			"Either release with put_page(), or take the pages with the pin_user_pages*() call of the same shape, which is the right choice when a device or the kernel touches their contents.",
		),
	},
	{
		code: "PF203",
		class: "mismatch",
		severity: "error",
		title: "a user page is freed instead of released",
		explanation: paragraphs(
			"A page obtained from a user mapping is given to __free_page(), __free_pages(), free_page() or a similar call of the page allocator, which is meant for the pages the driver allocated itself.",
			"The reference count may happen to fit, but the page belongs to the process or the page cache; for pins and compound pages the count does not fit at all, and the order passed may free neighbours.",
			"Release user pages with put_page() or unpin_user_page() according to how they were taken, and keep own and foreign pages in separate fields, or a flag that says which they are.",
		),
	},
];

const dirty: CodeEntry[] = [
	{
		code: "PF301",
		class: "dirty",
		severity: "warning",
		title: "written pages are not marked dirty",
		explanation: paragraphs(
			"The device, or the kernel through its own mapping, writes into the pages, and they are released without having been marked dirty.",
			"The page table entry of the process may be clean at that time: reclaim then drops a file page or frees an already swapped one without writing it, and the data the device delivered is lost. It happens under memory pressure only and looks like random corruption of the buffer.",
			"Release with unpin_user_pages_dirty_lock(pages, n, true), or call set_page_dirty_lock() on each page before put_page(). Do it after the transfer has ended, never before it.",
		),
	},
	{
		code: "PF302",
		class: "dirty",
		severity: "warning",
		title: "set_page_dirty() without the page lock",
		explanation: paragraphs(
			"set_page_dirty() or folio_mark_dirty() is called on a user page without the page lock. Holding a reference is not enough: the page may be removed from its file by truncate at the same moment.",
			"page->mapping and the inode behind it can disappear during the call. The result is a use after free in the file system, or a dirty page that its file system does not expect, with the warnings ext4 and xfs print about that.",
			"Use set_page_dirty_lock(), or unpin_user_pages_dirty_lock() which does the same for a whole array. Both may sleep, so they cannot be called in interrupt context or under a spinlock.",
		),
	},
	{
		code: "PF303",
		class: "dirty",
		severity: "warning",
		title: "the dirty flag is set directly",
		explanation: paragraphs(
			"SetPageDirty() or folio_set_dirty() sets the flag of the page and nothing else.",
			"The file system is not told, the page is not tagged dirty in the page cache, and dirty accounting does not know it. Writeback looks for tags, so it does not find the page: what the device wrote may never reach the file, and later accounting may underflow.",
			"Use set_page_dirty_lock() or unpin_user_pages_dirty_lock().",
		),
	},
	{
		code: "PF304",
		class: "dirty",
		severity: "error",
		title: "a page is marked dirty after its release",
		explanation: paragraphs(
			"The page is marked dirty after the reference or pin that protected it was dropped.",
			"The page may already be free and belong to somebody else. Marking it dirty then touches foreign memory; at best the mark is lost.",
			"Mark first, release after. unpin_user_pages_dirty_lock() has the right order built in.",
		),
	},
	{
		code: "PF305",
		class: "dirty",
		severity: "error",
		title: "a dirtying call that may sleep in atomic context",
		explanation: paragraphs(
			"set_page_dirty_lock(), unpin_user_pages_dirty_lock() or unpin_user_page_range_dirty_lock() waits for the page lock, and is called here under a spinlock, with interrupts off, or in an interrupt or completion handler.",
			"The kernel reports 'scheduling while atomic' or 'sleeping function called from invalid context', or deadlocks when the holder of the page lock waits for the very completion that is running.",
			"Move the release into process context: a work item, the thread that waits for the completion, or mark the pages before the transfer starts and re-check afterwards as bio_set_pages_dirty() and bio_check_pages_dirty() do.",
		),
	},
];

const api: CodeEntry[] = [
	{
		code: "PF401",
		class: "api",
		severity: "warning",
		title: "a plain reference where a pin is due",
		explanation: paragraphs(
			"The contents of the pages are read or written by a device or through a kernel mapping (case 1, 2 or 5 of Documentation/core-api/pin_user_pages.rst), but the pages are taken with get_user_pages*(), that is FOLL_GET.",
			"The rest of the kernel cannot see that somebody works on the contents. After fork() the parent may get a copy while the device goes on with the old page, writeback may write a page that changes under it, and a read-only reference may keep an outdated page (copy on write).",
			"Use the pin_user_pages*() call of the same shape and release with unpin_user_pages*(). For a lifetime under user control add FOLL_LONGTERM. A user of struct page only (case 4), or one with an mmu notifier (case 3), may keep FOLL_GET.",
		),
	},
	{
		code: "PF402",
		class: "flag",
		severity: "warning",
		title: "FOLL_LONGTERM is missing",
		explanation: paragraphs(
			"The hold outlives the call that took it and ends only when user space asks for it (an ioctl, munmap, close), but the acquire does not pass FOLL_LONGTERM.",
			"Without the flag the pages may lie in CMA or movable memory, which then cannot be used for what it was set aside for, or in a file system that cannot allow a long hold (FS-DAX), where truncate waits for the pin without end.",
			"Add FOLL_LONGTERM, which needs a pin call: pin_user_pages_fast(start, n, FOLL_LONGTERM | …, pages). In kernels before 5.2 the call is get_user_pages_longterm().",
		),
	},
	{
		code: "PF403",
		class: "flag",
		severity: "error",
		title: "FOLL_WRITE is missing where the pages are written",
		explanation: paragraphs(
			"The device or the kernel writes into the pages, but the acquire does not ask for write access.",
			"Without FOLL_WRITE copy on write is not broken and the protection of the mapping is not checked: the write lands in a page shared with other processes, in the zero page, or in a file the caller may only read. That is a security hole.",
			"Pass FOLL_WRITE when data flows into the pages (DMA_FROM_DEVICE, DMA_BIDIRECTIONAL), and only then.",
		),
	},
	{
		code: "PF404",
		class: "flag",
		severity: "warning",
		title: "FOLL_FORCE in a driver",
		explanation: paragraphs(
			"FOLL_FORCE overrides the protection of the mapping. It exists for debuggers (ptrace, /proc/PID/mem, uprobes).",
			"In a driver it lets a device write into memory the process may only read, at the price of a private copy that the process may not expect. It was once used to get reliable read-only long-term pins, which FOLL_LONGTERM gives since v6.2.",
			"Drop the flag. Ask for FOLL_WRITE where the device writes and let the call fail where the mapping does not allow it.",
		),
	},
	{
		code: "PF405",
		class: "flag",
		severity: "error",
		title: "a bool where flags are expected, or the reverse",
		explanation: paragraphs(
			"Before v4.9 get_user_pages() and before v5.2 get_user_pages_fast() took a write argument (0 or 1); since then they take FOLL_ flags. A value made for one is passed to the other, or an old argument list to a new signature.",
			"1 happens to be FOLL_WRITE, so `write` often works by luck; `true` for a read, a direction constant such as DMA_FROM_DEVICE (2), or FOLL_LONGTERM passed as a bool ask for something else than meant. Write access is then missing or forced.",
			"Pass FOLL_WRITE or 0, chosen by the direction, and use the argument list of the kernel compiled for.",
		),
	},
	{
		code: "PF406",
		class: "flag",
		severity: "error",
		title: "arguments that the kernel warns about",
		explanation: paragraphs(
			"The combination is one that mm/gup.c refuses with a warning: FOLL_PIN or FOLL_GET passed by a caller of pin_user_pages*(), FOLL_LONGTERM without a pin, a NULL page array together with FOLL_GET or FOLL_PIN, FOLL_LONGTERM with FOLL_PCI_P2PDMA, a locked argument that is not 1 on entry.",
			"The call returns -EINVAL after WARN_ON_ONCE(), so it always fails, and machines with panic_on_warn stop.",
			"Leave the internal flags out and choose the call by what is wanted: pin_user_pages*() for a pin, get_user_pages*() for a reference, fixup_user_fault() or a NULL page array without FOLL_GET to fault pages in.",
		),
	},
];

const returnValue: CodeEntry[] = [
	{
		code: "PF501",
		class: "retval",
		severity: "error",
		title: "a negative errno is used as a page count",
		explanation: paragraphs(
			"The result of the acquire reaches a release, a loop bound or an array index as a count on a path where it may be a negative errno, because nothing has tested it for being below 0, or because the test compared it with an unsigned number and so let the errno through.",
			"Passed to unpin_user_pages(unsigned long) or release_pages(), -EFAULT becomes a huge number and the release runs through memory far behind the array; unpin_user_pages() warns and returns since v5.10, older kernels crash. In a signed loop the release is silently skipped.",
			"Test the result first: `if (ret < 0)` return it, and release only when it is greater than 0. Do not overwrite the count variable with the result before the test.",
		),
	},
	{
		code: "PF502",
		class: "retval",
		severity: "error",
		title: "a partial result is taken as full",
		explanation: paragraphs(
			"Only failure (a negative result) is tested, then the code goes on with the number of pages it asked for. get_user_pages*() and pin_user_pages*() may return less than that, and 0.",
			"The rest of the page array holds stale or uninitialised pointers, which are mapped for the device, copied to or released. A caller with a half mapped buffer can aim that at foreign memory.",
			"Compare the result with the request, release what was obtained and fail if it is smaller; or go on with the result as the count everywhere.",
		),
	},
	{
		code: "PF503",
		class: "retval",
		severity: "error",
		title: "the result of the acquire is ignored",
		explanation: paragraphs(
			"The acquire is called and its result is neither tested nor kept, but the page array is used afterwards.",
			"When the call fails or is partial, the code works with pointers that were never written.",
			"Keep the result in a signed variable (int or long), test it, and use it as the count.",
		),
	},
	{
		code: "PF504",
		class: "retval",
		severity: "error",
		title: "the result is kept in an unsigned variable",
		explanation: paragraphs(
			"The result of the acquire, which may be a negative errno, is stored in an unsigned variable. A test for being below 0 is then never true, and -EFAULT is larger than any request.",
			"The error is taken for a success with four billion pages, or escapes a test such as `ret < nr_pages`.",
			"Keep the result in an int or long of its own until it has been tested, then assign it to the unsigned count.",
		),
	},
	{
		code: "PF505",
		class: "retval",
		severity: "warning",
		title: "the page count is kept in too narrow a type",
		explanation: paragraphs(
			"The number of pages comes from a user-given length and is kept in, or passed through, a type that cannot hold it: an unsigned long cut to int or unsigned int, a count multiplied before it is widened.",
			"A very large length wraps to a small or negative count: fewer pages are taken than the rest of the code believes, or an array is allocated too small for what is pinned into it.",
			"Check the length against a limit before the conversion, use check_add_overflow() and array_size(), and keep one type for the count throughout.",
		),
	},
];

const order: CodeEntry[] = [
	{
		code: "PF506",
		class: "retval",
		severity: "warning",
		title: "the number of pages that were let go again is returned",
		explanation: paragraphs(
			"An acquire got only some of the pages, the function releases them, and then returns the result of the acquire: a positive number where it returns 0 when all goes well.",
			"A caller that tests for a negative number goes on as if it had the pages: it uses an array that it no longer holds, and releases it a second time. One that passes the number on returns it to user space.",
			"Return an error where fewer pages than needed were got: `if (got < want) { if (got > 0) unpin_user_pages(pages, got); return got < 0 ? got : -EFAULT; }`.",
		),
	},
	{
		code: "PF601",
		class: "order",
		severity: "error",
		title: "pages are released while mapped for DMA",
		explanation: paragraphs(
			"The pages are released before dma_unmap_sg(), dma_unmap_page() or the IOMMU unmapping that belongs to them.",
			"The device may still write into memory that already belongs to somebody else. With bounce buffers the data is copied back at unmap time into a page that may be free, and with an IOMMU the translation outlives the page.",
			"Stop the device, unmap, mark dirty, release: in this order, also on error paths.",
		),
	},
	{
		code: "PF602",
		class: "lock",
		severity: "error",
		title: "the mmap lock is not held",
		explanation: paragraphs(
			"get_user_pages(), pin_user_pages() and their _remote variants walk the memory map and need mmap_lock (mmap_sem before v5.8) held for reading. No path to this call takes it.",
			"The vma found can be freed by a munmap() in another thread during the walk. mmap_assert_locked() warns where it is compiled in; elsewhere it is a use after free that the user can provoke.",
			"Take mmap_read_lock(mm) around the call and drop it afterwards, or use the _fast or _unlocked variant, which take it themselves and must not be called with it held.",
		),
	},
	{
		code: "PF603",
		class: "order",
		severity: "warning",
		title: "pages are released although the device may not have finished",
		explanation: paragraphs(
			"A wait that can end early (wait_for_completion_interruptible(), wait_event_timeout() and kin) stands before the release, and its result does not decide whether the device has stopped; or what tears an object down releases its pages first and waits for its requests after that.",
			"A signal or a timeout then releases the pages while the transfer is still running: the device writes into pages that belong to somebody else. This is the classic cause of rare corruption in unrelated files.",
			"When the wait ends early, stop the transfer in the device (terminate the DMA channel, reset the engine) before unmapping and releasing, or leave the pages to the completion handler. On teardown, refuse new requests, wait for those that run, and release then.",
		),
	},
	{
		code: "PF604",
		class: "order",
		severity: "warning",
		title: "a reference is added to a page that may have none",
		explanation: paragraphs(
			"The page was found by its frame number in a page table, through follow_pfn(), in a mapping of a device or of another driver. get_page() adds a reference without asking whether there is one.",
			"Such mappings need not count references: the page may be free, or a tail page of a larger allocation whose count is 0. The reference taken here, dropped later, then frees a page that somebody else uses: user space reads and writes kernel memory.",
			"Use get_page_unless_zero() and refuse the page where it fails, or keep only the frame number, for as long as an mmu notifier says that the mapping stands.",
		),
	},
	{
		code: "PF605",
		class: "order",
		severity: "warning",
		title: "pages of one process are charged to another",
		explanation: paragraphs(
			"get_user_pages(), get_user_pages_fast() and their kin take pages of the process that runs. The driver counts them in the memory map that it stored when the file was opened, or watches that one with a notifier, and never asks whether it is the same. Or pages that stay held are taken from the memory map that a kept task has at that time.",
			"A file is inherited by fork() and passed over sockets. The child that uses it pins pages of its own, while the parent is charged for them, and what happens to the child's mappings is told to nobody: the device goes on writing into pages that the child has unmapped and that belong to somebody else by then. After exec() a task has another memory map than the one that was charged.",
			"Use current->mm for all of it and keep a reference to that memory map with the pages, or compare the stored one with current->mm and refuse the request where they differ.",
		),
	},
	{
		code: "PF606",
		class: "order",
		severity: "warning",
		title: "pages are watched only after they were taken",
		explanation: paragraphs(
			"The driver registers an interval notifier for a range of user memory when it holds the pages of the range already, and never asks whether the range was invalidated between the two.",
			"When the process unmaps or remaps the range in between, the notifier is not called: it did not exist yet. The device keeps the old pages and works on memory that is no longer mapped there, or belongs to nobody's buffer, until user space happens to end it.",
			"Register first with mmu_interval_notifier_insert(), remember mmu_interval_read_begin(), take the pages, and ask mmu_interval_read_retry() under the lock of the driver before the device gets them; start again where it says so.",
		),
	},
];

const suppression: CodeEntry[] = [
	{
		code: "PF901",
		class: "suppression",
		severity: "warning",
		title: "a suppression comment that cannot be followed",
		explanation: paragraphs(
			"A comment that begins with `pinfold:` does not have the form `pinfold: allow PF101 -- reason`: it names no code or one that does not exist, or it gives no reason.",
			"The comment allows nothing, so the findings it was meant for are reported.",
			"Name the codes, separated by commas, and after two dashes the reason why the code is right as it is, for the next reader: `/* pinfold: allow PF103 -- released by firmware_done() in firmware.S */`. It stands on the line of the finding or above it.",
		),
	},
	{
		code: "PF902",
		class: "suppression",
		severity: "note",
		title: "a suppression comment that is not needed",
		explanation: paragraphs(
			"The line that the comment belongs to has no finding with a code that the comment allows.",
			"The code has been mended or has moved away from its comment, or Pinfold no longer makes the mistake. A comment left behind would hide the next real finding on that line. This is said only where everything was looked at: not with --kernel, not with --diff.",
			"Remove the comment, or move it to the line of the finding.",
		),
	},
];

/** All codes, in ascending order. */
export const codes: readonly CodeEntry[] = [
	...balance,
	...pairing,
	...dirty,
	...api,
	...returnValue,
	...order,
	...suppression,
];

/** The entry of a code as a user may type it (`pf101`), or undefined. */
export function findCode(code: string): CodeEntry | undefined {
	const wanted = code.toUpperCase();
	return codes.find((entry) => entry.code === wanted);
}
