declare const __PINFOLD_VERSION__: string;

/** Version of the package, put in by tools/build.mjs. */
export const version: string =
	typeof __PINFOLD_VERSION__ === "string"
		? __PINFOLD_VERSION__
		: "0.0.0-unbuilt";
