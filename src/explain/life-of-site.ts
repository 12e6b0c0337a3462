// From what analysis knows of a site to the column of a litmus test, for the usual way through the driver.

import type { LineReader } from "#findings/fingerprint.ts";
import type {
	DirtyManner,
	DirtyMark,
	LifeRelease,
	SiteLife,
	Touch,
} from "#findings/life.ts";
import type { RelatedCall } from "#findings/related-call.ts";
import type { Evidence, Site } from "#findings/site.ts";
import type { SourceLine } from "./explanation.ts";
import type { Act, ModelLife } from "./model-life.ts";

/** What a finding on the path changes in the usual way. */
export interface Deviation {
	/** The release that this path takes, by its line. */
	readonly releaseLine?: number;
	/** Released first, unmapped or ended later. */
	readonly releasedEarly?: boolean;
	/** A check is sure that nobody marks the pages dirty. */
	readonly neverDirtied?: boolean;
	/** A check is sure that nobody holds the page lock. */
	readonly unlocked?: boolean;
	/** Marked dirty after the release. */
	readonly dirtiedLate?: boolean;
	/** The path ends here without a release. */
	readonly lostAt?: RelatedCall;
	/** Released a second time here. */
	readonly againAt?: RelatedCall;
}

export interface Translated {
	readonly life: ModelLife;
	readonly assumptions: readonly string[];
}

export function lineOf(
	read: LineReader,
	place: { readonly file: string; readonly line: number },
): SourceLine {
	return {
		file: place.file,
		line: place.line,
		text: (read(place.file, place.line) ?? "").trim().replace(/\s+/g, " "),
	};
}

/** @throws Error for a site whose life was not asked for. */
export function lifeOfSite(
	site: Site,
	read: LineReader,
	deviation: Deviation = {},
): Translated {
	const { life } = site;
	if (life === undefined) throw new Error(`${site.id} has no life`);
	return new Translation(site, life, read, deviation).run();
}

class Translation {
	private readonly assumptions: string[] = [];
	private readonly acts: Act[] = [];
	private readonly site: Site;
	private readonly life: SiteLife;
	private readonly read: LineReader;
	private readonly deviation: Deviation;

	constructor(
		site: Site,
		life: SiteLife,
		read: LineReader,
		deviation: Deviation,
	) {
		this.site = site;
		this.life = life;
		this.read = read;
		this.deviation = deviation;
	}

	run(): Translated {
		const { site, life, deviation } = this;
		const notifier = site.case === 3;
		const { writes, reads, assumed: writesAssumed } = this.contents();
		const kind = site.kind === "get" ? "get" : "pin";
		this.acquire(kind, writes);
		const release =
			deviation.lostAt === undefined ? this.chooseRelease() : null;
		const dirty = release === null ? null : this.chooseDirty(release);
		const assumed = release !== null && this.assumeDirty(writes, dirty);
		const ending =
			release === null ? [] : this.ending(kind, release, dirty, assumed);
		if (deviation.lostAt === undefined || this.touchesBefore(deviation.lostAt))
			this.contact(
				writes,
				reads,
				deviation.releasedEarly === true ? ending : [],
			);
		if (deviation.releasedEarly !== true) this.acts.push(...ending);
		if (deviation.lostAt !== undefined)
			this.add(
				"lost",
				"lose",
				deviation.lostAt,
				"nobody knows the pages any more",
			);
		if (deviation.againAt !== undefined)
			this.add(
				"release",
				this.isPinRelease(deviation.againAt.api, kind)
					? "unpin_again"
					: "put_page_again",
				deviation.againAt,
				"released once more",
			);
		const wrong =
			release !== null &&
			release.call !== null &&
			isWrongFamily(kind, release.call) &&
			!(kind === "get" && release.call.ends === "freed");
		return {
			life: {
				path: "",
				finding: null,
				acts: this.acts,
				kind,
				writes,
				reads,
				writesAssumed,
				dirties: this.mannerOf(dirty) ?? (assumed ? "lock" : null),
				longTerm: life.asksLongTerm,
				lasting: life.use.longTerm || life.asksLongTerm,
				balance:
					deviation.lostAt !== undefined
						? "lost"
						: deviation.againAt !== undefined
							? "twice"
							: wrong
								? "wrong-family"
								: "even",
				fromFile: site.api.startsWith("memfd_"),
				notifier,
			},
			assumptions: this.assumptions,
		};
	}

