import { expect, test } from "vitest";
import { integerTypeOf } from "#csource/integer-type.ts";

const typeOf = (base: string, pointers = 0) => {
	const type = integerTypeOf({ base, pointers, arrays: 0 });
	return type === null ? null : `${type.isSigned ? "s" : "u"}${type.bits}`;
};

test.each([
	["int", "s32"],
	["unsigned", "u32"],
	["long int", "s64"],
	["unsigned long long", "u64"],
	["short unsigned int", "u16"],
	["signed char", "s8"],
	["__s16", "s16"],
	["u64", "u64"],
	["uint8_t", "u8"],
	["int64_t", "s64"],
	["ssize_t", "s64"],
	["pgoff_t", "u64"],
])("%s is %s on a 64-bit kernel", (base, expected) => {
	expect(typeOf(base)).toBe(expected);
});

test.each([
	"char",
	"bool",
	"struct page",
	"my_u32",
	"u128",
	"enum ways",
	"void",
])("nothing is known of %s", (base) => {
	expect(typeOf(base)).toBe(null);
});

test("a pointer is no integer", () => {
	expect(typeOf("int", 1)).toBe(null);
});
