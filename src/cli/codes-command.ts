import { codes, findCode } from "#findings/codes.ts";
import { renderCodeList, renderCodePage } from "#report/render-codes.ts";
import { writeOut } from "./output.ts";
import { Refusal } from "./refusal.ts";

export function listCodes(): void {
	writeOut(renderCodeList(codes));
}

/** @throws Refusal when there is no such code. */
export function explainCode(code: string): void {
	const entry = findCode(code);
	if (entry === undefined)
		throw new Refusal(
			`no finding has the code '${code}': pinfold --list-codes shows all`,
		);
	writeOut(renderCodePage(entry));
}
