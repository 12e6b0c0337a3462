import {
	CLOSE_BRACE,
	CLOSE_BRACKET,
	CLOSE_PAREN,
	OPEN_BRACE,
	OPEN_BRACKET,
	OPEN_PAREN,
	type Tokens,
} from "./tokens.ts";

/** How deep the brackets of a text nest. */
export function nestingOf({ kinds, count }: Tokens): number {
	let depth = 0;
	let deepest = 0;
	for (let index = 0; index < count; index++) {
		switch (kinds[index]) {
			case OPEN_PAREN:
			case OPEN_BRACE:
			case OPEN_BRACKET:
				if (++depth > deepest) deepest = depth;
				break;
			case CLOSE_PAREN:
			case CLOSE_BRACE:
			case CLOSE_BRACKET:
				depth--;
		}
	}
	return deepest;
}
