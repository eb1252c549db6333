import { Ajv, type ErrorObject } from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';

const schemas = join(projectFolder, 'node_modules/@cyclonedx/cyclonedx-library/res/schema');
const schemaOf = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), 'utf8')) as Record<string, unknown>;

/** Returns what the official schema of CycloneDX 1.5 says against a bill of materials; empty if it is valid. */
export const faultsInBill = (bill: unknown): readonly ErrorObject[] => {
  const ajv = new Ajv({
    // The schemas have keywords for editors.
    strict: false,
    allErrors: true,
    // By the names in which the first one refers to them.
    schemas: Object.fromEntries(
      ['spdx', 'jsf-0.82'].map((name) => [
        `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`,
        schemaOf(name),
      ]),
    ),
    formats: {
      'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
      uri: (text: string) => URL.canParse(text),
      'iri-reference': (text: string) => URL.canParse(text, 'https://library.example'),
      'idn-email': /^\S+@\S+$/,
    },
  });
  return ajv.validate(schemaOf('bom-1.5'), bill) ? [] : (ajv.errors ?? []);
};
