/** The kernels whose headers the rules of this folder were read from. */
export const eras = ["v5.0", "v5.9", "v6.1", "v6.12"] as const;

export type Era = (typeof eras)[number];

/**
 * The era of a release such as `6.12.117`, `v6.12`, `6.1.0-56-amd64` or `5.9-rc3`; null for any other release,
 * because the flags change between releases and a neighbour's rules would be a guess.
 */
export function eraOfRelease(release: string): Era | null {
	const [, number] = /^v?(\d+\.\d+)(?![\d])/.exec(release) ?? [];
	return eras.find((era) => era === `v${number}`) ?? null;
}
