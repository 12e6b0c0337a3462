// The sections of a kernel's MAINTAINERS, and which of them a file or a patch belongs to.
//
// Source   scripts/get_maintainer.pl:read_maintainer_file(), get_maintainers(), file_match_pattern() (v6.12)
// Left out K: patterns in the text of whole files (--keywords-in-file, off there too), git history, web and tree lines

export interface Section {
	readonly title: string;
	/** In the order of the file. */
	readonly entries: readonly {
		readonly letter: string;
		readonly value: string;
	}[];
}

/** F: or X:, compiled. */
interface FilePattern {
	readonly regex: RegExp;
	/** Slashes, and one more where it does not end with one: how close it comes to a file. */
	readonly depth: number;
	/** Slashes a file must have; null where the pattern is a folder with all below it. */
	readonly slashes: number | null;
	/** The folder, where it is one without wildcards. */
	readonly folder: string | null;
}

export interface MaintainedArea {
	readonly section: Section;
	readonly files: readonly FilePattern[];
	readonly excluded: readonly FilePattern[];
	/** N: regular expressions over paths. */
	readonly names: readonly RegExp[];
	/** K: regular expressions over changed lines. */
	readonly keywords: readonly RegExp[];
}

/** @param isFolder whether a path of F: or X: is a folder of the tree, for those written without a slash at the end */
export function parseMaintainers(
	text: string,
	isFolder: (path: string) => boolean,
): readonly MaintainedArea[] {
	return readSections(text).map((section) => {
		const values = (letter: string): string[] =>
			section.entries
				.filter((entry) => entry.letter === letter)
				.map(({ value }) => value);
		const pattern = (value: string): FilePattern =>
			filePattern(
				isFolder(value) && !value.endsWith("/") ? `${value}/` : value,
			);
		return {
			section,
			files: values("F").map(pattern),
			excluded: values("X").map(pattern),
			names: values("N").flatMap(perlRegex),
			keywords: values("K").flatMap(perlRegex),
		};
	});
}

function readSections(text: string): readonly Section[] {
	const sections: { title: string; entries: Section["entries"][number][] }[] =
		[];
	let title = "";
	let isOpen = false;
	for (const line of text.split("\n")) {
		const [, letter, value] = /^([A-Z]):\s*(.*)/.exec(line) ?? [];
		if (letter === undefined || value === undefined) {
			if (/^\s*(#|$)/.test(line)) continue;
			title = line.trim();
			isOpen = false;
			continue;
		}
		if (!isOpen) sections.push({ title, entries: [] });
		isOpen = true;
		sections.at(-1)?.entries.push({ letter, value: value.trim() });
	}
	// The example at the head of the file explains the letters and is no section: it has no status.
	return sections.filter(({ entries }) =>
		entries.some(({ letter }) => letter === "S"),
	);
}

/** `*` is any text, slashes too; what keeps it in one folder is the number of slashes. */
function filePattern(value: string): FilePattern {
	const source = value
		.replace(/[.+^${}()|\\]/g, "\\$&")
		.replace(/\*/g, ".*")
		.replace(/\?/g, ".");
	const isFolder = value.endsWith("/");
	const slashes = value.split("/").length - 1;
	return {
		regex: new RegExp(`^${source}`),
		depth: value.startsWith("*") ? -1 : isFolder ? slashes : slashes + 1,
		slashes: isFolder ? null : slashes,
		folder: isFolder && !/[*?[]/.test(value) ? value.slice(0, -1) : null,
	};
}

/** With perl's /x, blanks in it mean nothing; one that JavaScript cannot read is left out. */
function perlRegex(value: string): RegExp[] {
	const dense = value.replace(/(\\.)|\s+/g, (_, escaped?: string) =>
		escaped === undefined ? "" : escaped,
	);
	const ignoresCase = /\(\?i[:)]/.test(dense);
	const source = dense.replace(/\(\?i\)/g, "").replace(/\(\?i:/g, "(?:");
	try {
		return [new RegExp(source, ignoresCase ? "i" : "")];
	} catch {
		return [];
	}
}

function matches(file: string, pattern: FilePattern): boolean {
	return (
		pattern.regex.test(file) &&
		(pattern.slashes === null || pattern.slashes === file.split("/").length - 1)
	);
}

/** The areas of one file, the closest first, areas equally close in the order of MAINTAINERS. */
export function areasOfFile(
	file: string,
	areas: readonly MaintainedArea[],
): readonly MaintainedArea[] {
	return areas
		.flatMap((area) => {
			const depth = depthOf(file, area);
			return depth === null ? [] : [{ area, depth }];
		})
		.sort((a, b) => b.depth - a.depth)
		.map(({ area }) => area);
}

/** null where the file is none of the area's. The last pattern that fits decides, as in the script. */
function depthOf(file: string, area: MaintainedArea): number | null {
	if (area.excluded.some((pattern) => matches(file, pattern))) return null;
	const named = area.names.some((name) => name.test(file)) ? 0 : null;
	const found = area.files.filter((pattern) => matches(file, pattern)).at(-1);
	return found?.depth ?? named;
}

/** The areas one of whose keywords is in a line that the diff adds or removes. */
export function areasOfKeywords(
	diff: string,
	areas: readonly MaintainedArea[],
): readonly MaintainedArea[] {
	const changed = diff
		.split("\n")
		.filter((line) => /^[+-](?!(?:\+\+|--) )/.test(line))
		.map((line) => line.slice(1));
	return areas.filter(({ keywords }) =>
		keywords.some((keyword) => changed.some((line) => keyword.test(line))),
	);
}
