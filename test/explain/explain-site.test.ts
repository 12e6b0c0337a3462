// What `explain` says about small drivers, and that its schedules are runs of the scenarios it prints.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../src/explain/explanation.ts";
import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import { replay } from "../../src/explore/engines/schedule.ts";
import { traceOf } from "../../src/explore/engines/trace.ts";
import { not } from "../../src/explore/language/expression.ts";
import { condition } from "../../src/explore/language/scenario.ts";
import { buildScenario } from "../../src/scenarios/build.ts";
import { isSticky } from "../../src/scenarios/condition-expression.ts";
import { judge } from "../../src/scenarios/judge.ts";
import { parseLitmus } from "../../src/scenarios/litmus/parse-litmus.ts";
import { explainSource, reachableIn } from "./explain-source.ts";

const writer = (acquire: string, release: string): string => `
static int fill(struct device *dev, unsigned long addr)
{
	struct page *page;
	dma_addr_t dma;

	if (${acquire}(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	dma = dma_map_page(dev, page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
	run_and_wait(dev, dma);
	dma_unmap_page(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);
	${release}
	return 0;
}
`;

const getWriter = writer(
	"get_user_pages_fast",
	"set_page_dirty_lock(page);\n\tput_page(page);",
);
const pinWriter = writer(
	"pin_user_pages_fast",
	"unpin_user_pages_dirty_lock(&page, 1, true);",
);

function only(text: string, kernel: "5.0" | "5.9" | "6.12" = "6.12") {
	const [explained, second] = explainSource(text, kernel);
	if (explained === undefined || second !== undefined)
		throw new Error("one site is expected");
	return explained;
}

describe("what the kernel's own rules say", () => {
	test("a FOLL_GET writer loses data on v6.12 as claims C08 and C52 say, a FOLL_PIN writer does not", () => {
		expect(reachableIn(only(getWriter).explanation)).toContain("F1'");
		const pinned = only(pinWriter).explanation;
		expect(reachableIn(pinned)).not.toContain("F1'");
		expect(
			pinned.outcomes.find(({ failure }) => failure === "F1'")?.states,
		).toBeGreaterThan(500);
	});

	test("writing while writeback reads (F2) is open for both on v6.12", () => {
		expect(reachableIn(only(getWriter).explanation)).toContain("F2");
		expect(reachableIn(only(pinWriter).explanation)).toContain("F2");
	});

	test("fork parts a FOLL_GET writer from its process, not a FOLL_PIN writer; on v5.9 GUP-fast can still meet fork", () => {
		expect(reachableIn(only(getWriter).explanation)).toContain("F11");
		expect(reachableIn(only(pinWriter).explanation)).not.toContain("F11");
		expect(reachableIn(only(pinWriter, "5.9").explanation)).toContain("F11");
	});

	test("on v5.0 the same code stops the machine (F1)", () => {
		const { explanation } = only(getWriter, "5.0");
		expect(explanation.kernel).toMatchObject({ era: "v5.0", policy: "none" });
		expect(reachableIn(explanation)).toContain("F1");
	});

	test("a long-term write pin of a file is refused on v6.12, so nothing happens to the file", () => {
		const text = pinWriter.replace("FOLL_WRITE", "FOLL_WRITE | FOLL_LONGTERM");
		const { explanation } = only(text);
		expect(reachableIn(explanation)).toEqual([]);
		expect(explanation.assumptions.join()).toContain("-EFAULT");
	});
});

describe("mistakes of the driver", () => {
	test("a lost pin: the page is never freed, its memory never offlined, and not after the change", () => {
		const text = pinWriter.replace(
			"	run_and_wait(dev, dma);",
			"	if (run_and_wait(dev, dma))\n\t\treturn -EIO;",
		);
		const { explanation, findings } = only(text);
		expect(findings.map(({ code }) => code)).toEqual(["PF101"]);
		const lost = explanation.outcomes.filter(
			({ finding, reachable }) => finding === "PF101" && reachable,
		);
		expect(lost.map(({ failure }) => failure)).toEqual(["F16", "F17"]);
		expect(
			explanation.afterConversion.filter(
				({ failure, reachable }) => failure === "F16" && reachable,
			),
		).toEqual([]);
	});

	test("put_page() on a pin: never freed; unpin of a reference: freed too early", () => {
		const put = writer("pin_user_pages_fast", "put_page(page);");
		expect(reachableIn(only(put).explanation)[0]).toBe("F16");
		const unpin = writer("get_user_pages_fast", "unpin_user_page(page);");
		const { explanation } = only(unpin);
		expect(explanation.outcomes[0]).toMatchObject({
			failure: "F16",
			name: "the reference count drops below what is in use",
			reachable: true,
		});
	});

	test("released before it is unmapped: the device works on a page of somebody else", () => {
		const text = pinWriter.replace(
			/\tdma_unmap_page.*\n(\tunpin.*\n)/,
			"$1\tdma_unmap_page(dev, dma, PAGE_SIZE, DMA_FROM_DEVICE);\n",
		);
		const { explanation, findings } = only(text);
		expect(findings.map(({ code }) => code)).toEqual(["PF601"]);
		expect(reachableIn(explanation)).toContain("F23");
		expect(
			explanation.afterConversion.find(({ failure }) => failure === "F23")
				?.reachable,
		).toBe(false);
	});

	test("written and not marked: the update is lost (F4); marked without the lock: it meets truncate (F18)", () => {
		const unmarked = writer("pin_user_pages_fast", "unpin_user_page(page);");
		expect(reachableIn(only(unmarked).explanation)).toContain("F4");
		const unlocked = writer(
			"pin_user_pages_fast",
			"set_page_dirty(page);\n\tunpin_user_page(page);",
		);
		expect(reachableIn(only(unlocked).explanation)).toContain("F18");
		const raw = writer(
			"pin_user_pages_fast",
			"SetPageDirty(page);\n\tunpin_user_page(page);",
		);
		const { explanation } = only(raw);
		expect(explanation.outcomes[0]).toMatchObject({
			failure: "F4",
			name: "the dirty flag is set, but writeback does not find the page",
			reachable: true,
		});
	});
});

