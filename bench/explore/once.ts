import { machineOf } from "../../src/explore/compile/machine.ts";
import { modelOf } from "../../src/explore/compile/model.ts";
import { breadthFirst } from "../../src/explore/engines/breadth-first.ts";
import { pageScenario } from "./page-scenario.ts";

const machine = machineOf(modelOf(pageScenario({ fix: 1, rounds: 1 })));
const { kind, counts } = breadthFirst.explore(machine);
console.log(`${kind} ${counts.states}`);
