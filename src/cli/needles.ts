export { needles } from "#catalog/needles.ts";
