// What a call that lets go becomes: one call of the newer API for the page, the array, or the loop over an array, the
// marking just before it included.

import type { ReleaseCall } from "#lifecycle/graph/hold-graph.ts";
import { writtenCall } from "../arguments.ts";
import { plainText } from "../expression-text.ts";
import { statementPath } from "../statement-path.ts";
import type { TargetApi } from "../target-api.ts";
import { arrayRelease } from "./array-release.ts";
import { pageRelease } from "./page-release.ts";
import {
	manyDirty,
	manyPages,
	onePage,
	type ReleaseContext,
	type ReleaseEdit,
} from "./replacement.ts";
import { write } from "./write-replacement.ts";

export function editRelease(
	context: ReleaseContext,
	release: ReleaseCall,
): ReleaseEdit {
	const { view } = context.unit.unit;
	const { call, name, model } = release;
	const written = writtenCall(view.text, call);
	if (written === null || written.name !== name)
		return {
			kind: "cannot",
			reason: `${written?.name ?? "a macro"} stands for ${name}() here`,
		};
	if (name === "folio_put") return editFolio(context, release);
	const page = call.args[0];
	if (page === undefined || !(onePage.test(name) || isMany(name)))
		return {
			kind: "cannot",
			reason: `the pages are let go by ${name}(), which has no counterpart for pinned pages`,
		};
	const path = statementPath(model.syntax, call.start, call.end);
	const own = path.at(-1);
	const stands =
		own?.kind === "expression" && own.expression === call ? own : null;
	const found =
		stands === null
			? null
			: isMany(name)
				? arrayRelease(context, release, path, stands)
				: pageRelease(context, release, path, stands, page);
	if (found !== null) return write(context, release, found, path);
	// What is not a statement of its own, or is not understood, only changes its name.
	const becomes = renamed(context.target, name);
	return becomes === null
		? {
				kind: "cannot",
				reason: `${name}() stands where it cannot be replaced`,
			}
		: {
				kind: "edits",
				edits: [
					{
						start: written.nameStart,
						end: written.nameStart + written.name.length,
						text: becomes,
						what: `${name}() becomes ${becomes}()`,
						function: model.name,
					},
				],
			};
}

function isMany(name: string): boolean {
	return manyPages.test(name) || manyDirty.test(name);
}

function renamed(target: TargetApi, name: string): string | null {
	if (onePage.test(name)) return target.one;
	return /^(put_user_pages|unpin_user_pages)$/.test(name) ? target.many : null;
}

function editFolio(
	{ target, unit }: ReleaseContext,
	{ call, model }: ReleaseCall,
): ReleaseEdit {
	const argument = call.args[0];
	if (target.folio === null || argument === undefined)
		return {
			kind: "cannot",
			reason: `a folio is let go by folio_put(), and ${target.kernel} has no unpin_user_folio()`,
		};
	const text = `${target.folio}(${plainText(unit.unit.view.text, argument)}, 1)`;
	return {
		kind: "edits",
		edits: [
			{
				start: call.start,
				end: call.end,
				text,
				what: `folio_put() becomes ${target.folio}()`,
				function: model.name,
			},
		],
	};
}
