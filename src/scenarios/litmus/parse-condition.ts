// "exists (F1 \\/ A.dirty=1 /\\ ~A.buffers=1)" as a condition. "/\\" binds tighter than "\\/", "~" tightest.

import type { Condition } from "./litmus-test.ts";

type Token = { text: string; at: number };

const pattern = /\s*(\/\\|\\\/|!=|[()=<>~]|[A-Za-z_][\w.':-]*'?|-?\d+)/y;

function tokensOf(text: string): Token[] {
	const tokens: Token[] = [];
	pattern.lastIndex = 0;
	while (pattern.lastIndex < text.trimEnd().length) {
		const at = pattern.lastIndex;
		const match = pattern.exec(text);
		if (match === null)
			throw new Error(`cannot read "${text.slice(at).trim()}"`);
		tokens.push({ text: match[1] ?? "", at });
	}
	return tokens;
}

/** @throws Error that says what was expected. */
export function parseCondition(text: string): Condition {
	const tokens = tokensOf(text);
	let next = 0;
	const peek = () => tokens[next]?.text;
	const take = (): string => {
		const token = tokens[next++];
		if (token === undefined) throw new Error("the condition ends too early");
		return token.text;
	};
	const or = (): Condition => {
		let left = and();
		while (peek() === "\\/") {
			take();
			left = { kind: "or", left, right: and() };
		}
		return left;
	};
	const and = (): Condition => {
		let left = not();
		while (peek() === "/\\") {
			take();
			left = { kind: "and", left, right: not() };
		}
		return left;
	};
	const not = (): Condition => {
		if (peek() === "~") {
			take();
			return { kind: "not", of: not() };
		}
		return atom();
	};
	const atom = (): Condition => {
		const first = take();
		if (first === "(") {
			const inner = or();
			const close = take();
			if (close !== ")") throw new Error(`expected ")", found "${close}"`);
			return inner;
		}
		if (!/^[A-Za-z_]/.test(first))
			throw new Error(`expected a name, found "${first}"`);
		if (first === "deadlock") return { kind: "deadlock" };
		const operator = peek();
		if (
			operator !== "=" &&
			operator !== "!=" &&
			operator !== "<" &&
			operator !== ">"
		)
			return { kind: "failure", name: first };
		take();
		const right = take();
		return {
			kind: "compare",
			left: first,
			operator,
			right: /^-?\d+$/.test(right) ? Number(right) : right,
		};
	};
	const parsed = or();
	if (next < tokens.length)
		throw new Error(`cannot read on at "${tokens[next]?.text}"`);
	return parsed;
}