	private add(
		what: Act["what"],
		operation: string,
		place: { readonly file: string; readonly line: number } | null,
		says: string,
	): void {
		this.acts.push(this.act(what, operation, place, says));
	}

	private act(
		what: Act["what"],
		operation: string,
		place: { readonly file: string; readonly line: number } | null,
		says: string,
	): Act {
		return {
			what,
			operation,
			source: place === null ? null : lineOf(this.read, place),
			says,
		};
	}

	/** Whether the contents are written or read. Where the code does not say, the worse is taken. */
	private contents(): {
		readonly writes: boolean;
		readonly reads: boolean;
		readonly assumed: boolean;
	} {
		const { access } = this.site;
		const { use, touches } = this.life;
		const seen = access.replace(/^(dev|cpu)-/, "");
		if (this.site.case === 4)
			return { writes: false, reads: false, assumed: false };
		const known = touches.some(({ way }) => way === "write" || way === "both");
		if (use.writes === true || known)
			return { writes: true, reads: false, assumed: false };
		if (use.writes === false)
			return { writes: false, reads: true, assumed: false };
		if (seen === "read") return { writes: false, reads: true, assumed: false };
		this.assumptions.push(
			"The code does not say on every path whether the pages are written; it is assumed that they are.",
		);
		return { writes: true, reads: false, assumed: true };
	}

	private acquire(kind: "get" | "pin", writes: boolean): void {
		const { site, life } = this;
		const { api } = site;
		const readOnly =
			life.asksWrite === false || (life.asksWrite === null && !writes);
		const flags = [
			...(life.asksLongTerm ? ["long"] : []),
			...(readOnly ? ["read"] : []),
		];
		const asked = [
			kind === "pin" ? "pinned (FOLL_PIN)" : "plain reference (FOLL_GET)",
			readOnly ? "to be read" : "to be written",
			...(life.asksLongTerm ? ["long-term"] : []),
		].join(", ");
		if (site.kind === "extract")
			this.assumptions.push(
				"The iterator is over user memory; over kernel memory it would hold nothing.",
			);
		const [name, taken] = operationFor(api, kind, flags);
		const inside = taken.length === 0 ? "" : `(${taken.join(",")})`;
		this.add("acquire", `${name}${inside}`, site, asked);
	}

	private touchesBefore(lost: RelatedCall): boolean {
		const { site, life } = this;
		return life.touches.some(
			({ function: name, line }) =>
				name === site.function &&
				lost.function === site.function &&
				line > site.line &&
				line < lost.line,
		);
	}

	/** The device or the kernel at work, and what `between` does before the device is stopped. */
	private contact(
		writes: boolean,
		reads: boolean,
		between: readonly Act[],
	): void {
		const { site, life } = this;
		if (!writes && !reads) {
			this.acts.push(...between);
			return;
		}
		const touch = chooseTouch(life.touches, writes);
		const evidence = touch ?? evidenceOf(site);
		const byCpu =
			touch?.by === "cpu" || (touch === null && site.access.startsWith("cpu"));
		if (touch === null)
			this.assumptions.push(
				byCpu
					? "The kernel touches the contents between acquire and release."
					: "Who gets the pages lets a device work on them between acquire and release.",
			);
		const verb = writes ? "writes" : "reads";
		if (byCpu) {
			this.add(
				"touch",
				writes ? "cpu_write" : "cpu_read",
				evidence,
				`the kernel ${verb} the contents`,
			);
			this.acts.push(...between);
			return;
		}
		const unmap = chooseUnmap(life.unmaps, site);
		const mapped = evidence !== null;
		if (mapped) this.add("map", "dma_map", evidence, "given to a device");
		this.acts.push(...between);
		this.add(
			"touch",
			writes ? "dma_write" : "dma_read",
			null,
			`the device ${verb}`,
		);
		if (unmap !== null)
			this.add("unmap", "dma_unmap", unmap, "unmapped for the device");
	}

