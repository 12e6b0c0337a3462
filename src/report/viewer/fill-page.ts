// A template of the viewer and its data make the page.

/** Where the data goes: the text of a script element that is no program. */
const dataMark = "%%DATA%%";
const titleMark = "%%TITLE%%";

function escapeText(text: string): string {
	return text
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll(">", "&gt;");
}

/** JSON that cannot end the script element it stands in, whatever is in it. */
function embeddedJson(data: unknown): string {
	return JSON.stringify(data)
		.replaceAll("<", "\\u003c")
		.replaceAll("\u2028", "\\u2028")
		.replaceAll("\u2029", "\\u2029");
}

/** @throws Error for a template without the marks: a build gone wrong. */
export function fillPage(
	template: string,
	title: string,
	data: unknown,
): string {
	for (const mark of [dataMark, titleMark])
		if (template.split(mark).length !== 2)
			throw new Error(`the page template has no place for ${mark}`);
	// Functions, because "$" means something in a replacement text.
	return template
		.replace(titleMark, () => escapeText(title))
		.replace(dataMark, () => embeddedJson(data));
}
