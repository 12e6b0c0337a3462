// Pages that are given away by their address: `cmd->addr = page_to_phys(page)`, `writel(virt_to_phys(buf), reg)`. Who works
// by such an address is a device, firmware or a hypervisor.
//
// An address counts where it goes into memory, or to a function that is not of the unit; a local variable and a parameter
// of a function of the unit carry it on. An address that is only compared, printed or returned does not count. Errs: what
// gets the address is taken to work on the contents.

import { isBusAddress } from "#catalog/catalog.ts";
import type { Expression } from "#csource/syntax.ts";
import { namesOf } from "#csource/walk.ts";
import { isKnown } from "../effects/takeover.ts";
import type { UnitContext } from "../function-context.ts";
import type { CallExpression } from "../graph/hold-graph.ts";
import { calleeName } from "../kernel-idioms.ts";
import { addressMacrosOf } from "../unit/address-macros.ts";
import { callIndexOf } from "../unit/call-index.ts";
import type { FunctionModel } from "../unit/function-model.ts";

export interface GivenAddress {
	/** The call that makes the address, and its function. */
	readonly maker: {
		readonly model: FunctionModel;
		readonly call: CallExpression;
	};
	/** Where it goes. */
	readonly model: FunctionModel;
	readonly at: number;
}

type Maker = GivenAddress["maker"];

/** Functions through which an address goes in as many rounds. */
const roundLimit = 4;

/** Only rewrite the number: byte order, halves, the bits of an encrypted mapping. */
const rewrites =
	/^(lower|upper)_32_bits$|^(__)?(cpu_to_)?[bl]e(16|32|64)(_to_cpu)?|^hto[nb]|^__?sme_(set|clr)$|^(XEN_)?PFN_(DOWN|UP|ALIGN)$|^PAGE_ALIGN|^ALIGN|^(min|max)(_t)?$|^FIELD_PREP$/;

/** Turn the number into a page or memory again, ask about it, or print it. */
const looks =
	/^(phys_to|pfn_|page_is|memremap|ioremap|bus_to|gfn_to|mfn_to|trace_|print|pr_|dev_|seq_|DBG|debug|kmemleak|memblock|clflush|flush_|dma_cache|arch_sync)|_(dbg|debug|err|warn|info)$/i;

export function givenAddressesOf(
	context: UnitContext,
): readonly GivenAddress[] {
	const { all, assignments } = callIndexOf(context.unit);
	const isAddress = addressTest(context);
	if (!all.some(({ name }) => isAddress(name) || isFrame(name))) return [];
	const search = new Search(context);
	for (let round = 0; round < roundLimit; round++) {
		const before = search.size;
		for (const { model, target, value } of assignments)
			search.assign(model, target, value);
		for (const { model, call } of all) search.pass(model, call);
		if (search.size === before) break;
	}
	return search.given;
}

/** Whether a call of this name makes an address. */
function addressTest({ unit }: UnitContext): (name: string) => boolean {
	const macros = addressMacrosOf(unit.view.macros);
	return (name) => isBusAddress(name) || macros.has(name);
}

function isFrame(name: string): boolean {
	return name === "page_to_pfn" || name === "folio_pfn";
}

class Search {
	private readonly context: UnitContext;
	private readonly isAddress: (name: string) => boolean;
	/** Local variables and parameters that carry an address. */
	private readonly carriers = new Map<string, Set<CallExpression>>();
	private readonly makers = new Map<CallExpression, Maker>();
	private readonly found = new Map<string, GivenAddress>();

	constructor(context: UnitContext) {
		this.context = context;
		this.isAddress = addressTest(context);
	}

	get size(): number {
		let size = this.found.size;
		for (const calls of this.carriers.values()) size += calls.size;
		return size;
	}

	get given(): readonly GivenAddress[] {
		return [...this.found.values()];
	}

	assign(model: FunctionModel, target: Expression, value: Expression): void {
		const calls = this.addressesIn(model, value);
		if (calls.length === 0) return;
		const isLocal =
			target.kind === "identifier" &&
			model.types.has(target.name) &&
			!model.statics.has(target.name) &&
			value.kind !== "initializer";
		if (isLocal) this.carry(model, target.name, calls);
		else this.give(model, calls, value.start);
	}

	pass(model: FunctionModel, call: CallExpression): void {
		const written = calleeName(call);
		const name = written === null ? null : this.context.unit.resolve(written);
		const target =
			name === null ? undefined : this.context.unit.functions.get(name);
		call.args.forEach((argument, index) => {
			const calls = this.addressesIn(model, argument);
			if (calls.length === 0) return;
			const parameter = target?.parameters[index];
			if (target !== undefined) {
				if (parameter !== undefined) this.carry(target, parameter, calls);
			} else if (
				name === null ||
				!(
					rewrites.test(name) ||
					looks.test(name) ||
					this.isAddress(name) ||
					isKnown({ ...this.context, model }, name, call)
				)
			)
				this.give(model, calls, argument.start);
		});
	}

	private carry(
		model: FunctionModel,
		variable: string,
		calls: readonly CallExpression[],
	): void {
		const key = `${model.key}:${variable}`;
		const known = this.carriers.get(key) ?? new Set();
		for (const call of calls) known.add(call);
		this.carriers.set(key, known);
	}

	private give(
		model: FunctionModel,
		calls: readonly CallExpression[],
		at: number,
	): void {
		for (const call of calls) {
			const maker = this.makers.get(call);
			if (maker !== undefined)
				this.found.set(`${call.start}:${at}`, { maker, model, at });
		}
	}

	/** `page_to_pfn(page) << PAGE_SHIFT` */
	private shiftedFrame({
		op,
		left,
		right,
	}: Expression & { readonly kind: "binary" }): CallExpression | null {
		if (op !== "<<" || !namesOf(right).has("PAGE_SHIFT")) return null;
		const frame = left.kind === "cast" ? left.operand : left;
		if (frame.kind !== "call") return null;
		return isFrame(calleeName(frame) ?? "") ? frame : null;
	}

	/** The calls whose address the value is made of. */
	private addressesIn(
		model: FunctionModel,
		value: Expression,
	): readonly CallExpression[] {
		const inside = (...parts: readonly Expression[]) =>
			parts.flatMap((part) => this.addressesIn(model, part));
		switch (value.kind) {
			case "identifier":
				return [...(this.carriers.get(`${model.key}:${value.name}`) ?? [])];
			case "call": {
				const written = calleeName(value);
				if (written === null) return [];
				const name = this.context.unit.resolve(written);
				if (this.isAddress(name)) {
					this.makers.set(value, { model, call: value });
					return [value, ...inside(...value.args)];
				}
				return rewrites.test(name) ? inside(...value.args) : [];
			}
			case "cast":
				return inside(value.operand);
			case "binary": {
				const frame = this.shiftedFrame(value);
				if (frame !== null) {
					this.makers.set(frame, { model, call: frame });
					return [frame];
				}
				return /^([+|^&-]|<<|>>)$/.test(value.op)
					? inside(value.left, value.right)
					: [];
			}
			case "conditional":
				return inside(
					...(value.whenTrue === null ? [] : [value.whenTrue]),
					value.whenFalse,
				);
			case "comma":
				return inside(value.right);
			case "assign":
				return inside(value.value);
			case "initializer":
				return inside(...value.items.map((item) => item.value));
			default:
				return [];
		}
	}
}
