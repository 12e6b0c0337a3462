// Whether a function makes an object it is given known to others by a node inside it: `list_add(&obj->entry, &dev->all)`,
// `rb_link_node(&obj->node, …)`. Who walks the list finds the object, and what is in it.

import type { UnitContext } from "../function-context.ts";
import { calleeName } from "../kernel-idioms.ts";
import { rootVariable } from "../place.ts";
import type { FunctionModel } from "../unit/function-model.ts";

/** Calls that put a node somewhere. Errs: takes every call of such a name for one. */
const inserting = /add|insert|link|queue|regist|store|splice|move|push/;

/** Functions that hand the object on, as deep as this. */
const depthLimit = 4;

export function isMadeKnown(
	context: Pick<UnitContext, "unit">,
	model: FunctionModel,
	variable: string,
	depth = 0,
): boolean {
	return model.calls.some((call) => {
		const written = calleeName(call);
		const name = written === null ? null : context.unit.resolve(written);
		const target = name === null ? undefined : context.unit.functions.get(name);
		return call.args.some((argument, index) => {
			if (rootVariable(argument) !== variable) return false;
			if (argument.kind === "address" && argument.operand.kind === "member")
				return name !== null && inserting.test(name);
			const parameter = target?.parameters[index];
			return (
				argument.kind === "identifier" &&
				target !== undefined &&
				parameter !== undefined &&
				depth < depthLimit &&
				isMadeKnown(context, target, parameter, depth + 1)
			);
		});
	});
}