	/** The one the path names, else that of the usual way. */
	private chooseRelease(): { call: LifeRelease | null } | null {
		const { life, deviation, site } = this;
		const { releases } = life;
		const named = releases.find(({ line }) => line === deviation.releaseLine);
		if (named !== undefined) return { call: named };
		const kind = site.kind === "get" ? "get" : "pin";
		const call = usualRelease(life, kind);
		if (call === null)
			this.assumptions.push(
				"No release is seen in this file; it is assumed that whoever has the pages releases them by the matching call.",
			);
		return { call };
	}

	private chooseDirty(release: { call: LifeRelease | null }): DirtyMark | null {
		const { dirties } = this.life;
		const { call } = release;
		return (
			dirties.find((dirty) => dirty.releases && dirty.line === call?.line) ??
			dirties.find(
				(dirty) => !dirty.releases && dirty.function === call?.function,
			) ??
			dirties.find((dirty) => !dirty.releases) ??
			null
		);
	}

	/** No dirty mark is seen, and no check is sure that one is missing: then it is made where it cannot be seen. */
	private assumeDirty(writes: boolean, dirty: DirtyMark | null): boolean {
		if (!writes || dirty !== null || this.deviation.neverDirtied === true)
			return false;
		this.assumptions.push(
			"No dirty mark is seen here, and it is not sure that one is missing: it is assumed to be made before the release.",
		);
		return true;
	}

	/** Whether nobody holds the page lock is for the checks to say. */
	private mannerOf(dirty: DirtyMark | null): DirtyManner | null {
		if (dirty === null) return null;
		return dirty.manner === "unlocked" && this.deviation.unlocked !== true
			? "held"
			: dirty.manner;
	}

	private ending(
		kind: "get" | "pin",
		{ call }: { call: LifeRelease | null },
		seen: DirtyMark | null,
		assumed: boolean,
	): Act[] {
		const manner = this.mannerOf(seen);
		const dirty = seen === null || manner === null ? null : { ...seen, manner };
		if (call !== null && !/unpin|put_page|folio_put|free/.test(call.api))
			this.assumptions.push(
				`${call.api}() is taken to do what ${dirty?.releases === true ? "unpin_user_pages_dirty_lock()" : kind === "pin" ? "unpin_user_page()" : "put_page()"} does.`,
			);
		const long = this.life.asksLongTerm && kind === "pin" ? "(long)" : "";
		const late = this.deviation.dirtiedLate === true;
		if (dirty?.releases && call !== null) {
			if (isWrongFamily(kind, call))
				return [
					this.act("dirty", "mark_dirty(test)", call, "marked dirty"),
					this.act(
						"release",
						wrongOperation(kind, call),
						call,
						"released as a pin",
					),
				];
			return [
				this.act(
					"release",
					`unpin_user_pages_dirty_lock${long}`,
					call,
					"marked dirty, then unpinned",
				),
			];
		}
		const mark =
			dirty !== null
				? [this.act("dirty", markOf(dirty), dirty, saysOf(dirty))]
				: assumed
					? [this.act("dirty", "mark_dirty", null, "marked dirty elsewhere")]
					: [];
		const release =
			call === null
				? this.act(
						"release",
						kind === "get" ? "put_page" : `unpin_user_page${long}`,
						null,
						"released elsewhere",
					)
				: isWrongFamily(kind, call)
					? this.act(
							"release",
							wrongOperation(kind, call),
							call,
							call.ends === "freed"
								? "freed as a page of its own"
								: kind === "pin"
									? "released as a plain reference"
									: "released as a pin",
						)
					: this.act(
							"release",
							kind === "get" ? "put_page" : `unpin_user_page${long}`,
							call,
							kind === "get" ? "reference dropped" : "unpinned",
						);
		return late ? [release, ...mark] : [...mark, release];
	}

