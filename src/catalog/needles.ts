/**
 * The stems the acquire family is built on. Fewer would do ("_user_page" covers two), but match half as many files again
 * that hold no site (linux-source-6.12: 250 files instead of 164), and parsing those costs more than a needle.
 */
const stems: readonly string[] = [
	"get_user_page",
	"pin_user_page",
	"iov_iter_get_pages",
	"iov_iter_extract_pages",
	"extract_iter_to_sg",
	"netfs_extract_user_iter",
	"memfd_pin_folios",
	"get_vaddr_frames",
	"get_dump_page",
	"follow_page",
];

/**
 * Literal substrings such that a file without any of them calls no name of acquireNames(). It may hold none all the same:
 * a needle is only a first sieve. Never misses a call by its own name; may miss a call through a macro that is defined
 * in another file, or that pastes the name together.
 */
export function needles(): readonly string[] {
	return stems;
}
