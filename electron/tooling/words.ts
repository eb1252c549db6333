import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runScript } from './lib/main.ts';
import { checkoutCacheFolder } from './lib/paths.ts';
import { asPo, faultsOf, fromPo, readCatalogue, translated, writeCatalogue } from './words/catalogues.ts';
import { keyOf, readSentences } from './words/sentences.ts';

// Without arguments: writes <language>.po for translators into a folder that it names. With files of that kind: takes their translations over.
await runScript(() => {
  const sentences = readSentences();
  const known = new Set(sentences.map(keyOf));
  for (const file of process.argv.slice(2)) {
    const language = basename(file, '.po');
    if (!translated.includes(language)) throw new Error(`${file}: name it ${translated.join('.po or ')}.po`);
    const all = Object.entries({ ...readCatalogue(language), ...fromPo(readFileSync(file)) });
    writeCatalogue(language, Object.fromEntries(all.filter(([key]) => known.has(key))));
  }
  const folder = join(checkoutCacheFolder, 'words');
  mkdirSync(folder, { recursive: true });
  for (const language of translated) {
    const catalogue = readCatalogue(language);
    const { untranslated, unused, otherValues } = faultsOf(catalogue, sentences);
    const file = join(folder, `${language}.po`);
    writeFileSync(file, asPo(language, catalogue, sentences));
    process.stdout.write(
      `${file}: ${String(sentences.length)} sentences, ${String(untranslated.length)} not translated, ` +
        `${String(unused.length)} not used, ${String(otherValues.length)} with other values\n`,
    );
  }
  return Promise.resolve(0);
});
