import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const reading = /readFileSync\(join\(import\.meta\.dirname, '(\w+\.sql)'\), 'utf8'\)/u;

/** Puts the text of a file of SQL that a module reads from beside itself into the bundle: there is no such file beside a bundle. */
export const sqlAsText: Plugin = {
  name: 'sql-as-text',
  enforce: 'pre',
  transform: {
    filter: { id: /[\\/]electron[\\/]main[\\/]db[\\/]schema\.ts$/ },
    handler: (code, id) =>
      code.replace(reading, (_, name: string) =>
        JSON.stringify(readFileSync(join(dirname(id), name), 'utf8')),
      ),
  },
};
