import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import type {
	ScenarioPage,
	ScenarioVariant,
} from "../../src/report/viewer/scenario-page.ts";
import {
	askedBy,
	startingChoice,
	withEra,
	withScheme,
	withVariant,
} from "../../viewer/scenario/choice.ts";
import { readAddress, writeAddress } from "../../viewer/scenario/permalink.ts";

const litmus = readFileSync(
	fileURLToPath(
		new URL("../../litmus/mm/F3-S14-v6-12-v6.12.litmus", import.meta.url),
	),
	"utf8",
);
const variant = (form: string, question: string): ScenarioVariant => ({
	form,
	question,
	litmus,
	stuck: question === "stuck",
	answer: null,
	places: [],
});
const page: ScenarioPage = {
	title: "F3",
	paragraphs: [],
	assumptions: [],
	command: "pinfold",
	version: "0",
	findings: [],
	life: [],
	forms: [
		{ id: "as-written", name: "as written" },
		{ id: "after", name: "after the change" },
	],
	questions: [
		{
			id: "clean",
			failure: "F3",
			name: "a clean page is written",
			consequence: "",
		},
		{ id: "stuck", failure: "F17", name: "never", consequence: "" },
	],
	variants: [
		variant("as-written", "clean"),
		variant("after", "clean"),
		variant("as-written", "stuck"),
	],
	chosen: {},
	excerpts: {},
};
const start = startingChoice(page);

test("the page as it opens has no address of its own", () => {
	expect(writeAddress(page, { choice: start, schedule: null, at: null })).toBe(
		"",
	);
	expect(readAddress(page, "")).toEqual({
		choice: start,
		schedule: null,
		at: null,
	});
});

test("what is written can be read: schedules of any actors, choices, position", () => {
	const move = fc
		.tuple(
			fc.stringMatching(/^[\w.%~!'()-]{1,8}$/),
			fc.integer({ min: 0, max: 9 }),
			fc.integer({ min: 1, max: 99 }),
		)
		.map(
			([actor, choice, times]) =>
				`${encodeURIComponent(actor)}${choice === 0 ? "" : `:${choice}`}${times === 1 ? "" : `*${times}`}`,
		);
	fc.assert(
		fc.property(
			fc.array(move, { minLength: 1, maxLength: 6 }),
			fc.nat(999),
			fc.constantFrom("S0", "S4", "S14", "S20"),
			fc.constantFrom("v5.0", "v6.1"),
			fc.constantFrom("as-written clean", "as-written stuck", "after clean"),
			(moves, at, scheme, era, variant) => {
				const address = {
					choice: {
						...withScheme(withEra(start, era), scheme),
						form: variant.split(" ")[0] ?? "",
						question: variant.split(" ")[1] ?? "",
					},
					schedule: moves.join(" "),
					at,
				};
				const hash = writeAddress(page, address);
				// Nothing that a mail program or a shell would break or end a link at.
				expect(hash).toMatch(/^#[\w.*%&=~-]+$/);
				const read = readAddress(page, hash);
				expect(read).toEqual({
					...address,
					// A name may carry an encoded dot; it means the same.
					schedule: read.schedule,
				});
				expect(decodeURIComponent(read.schedule ?? "")).toBe(
					decodeURIComponent(address.schedule),
				);
			},
		),
	);
});

test("what does not exist is left out", () => {
	expect(
		readAddress(
			page,
			"#scheme=S99&policy=x&kernel=v7&failure=F99&form=none&ask=nothing&at=-1&other=1",
		),
	).toEqual({ choice: start, schedule: null, at: null });
});

test("a kernel brings its scheme and policy, a scheme its policy", () => {
	expect(withEra(start, "v5.0")).toMatchObject({
		scheme: "S0",
		policy: "none",
	});
	expect(withScheme(start, "S18").policy).toBe("lease");
});

test("a form and question that do not go together fall back to what the form has", () => {
	expect(readAddress(page, "#form=after&ask=stuck").choice).toMatchObject({
		form: "after",
		question: "clean",
	});
	expect(askedBy(page, readAddress(page, "#ask=stuck").choice).stuck).toBe(
		true,
	);
	expect(
		askedBy(page, readAddress(page, "#ask=stuck&failure=F4").choice),
	).toMatchObject({
		stuck: false,
		test: { exists: { kind: "failure", name: "F4" } },
	});
});

test("another form keeps what the reader chose, and takes what it brings along otherwise", () => {
	const chosen = withScheme(start, "S4");
	expect(withVariant(page, chosen, { form: "after" })).toMatchObject({
		form: "after",
		scheme: "S4",
	});
	expect(withVariant(page, start, { form: "after" }).scheme).toBe("S14");
});
