// Where the value of an expression comes from, and which functions a call can reach.

import type { Expression } from "#csource/syntax.ts";
import { canTellPages } from "../counts/number-types.ts";
import { calleeName } from "../kernel-idioms.ts";
import { type Place, placeOf, typeOf } from "../place.ts";
import type { FunctionModel } from "../unit/function-model.ts";
import type { UnitNames } from "../unit/unit-names.ts";
import type { Vocabulary } from "../unit/vocabulary.ts";
import { isReadFromContents } from "../use/page-contents.ts";
import { type CallExpression, holdPlace, resultPlace } from "./hold-graph.ts";

/** The places whose pages an expression may stand for, each expression looked at once. */
export class PlaceSources {
	readonly known = new WeakMap<Expression, readonly Place[]>();
	private readonly unit: UnitNames;
	private readonly vocabulary: Vocabulary;

	constructor(unit: UnitNames, vocabulary: Vocabulary) {
		this.unit = unit;
		this.vocabulary = vocabulary;
	}

	callee(call: CallExpression): string | null {
		const name = calleeName(call);
		return name === null ? null : this.unit.resolve(name);
	}

	/** The functions of the unit a call can reach: by name, or by the field of an ops table it goes through. */
	targets(call: CallExpression): readonly FunctionModel[] {
		const name = this.callee(call);
		if (name !== null) {
			const target = this.unit.functions.get(name);
			return target === undefined ? [] : [target];
		}
		if (call.callee.kind !== "member") return [];
		return (this.unit.handlers.get(call.callee.field) ?? []).flatMap(
			(handler) => this.unit.functions.get(handler) ?? [],
		);
	}

	sources(model: FunctionModel, expression: Expression): readonly Place[] {
		let known = this.known.get(expression);
		if (known === undefined) {
			known = this.findSources(model, expression);
			this.known.set(expression, known);
		}
		return known;
	}

	private findSources(
		model: FunctionModel,
		expression: Expression,
	): readonly Place[] {
		switch (expression.kind) {
			case "call":
				return this.callSources(model, expression);
			case "conditional":
				return [
					...(expression.whenTrue === null
						? []
						: this.sources(model, expression.whenTrue)),
					...this.sources(model, expression.whenFalse),
				];
			case "binary":
				if (/^(==|!=|<=?|>=?|&&|\|\|)$/.test(expression.op)) return [];
				return [
					...this.sources(model, expression.left),
					...this.sources(model, expression.right),
				];
			case "comma":
				return this.sources(model, expression.right);
			case "initializer":
				return expression.items.flatMap(({ value }) =>
					this.sources(model, value),
				);
			case "assign":
				return this.sources(model, expression.target);
			case "address":
			case "cast":
			case "update":
				return this.sources(model, expression.operand);
			case "dereference":
			case "index":
				if (isReadFromContents(model, expression, this.unit.resolve)) return [];
				return this.sources(
					model,
					expression.kind === "index" ? expression.object : expression.operand,
				);
			default: {
				const place = placeOf(this.unit, model, expression);
				if (place === null) return [];
				return canTellPages(typeOf(this.unit, model, expression))
					? [place]
					: [];
			}
		}
	}

	private callSources(
		model: FunctionModel,
		call: CallExpression,
	): readonly Place[] {
		const name = this.callee(call);
		if (name !== null && this.vocabulary.acquire(name)?.holds === "return")
			return [holdPlace(call)];
		if (name !== null) {
			const derived = this.vocabulary
				.derivations(name)
				.flatMap(({ from, to }) => {
					const argument =
						typeof from === "number" ? call.args[from] : undefined;
					return to === "return" && argument !== undefined
						? this.sources(model, argument)
						: [];
				});
			if (derived.length > 0) return derived;
		}
		return this.targets(call).length > 0 ? [resultPlace(call)] : [];
	}
}