describe("what is not sure", () => {
	test("a dirty mark that may be made elsewhere is assumed to be made: no lost update is claimed", () => {
		const text = writer("pin_user_pages_fast", "unpin_user_page(page);")
			.replace("DMA_FROM_DEVICE", "direction")
			.replace("FOLL_WRITE", "flags");
		const { explanation, findings } = only(text);
		expect(findings.map(({ code }) => code)).toEqual([]);
		expect(reachableIn(explanation)).not.toContain("F4");
		expect(explanation.assumptions.join()).toContain("No dirty mark is seen");
	});

	test("who releases the pages in another file is named, and assumed to do it right", () => {
		const { explanation } = only(`
struct page *hand_out(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return NULL;
	return page;
}
`);
		expect(explanation.unknown.join()).toContain(
			"Who releases the pages: they leave this file through hand_out()",
		);
		expect(explanation.assumptions.join()).toContain("the matching call");
		expect(reachableIn(explanation)).not.toContain("F16");
	});

	test("__free_page() on a reference takes away no more than put_page() does; on a pin it leaves the rest behind", () => {
		const freed = (acquire: string) =>
			only(writer(acquire, "__free_page(page);")).explanation;
		expect(reachableIn(freed("get_user_pages_fast"))).not.toContain("F16");
		expect(reachableIn(freed("pin_user_pages_fast"))).toContain("F16");
	});
});

describe("the scenarios", () => {
	const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
	const texts = [
		getWriter,
		pinWriter,
		...readdirSync(samples).map((name) => readFileSync(samples + name, "utf8")),
	];

	test("every schedule replays, every litmus file says what a search of its own finds", () => {
		let replayed = 0;
		for (const text of texts)
			for (const { explanation } of explainSource(text)) {
				const all = [...explanation.outcomes, ...explanation.afterConversion];
				for (const outcome of all) {
					const litmus = parseLitmus(outcome.litmus);
					expect(judge(litmus)).toMatchObject({
						observed: litmus.result,
						states: litmus.states,
					});
					if (outcome.reachable !== true) continue;
					replays(outcome);
					replayed++;
				}
			}
		expect(replayed).toBeGreaterThan(30);
	}, 120_000);

	test("each step of the driver stands on a line of C, unless a device takes it", () => {
		const lines = getWriter.split("\n");
		const { explanation } = only(getWriter);
		const seen = new Set<string>();
		for (const { steps } of explanation.outcomes)
			for (const { actor, source, operationText } of steps) {
				if (actor !== "driver" || /^(dma_write|signal)/.test(operationText)) {
					expect(source).toBeNull();
					continue;
				}
				expect(source?.text).toBe(lines[(source?.line ?? 0) - 1]?.trim());
				seen.add(source?.text ?? "");
			}
		expect([...seen]).toEqual(
			expect.arrayContaining([
				"if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)",
				"set_page_dirty_lock(page);",
				"put_page(page);",
			]),
		);
	});
});

/** The schedule is a run of the litmus file, with these steps, and it ends where the failure is. */
function replays(outcome: Outcome): void {
	const litmus = parseLitmus(outcome.litmus);
	const built = buildScenario(litmus);
	const met = condition("met", not(built.condition));
	const machine = machineOf(
		modelOf({
			...built.scenario,
			...(isSticky(litmus.exists) ? { invariants: [met] } : { atEnd: [met] }),
		}),
	);
	const run = replay(machine, outcome.schedule);
	if (run.kind !== "run") throw new Error(`${outcome.name}: ${run.because}`);
	const trace = traceOf(machine, run.transitions);
	expect(trace.steps.map(({ transition }) => transition.label)).toEqual(
		outcome.steps.map(({ label }) => label),
	);
	if (!outcome.stuck) expect(trace.failure).not.toBeNull();
}
