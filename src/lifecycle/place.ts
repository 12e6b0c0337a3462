// Places: what stands for the memory that keeps pages, named so that two mentions of the same memory get the same name.
//
// Elements of an array, the array and the pointer to it are one place (`pages`, `pages[i]`, `*pages`, `&pages[0]`), and
// so are a field of all objects of one struct type. Errs: may join holds of two objects of the same type.

import { isPageCarrier } from "#catalog/page-carriers.ts";
import type { CType, Expression } from "#csource/syntax.ts";
import type { FunctionModel } from "./unit/function-model.ts";
import type { Lookup, UnitNames } from "./unit/unit-names.ts";

/**
 * `v:function:name`, `g:name`, `f:struct tag.field`, `f:?.field` of an unknown struct, `f:?struct tag.member.field` of an
 * unknown one in a known one, `r:function` (what it returns).
 */
export type Place = string;

export function variablePlace(model: FunctionModel, name: string): Place {
	return `v:${model.key}:${name}`;
}

export function globalPlace(name: string): Place {
	return `g:${name}`;
}

export function fieldPlace(tag: string | null, field: string): Place {
	return `f:${tag ?? "?"}.${field}`;
}

export function returnPlace(functionName: string): Place {
	return `r:${functionName}`;
}

/** What a place depends on besides its function. */
interface NamedThings extends Pick<UnitNames, "structs"> {
	readonly functions: Pick<Lookup<FunctionModel>, "has">;
}

/** The place an expression denotes or points to; null for one that has none of its own (calls, numbers, sums). */
export function placeOf(
	unit: NamedThings,
	model: FunctionModel,
	expression: Expression,
): Place | null {
	switch (expression.kind) {
		case "identifier":
			if (
				model.types.has(expression.name) &&
				!model.statics.has(expression.name)
			)
				return variablePlace(model, expression.name);
			if (
				unit.functions.has(expression.name) ||
				/^[A-Z0-9_]+$/.test(expression.name)
			)
				return null;
			return globalPlace(expression.name);
		case "member":
			return (
				rootedPlace(unit, model, expression) ??
				fieldPlace(tagOf(unit, model, expression.object), expression.field)
			);
		case "index":
			return placeOf(unit, model, expression.object);
		case "dereference":
		case "address":
		case "cast":
		case "update":
			return placeOf(unit, model, expression.operand);
		default:
			return null;
	}
}

/**
 * `req->buffer.iter` where the struct of `req` is known and that of its buffer is not: `f:?struct request.buffer.iter`, not
 * the field of that name of anything (fs/netfs, v6.12).
 */
function rootedPlace(
	unit: NamedThings,
	model: FunctionModel,
	{ object, field }: Expression & { kind: "member" },
): Place | null {
	if (object.kind !== "member" || tagOf(unit, model, object) !== null)
		return null;
	const tag = tagOf(unit, model, object.object);
	if (tag !== null)
		return /^(struct|union) \w+$/.test(tag)
			? `f:?${tag}.${object.field}.${field}`
			: null;
	const outer = rootedPlace(unit, model, object);
	return outer === null ? null : `${outer}.${field}`;
}

/** A field of an object whose type this file does not tell. */
export function isOfUnknownType(place: Place): boolean {
	return place.startsWith("f:?");
}

/** The struct whose field is meant in `object->field`; null where the type cannot be told from this file. */
function tagOf(
	unit: NamedThings,
	model: FunctionModel,
	object: Expression,
): string | null {
	const type = typeOf(unit, model, object);
	return type === null ? null : type.base;
}

/** The type of an expression as far as this file tells; pointers counts what is left after * and []. */
export function typeOf(
	unit: NamedThings,
	model: FunctionModel,
	expression: Expression,
): CType | null {
	switch (expression.kind) {
		case "identifier":
			return model.types.get(expression.name) ?? null;
		case "member": {
			const tag = tagOf(unit, model, expression.object);
			if (tag === null) return null;
			const fields = unit.structs.get(tag)?.fields;
			return (
				fields?.find((field) => field.name === expression.field)?.type ?? null
			);
		}
		case "index":
		case "dereference":
			return pointee(typeOf(unit, model, indexed(expression)));
		case "address": {
			const type = typeOf(unit, model, expression.operand);
			return type === null ? null : { ...type, pointers: type.pointers + 1 };
		}
		case "cast":
			return expression.type;
		case "binary":
			return typeOfSum(unit, model, expression);
		case "call":
			return containerOfType(expression);
		default:
			return null;
	}
}

