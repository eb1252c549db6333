import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const reading = /readFileSync\(join\(import\.meta\.dirname, '(\w+\.sql)'\), 'utf8'\)/u;
const digesting = "createHash('sha256').update(tables).digest('hex')";
const importing = "import { createHash } from 'node:crypto';";

/**
 * Puts the text of a file of SQL that a module reads from beside itself into the bundle, and its digest: there is no such file beside a
 * bundle.
 */
export const sqlAsText: Plugin = {
  name: 'sql-as-text',
  enforce: 'pre',
  transform: {
    filter: { id: /[\\/]electron[\\/]main[\\/]db[\\/]schema\.ts$/ },
    handler(code, id) {
      const name = reading.exec(code)?.[1];
      if (name === undefined || !code.includes(digesting) || !code.includes(importing))
        return this.error('schema.ts does not read its file of SQL as expected.');
      const text = readFileSync(join(dirname(id), name), 'utf8');
      const digest = createHash('sha256').update(text).digest('hex');
      return code
        .replace(importing, '')
        .replace(reading, () => JSON.stringify(text))
        .replace(digesting, () => `'${digest}'`);
    },
  },
};
