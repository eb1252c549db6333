import { basename } from 'node:path';
import type { Plugin } from 'vite';

const jsonFile = /[\\/]shared[\\/]words[\\/]\w+\.json$/;

/** Puts catalogues into the bundle as text that JSON.parse reads: a literal of two thousand sentences takes several times as long to compile. */
export const cataloguesAsText: Plugin = {
  name: 'catalogues-as-text',
  enforce: 'pre',
  transform: {
    filter: { id: jsonFile },
    handler: (json) => ({
      code: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(json)))})`,
      moduleType: 'js',
    }),
  },
};

// Read where the module is loaded: CommonJS, which loads in half the time, cannot wait for an import.
const ownCatalogue = `
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { language } from './language.ts';
export const catalogue =
  language === 'en' ? {} : JSON.parse(readFileSync(join(import.meta.dirname, language + '.json'), 'utf8'));`;

/** Puts catalogues beside the bundles as files, which the bundles read. */
export const cataloguesBeside: Plugin = {
  name: 'catalogues-beside',
  enforce: 'pre',
  transform: {
    filter: { id: [jsonFile, /[\\/]shared[\\/]words[\\/]catalogue\.ts$/] },
    handler(code, id) {
      if (id.endsWith('.ts')) return { code: ownCatalogue, moduleType: 'js' };
      const fileName = basename(id);
      this.emitFile({ type: 'asset', fileName, source: JSON.stringify(JSON.parse(code)) });
      return {
        code: `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
export default JSON.parse(readFileSync(join(import.meta.dirname, '${fileName}'), 'utf8'));`,
        moduleType: 'js',
      };
    },
  },
};