/**
 * `obj->pages + n`: who adds a number to something of a type that is not known adds it to a pointer as often as to a
 * number, so the type of the number does not decide (drivers/gpu/drm/radeon/radeon_ttm.c, v6.12).
 */
function typeOfSum(
	unit: NamedThings,
	model: FunctionModel,
	{ op, left, right }: Expression & { kind: "binary" },
): CType | null {
	const types = [
		typeOf(unit, model, left),
		typeOf(unit, model, right),
	] as const;
	const [first, second] = types;
	if (op !== "+" && op !== "-") return first ?? second;
	const pointer = types.find(
		(type) => type !== null && type.pointers + type.arrays > 0,
	);
	if (pointer !== undefined) return pointer;
	const isOpen =
		(first === null && !isConstant(left)) ||
		(second === null && !isConstant(right));
	return isOpen ? null : (first ?? second);
}

function isConstant(expression: Expression): boolean {
	return (
		expression.kind === "number" ||
		(expression.kind === "identifier" && /^[A-Z0-9_]+$/.test(expression.name))
	);
}

function indexed(
	expression: Expression & { kind: "index" | "dereference" },
): Expression {
	return expression.kind === "index" ? expression.object : expression.operand;
}

function pointee(type: CType | null): CType | null {
	if (type === null) return null;
	if (type.arrays > 0) return { ...type, arrays: type.arrays - 1 };
	return { ...type, pointers: Math.max(0, type.pointers - 1) };
}

/** `container_of(p, struct foo, m)` and the list_entry family are pointers to the type they name. */
function containerOfType(call: Expression & { kind: "call" }): CType | null {
	const type = call.args.find((arg) => arg.kind === "type");
	if (type?.kind !== "type") return null;
	return { ...type.type, pointers: type.type.pointers + 1 };
}

/** Whether a value of this type refers to memory that others see through it: filling it fills what it came from. */
export function isContainer(type: CType): boolean {
	if (type.arrays > 0 || type.pointers >= 2) return true;
	return type.pointers === 1 && !/^struct (page|folio)$/.test(type.base);
}

/** Whether a call can put pages into an object of this type, to be found in its fields later. */
export function isWholeCarrier(type: CType): boolean {
	return isPageCarrier(type.base);
}

/** Whether memory of this type keeps pages by itself: arrays of them, tables and lists; other objects keep them in fields. */
export function isCarrier(type: CType): boolean {
	if (!isContainer(type)) return false;
	if (!/^(struct|union) /.test(type.base)) return true;
	return isWholeCarrier(type) || /^struct (page|folio)$/.test(type.base);
}

/** The variable an access path starts at: `obj` for `&obj->list[i].page`. */
export function rootVariable(expression: Expression): string | null {
	switch (expression.kind) {
		case "identifier":
			return expression.name;
		case "member":
		case "index":
			return rootVariable(expression.object);
		case "dereference":
		case "address":
		case "cast":
			return rootVariable(expression.operand);
		case "binary":
			return rootVariable(expression.left);
		default:
			return null;
	}
}

/** An access path as text without indices, `->` and `.` alike: `obj.pages`; null where it is not a plain path. */
export function pathText(expression: Expression): string | null {
	switch (expression.kind) {
		case "identifier":
			return expression.name;
		case "member": {
			const object = pathText(expression.object);
			return object === null ? null : `${object}.${expression.field}`;
		}
		case "dereference": {
			const operand = pathText(expression.operand);
			return operand === null ? null : `*${operand}`;
		}
		case "cast":
			return pathText(expression.operand);
		default:
			return null;
	}
}

/** `obj->pages`, `&obj->pages[i]`. */
export function isInObject(expression: Expression): boolean {
	switch (expression.kind) {
		case "member":
			return true;
		case "index":
			return isInObject(expression.object);
		case "address":
		case "cast":
		case "dereference":
			return isInObject(expression.operand);
		case "binary":
			return isInObject(expression.left);
		default:
			return false;
	}
}
