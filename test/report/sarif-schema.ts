// The schema is the one of OASIS (2.1.0-rtm.5), as @microsoft/jest-sarif ships it; ajv 6 reads its draft.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";

const require = createRequire(import.meta.url);
const readJson = (name: string): object =>
	JSON.parse(readFileSync(require.resolve(name), "utf8"));

const ajv = new Ajv({ schemaId: "id", allErrors: true, meta: false });
ajv.addMetaSchema(readJson("ajv/lib/refs/json-schema-draft-04.json"));
const validate = ajv.compile(
	readJson("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"),
);

/** Where a log does not keep to the schema. */
export function sarifBreaches(log: unknown): string[] {
	validate(log);
	return (validate.errors ?? []).map(
		({ dataPath, message }) => `${dataPath} ${message}`,
	);
}