	private isPinRelease(api: string, kind: "get" | "pin"): boolean {
		return /unpin/.test(api) || (!/put|free/.test(api) && kind === "pin");
	}
}

/** Operation and the flags it understands. */
function operationFor(
	api: string,
	kind: "get" | "pin",
	flags: readonly string[],
): [string, readonly string[]] {
	if (api.startsWith("memfd_")) return ["memfd_pin_folios", []];
	if (api === "get_user_pages_longterm") return ["get_user_pages_longterm", []];
	if (/extract/.test(api))
		return ["iov_iter_extract_pages", flags.filter((flag) => flag === "read")];
	const fast = /fast|^iov_iter|^bio_/.test(api) ? "_fast" : "";
	return [`${kind}_user_pages${fast}`, flags];
}

/**
 * One beside a dirty mark, else the last. A release without the mark is an exit before the use, where others have one: of
 * those even the wrong call says more of the usual way.
 */
export function usualRelease(
	life: SiteLife,
	kind: "get" | "pin",
): LifeRelease | null {
	const { releases, dirties } = life;
	const right = releases.filter((release) => !isWrongFamily(kind, release));
	const besideMark = (release: LifeRelease): boolean =>
		dirties.some(
			(dirty) =>
				(dirty.line === release.line && dirty.releases) ||
				dirty.function === release.function,
		);
	return (
		right.findLast(besideMark) ??
		releases.findLast(besideMark) ??
		right.at(-1) ??
		releases.at(-1) ??
		null
	);
}

/** A kind of release that does not end this kind of hold. */
export function isWrongFamily(
	kind: "get" | "pin",
	{ ends }: LifeRelease,
): boolean {
	return ends === "freed" || (ends !== "either" && ends !== kind);
}

/** Freeing a page drops one reference, as put_page() does: what fits by luck, fits. */
function wrongOperation(kind: "get" | "pin", { ends }: LifeRelease): string {
	if (kind === "pin") return "put_page_of_pin";
	return ends === "freed" ? "put_page" : "unpin_of_get";
}

function markOf({ manner }: DirtyMark): string {
	return manner === "unlocked"
		? "mark_dirty(unlocked)"
		: manner === "raw"
			? "mark_dirty(raw)"
			: manner === "tested"
				? "mark_dirty(test)"
				: "mark_dirty";
}

function saysOf({ manner }: DirtyMark): string {
	return manner === "unlocked"
		? "marked dirty without the page lock"
		: manner === "raw"
			? "only the flag is set"
			: "marked dirty under the page lock";
}

/** A touch in the way that matters, the device's first. */
function chooseTouch(touches: readonly Touch[], writes: boolean): Touch | null {
	const fits = ({ way }: Touch): boolean =>
		writes ? way === "write" || way === "both" : way === "read";
	const by = (who: Touch["by"]) => [
		...touches.filter((touch) => touch.by === who && fits(touch)),
		...touches.filter((touch) => touch.by === who && !fits(touch)),
	];
	return [...by("device"), ...by("guest"), ...by("cpu")][0] ?? null;
}

function chooseUnmap(
	unmaps: readonly RelatedCall[],
	site: Site,
): RelatedCall | null {
	return (
		unmaps.filter(({ function: name }) => name === site.function).at(-1) ??
		unmaps.at(-1) ??
		null
	);
}

/** The line that shows who works on the contents, where no call of the catalogue does. */
function evidenceOf(site: Site): Evidence | null {
	return (
		site.caseEvidence.find(({ text }) =>
			/given|mapped|touched|handed/.test(text),
		) ?? null
	);
}
