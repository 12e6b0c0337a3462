import { biased } from "./bias.ts";
import { noFootprint, type Scheme } from "./scheme.ts";

/** S22: S15, and long-term writable pins of a file mapping that needs dirty tracking fail. */
export const refuseLongterm: Scheme = {
	id: "S22",
	name: "refuse FOLL_LONGTERM writes to files",
	source: "Lameter 2019-03 [S18], Stoakes 2023 [S34]",
	fate: "in v6.12, absent in 6.1.192",
	manner: "reference",
	footprint: noFootprint,
	largestPins: 2 ** 21,
	suitablePolicy: "v6.12",
	refusesLongtermFileWrites: true,
	track: (setting) => biased(setting, true),
};
