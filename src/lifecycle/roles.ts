// Finds arguments by what they mean.

import type { ArgumentRole } from "#catalog/entry.ts";
import type { Expression } from "#csource/syntax.ts";

const pageRoles: readonly ArgumentRole[] = [
	"pages",
	"page",
	"folios",
	"folio",
	"frames",
	"batch",
	"bio",
	"request",
	"iterOut",
	"sgTable",
	"address",
	"pfn",
	"pageOut",
	"pagesOut",
];

/** The argument that carries the pages of a release or dirty call. */
export function pageArgumentOf(
	roles: readonly ArgumentRole[],
	args: readonly Expression[],
): Expression | null {
	for (const role of pageRoles) {
		const argument = args[roles.indexOf(role)];
		if (argument !== undefined) return argument;
	}
	return null;
}

/** The argument with a role, null where the call has none. */
export function argumentWith(
	role: ArgumentRole,
	roles: readonly ArgumentRole[],
	args: readonly Expression[],
): Expression | null {
	const index = roles.indexOf(role);
	return index < 0 ? null : (args[index] ?? null);
}
