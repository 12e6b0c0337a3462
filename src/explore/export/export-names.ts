/** The forms in which a run can be given to other tools: see exports.ts. Apart from it, so that a list of names loads no writer. */
export const exportNames = ["perfetto", "itf", "shiviz", "mermaid"] as const;
export type ExportName = (typeof exportNames)[number];

export function isExportName(name: string): name is ExportName {
	return (exportNames as readonly string[]).includes(name);
}
