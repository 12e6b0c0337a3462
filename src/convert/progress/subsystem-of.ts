/** The first two folders of a path, which is how the kernel divides drivers, arch, fs and net: `drivers/infiniband`, `mm`. */
export function subsystemOf(file: string): string {
	const folders = file.split("/").slice(0, -1);
	return folders.slice(0, 2).join("/") || ".";
}
