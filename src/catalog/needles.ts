import { acquireNames } from "./catalog.ts";

/**
 * The stems the acquire family is built on. A stem is a literal that ripgrep -F finds fast; the fewer there are, the
 * faster it is, and the shorter they are, the more files without a site they match.
 */
const stems: readonly string[] = [
	"user_page",
	"iov_iter_get_pages",
	"extract_",
	"memfd_pin_folios",
	"get_vaddr_frames",
	"get_dump_page",
	"follow_page",
];

/**
 * Literal substrings such that a file without any of them calls no name of acquireNames(). It may hold none all the same:
 * a needle is only a first sieve. Never misses a call by its own name; may miss a call through a macro that is defined
 * in another file and pastes the name together.
 */
export function needles(): readonly string[] {
	return stems.filter((stem) =>
		[...acquireNames()].some((name) => name.includes(stem)),
	);
}
