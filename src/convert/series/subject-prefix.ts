// What a subject begins with: `RDMA/hfi1: `, `media: ivtv: `.

/** Subjects looked at: enough to outvote a change that went through the whole tree. */
export const subjectsWanted = 40;

/**
 * The prefix that most of these subjects have, the newest of those equally common; null where none has one. A prefix is
 * one or more words without blanks that end with a colon: `drm/i915/gem: `, `scsi: st: `.
 */
export function prefixOfHistory(subjects: readonly string[]): string | null {
	const counts = new Map<string, number>();
	for (const subject of subjects) {
		const prefix = /^(?:[\w.,/+-]+: )+/.exec(subject)?.[0].slice(0, -2);
		if (prefix !== undefined) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
	}
	const most = Math.max(0, ...counts.values());
	return [...counts].find(([, count]) => count === most)?.[0] ?? null;
}

/** Whether the subjects go on with a capital after their prefix, as some subsystems want it. */
export function isCapitalised(subjects: readonly string[]): boolean {
	const first = subjects.flatMap((subject) => {
		const rest = /^(?:[\w.,/+-]+: )+(\w)/.exec(subject)?.[1];
		return rest === undefined ? [] : [rest];
	});
	const capitals = first.filter((letter) => /[A-Z]/.test(letter));
	return capitals.length * 2 > first.length;
}

/**
 * Folders whose subsystem does not write its own path, the first that fits. $1 is what the pattern caught.
 * Source: `git log --format=%s` of these folders; Documentation/process/maintainer-kvm-x86.rst, "Shortlog" (v6.12)
 */
const customs: readonly (readonly [RegExp, string])[] = [
	[/^drivers\/infiniband\/(?:(?:hw|sw|ulp)\/)?(\w+)\//, "RDMA/$1"],
	[/^drivers\/gpu\/drm\/([\w-]+)\//, "drm/$1"],
	[/^drivers\/media\/(?:[\w-]+\/)*?([\w-]+)\/[^/]+$/, "media: $1"],
	[/^arch\/(\w+)\/kvm\//, "KVM: $1"],
	[/^virt\/kvm\//, "KVM"],
	[/^drivers\/net\/(?:[\w-]+\/)*?([\w-]+)\/[^/]+$/, "net/$1"],
	[/^(?:fs|kernel|ipc)\/([\w-]+)\.[ch]$/, "$1"],
	[/^sound\/(?:[\w-]+\/)*?([\w-]+)\/[^/]+$/, "ALSA: $1"],
];

/** By the custom of the path: `misc: genwqe`, `fuse`, `x86/sgx`, `mm/gup_test`. */
export function prefixOfPath(file: string): string {
	for (const [pattern, prefix] of customs) {
		const match = pattern.exec(file);
		if (match !== null) return prefix.replace("$1", match[1] ?? "");
	}
	const parts = file.split("/");
	const name = (parts.pop() ?? file).replace(/\.[ch]$/, "");
	const [top, first, second] = parts;
	if (top === undefined) return name;
	if (first === undefined) return `${top}/${name}`;
	if (top === "drivers") {
		const driver = second ?? withoutPrefix(name, first);
		return driver === first ? first : `${first}: ${driver}`;
	}
	return second !== undefined && top === "arch" ? `${first}/${second}` : first;
}

/** `goldfish: goldfish_pipe` says it twice. */
function withoutPrefix(name: string, folder: string): string {
	return name.startsWith(`${folder}_`) || name.startsWith(`${folder}-`)
		? name.slice(folder.length + 1)
		: name;
}
