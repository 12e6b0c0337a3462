/** Until the catalogue says it. */
export function needles(): readonly string[] {
	return [
		"get_user_page",
		"pin_user_page",
		"memfd_pin_folios",
		"iov_iter_extract_pages",
		"iov_iter_get_pages",
		"get_vaddr_frames",
		"get_dump_page",
	];
}
