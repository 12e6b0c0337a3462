import { isEnabled, type KernelConfig, numberOf } from "./kernel-config.ts";

/**
 * Bytes of a page: CONFIG_PAGE_SHIFT where the kernel has it (v6.9 and later), else the options of arm64, powerpc and
 * m68k that change it, else 4096.
 *
 * Source   arch/arm64/include/asm/page-def.h:PAGE_SHIFT, arch/powerpc/include/asm/page.h:PAGE_SHIFT,
 *          arch/m68k/include/asm/page.h:PAGE_SHIFT (v5.0); arch/Kconfig:PAGE_SHIFT (v6.12)
 */
export function pageSizeOf(config: KernelConfig): number {
	const shift = numberOf(config, "PAGE_SHIFT");
	if (shift !== null) return 2 ** shift;
	if (isEnabled(config, "SUN3")) return 8192;
	const kib = [16, 64, 256].find((size) =>
		["ARM64", "PPC"].some((name) =>
			isEnabled(config, `${name}_${size}K_PAGES`),
		),
	);
	return (kib ?? 4) * 1024;
}
