// What compare-upstream.mjs uses, bundled as one.

export { kernelOfTree } from "../../src/cli/tree-kernel.ts";
export { compareTrees } from "./compare-trees.ts";
export { figuresOf, renderComparison } from "./render-comparison.ts";
