// What a kernel was configured with: the text of a .config as a table of options.
//
// Source   scripts/kconfig/confdata.c:conf_read_simple(), conf_write() (v6.12): the forms of a line

export interface KernelConfig {
	/** Option name without CONFIG_ to its value as written: y, m, n, a number, or a string with its quotes. */
	readonly options: ReadonlyMap<string, string>;
	/** The release its first comment names, such as 6.12.117; null when it names none. */
	readonly release: string | null;
	/** Numbers of the lines, from 1, that have no form of a .config line. They are left out. */
	readonly badLines: readonly number[];
	readonly lines: number;
}

/** As `#ifdef CONFIG_…` sees it: true for y alone, since m defines CONFIG_…_MODULE instead. */
export function isEnabled(config: KernelConfig, option: string): boolean {
	return config.options.get(option) === "y";
}

/** Whether it says n, or `is not set`; an option it does not mention is not switched off. */
export function isSwitchedOff(config: KernelConfig, option: string): boolean {
	return config.options.get(option) === "n";
}

/** Decimal or 0x… value of an option; null when the option is absent or no number. */
export function numberOf(config: KernelConfig, option: string): number | null {
	const text = config.options.get(option);
	return text !== undefined && /^(-?\d+|0[xX][\da-fA-F]+)$/.test(text)
		? Number(text)
		: null;
}
