import type { ChangedFile, Conversion } from "../conversion.ts";

/** The files of a conversion as its mends leave them in the end. A mend changes no other files. */
export function filesWithMends({
	files,
	mends,
}: Conversion): readonly ChangedFile[] {
	return files.map((file) => {
		const last = mends.findLast((mend) =>
			mend.files.some((one) => one.file === file.file),
		);
		const after = last?.files.find((one) => one.file === file.file)?.after;
		const { edits: _, ...changed } = file;
		return after === undefined ? changed : { ...changed, after };
	});
}
