import { readFileSync } from "node:fs";
import { test } from "vitest";
import { viewsOf } from "#csource/views.ts";
import { createParser } from "/work/main/src/cli/create-parser.ts";
import { createVocabulary } from "#lifecycle/create-vocabulary.ts";
import { loadUnit } from "#lifecycle/load-unit.ts";
import { analyzeUnit } from "#lifecycle/analyze-unit.ts";
test("dbg", async () => {
  const file = process.env.F!;
  const text = readFileSync(file, "utf8");
  const parser = await createParser();
  const v = createVocabulary(null);
  for (const view of viewsOf(file, text, { kernel: null, interesting: (n) => v.acquire(n) !== null || (v.release(n) ?? v.dirty(n)) !== null })) {
    const unit = loadUnit(view, v, parser);
    if (!unit) continue;
    const a = analyzeUnit(unit, v);
    for (const f of a.functions) {
      if (process.env.FN && f.context.model.name !== process.env.FN) continue;
      console.log("==", f.context.model.name, "complete", f.paths.complete, [...f.context.relevant].join(","));
      for (const s of f.context.holdSources.values()) console.log(" source", s.call.start, [...s.places].join(" "), s.inCallersMemory);
      for (const r of f.paths.returns) console.log(" return", text.slice(0, r.at).split("\n").length, JSON.stringify(r.value), [...r.state.holds.values()].map((h) => `${h.part} ${h.status} own=${[...h.owners]} pass=${h.passedTo?.to}`).join(";"));
      for (const o of f.paths.observations) console.log(" obs", o.kind, text.slice(0, o.at).split("\n").length);
      console.log(" wrapper", JSON.stringify(a.wrappers.get(f.context.model.key)));
      if (process.env.CFG) for (const n of f.context.cfg.nodes) console.log("  n", n.id, n.action.kind, text.slice(n.start, n.end).replace(/\s+/g," ").slice(0, 60), n.successors.map((e) => e.label.kind + ">" + e.to).join(" "));
    }
  }
});
