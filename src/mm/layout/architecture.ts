// The architectures whose rules are known, and what C makes of a long and a u64 there.

import {
	isEnabled,
	isSwitchedOff,
	type KernelConfig,
} from "./kernel-config.ts";

export interface Architecture {
	readonly name:
		| "x86_64"
		| "i386"
		| "arm64"
		| "arm"
		| "powerpc64"
		| "s390"
		| "m68k";
	/** The option that says so. */
	readonly option: string;
	readonly bitsPerLong: 32 | 64;
	/** Alignment of long and of pointers in a struct, in bytes; 2 on m68k, by its ABI. */
	readonly longAlignment: 2 | 4 | 8;
	/** Alignment of a 64-bit integer in a struct, in bytes. */
	readonly u64Alignment: 2 | 4 | 8;
}

const architectures: readonly Architecture[] = [
	...(
		[
			["x86_64", "X86_64"],
			["arm64", "ARM64"],
			["powerpc64", "PPC64"],
			["s390", "S390"],
		] as const
	).map(([name, option]) => ({
		name,
		option,
		bitsPerLong: 64 as const,
		longAlignment: 8 as const,
		u64Alignment: 8 as const,
	})),
	{
		name: "i386",
		option: "X86_32",
		bitsPerLong: 32,
		longAlignment: 4,
		u64Alignment: 4,
	},
	{
		name: "arm",
		option: "ARM",
		bitsPerLong: 32,
		longAlignment: 4,
		u64Alignment: 8,
	},
	{
		name: "m68k",
		option: "M68K",
		bitsPerLong: 32,
		longAlignment: 2,
		u64Alignment: 2,
	},
];

export const architectureNames: readonly string[] = architectures
	.map(({ name }) => name)
	.sort();

/**
 * Options that name an architecture whose rules are not known here, for a refusal that says which it is. UML sets
 * X86_64 too; X86 and PPC stand here for a configuration that says no more than that.
 */
const others = [
	"UML",
	"ALPHA",
	"ARC",
	"CSKY",
	"HEXAGON",
	"IA64",
	"LOONGARCH",
	"MICROBLAZE",
	"MIPS",
	"NDS32",
	"NIOS2",
	"OPENRISC",
	"PARISC",
	"PPC",
	"RISCV",
	"SPARC",
	"SUPERH",
	"X86",
	"XTENSA",
];

/** An architecture, or the option of one that is not known here, or null when the configuration names none. */
export function findArchitecture(
	config: KernelConfig,
): Architecture | { readonly unknown: string | null } {
	const other = others.find((option) => isEnabled(config, option));
	if (other === "UML") return { unknown: other };
	return (
		architectures.find(
			({ option, bitsPerLong }) =>
				isEnabled(config, option) &&
				(bitsPerLong === 32 || !isSwitchedOff(config, "64BIT")),
		) ?? { unknown: other ?? null }
	);
}
