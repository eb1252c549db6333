import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGuides, readHelp, readNews, withLabels } from '../../../renderer/src/shell/help/help-texts.ts';
import { commands } from '../../../shared/domain/commands.ts';
import { pageNames } from '../../../shared/domain/pages.ts';
import { keyOf, readSentences } from '../../../electron/tooling/words/sentences.ts';
import { languages } from '../../../shared/words/languages.ts';

// Labels in the help must exist in the program.
const spoken = readSentences()
  .filter(({ places }) => places.some((place) => !place.startsWith('resources/')))
  .map(keyOf);

const folder = join(import.meta.dirname, '..', '..', '..', 'resources', 'help');
const inEach = Object.keys(languages).flatMap((language) =>
  pageNames.map((page) => ({ language, page, text: textOf(language, page) })),
);

function textOf(language: string, page: string): string {
  return readFileSync(join(folder, language, `${page}.md`), 'utf8');
}

test.each(Object.keys(languages))('every page has its help, and there is no other: %s', (language) => {
  expect(readdirSync(join(folder, language)).toSorted()).toEqual(
    pageNames.map((page) => `${page}.md`).toSorted(),
  );
});

test.each(inEach)('labels and commands of the help exist: $language $page', ({ text }) => {
  for (const [, name = ''] of text.matchAll(/\{\{([^}]*)\}\}/gu)) {
    if (name.startsWith('key:')) expect(commands).toHaveProperty([name.slice('key:'.length)]);
    else {
      expect(spoken).toContain(name);
      // A label with placeholders would show them unfilled.
      expect(name).not.toContain('{');
    }
  }
  expect(withLabels(text)).not.toMatch(/[{}<>]/u);
});

test.each(inEach)(
  'the help consists of numbered steps under headings: $language $page',
  ({ text, language, page }) => {
    expect(text).toMatch(/^## \S/mu);
    // A translation has the same structure.
    const shape = (of: string): readonly string[] =>
      of.split('\n').map((line) => /^(?:##|-|\d+\.)/u.exec(line)?.[0] ?? '');
    expect(shape(text)).toEqual(shape(textOf('en', page)));
    expect(text.match(/\{\{[^}]*\}\}/gu)).toEqual(textOf('en', page).match(/\{\{[^}]*\}\}/gu));
    expect(language).not.toBe('');
  },
);

test('the help of a page contains the labels on screen', async () => {
  expect(await readHelp('receiving')).toContain(
    '1. Scan the identifier on the paperwork into **External identifier**',
  );
  expect(await readHelp('receiving')).toContain('`Ctrl+Z` undoes the last step');
});

test('the news is only the newest section of the changelog', async () => {
  const news = await readNews();
  expect(news).toMatch(/^### /u);
  expect(news).not.toMatch(/^## /mu);
});

test('every guide is offered by its title', async () => {
  const guides = join(folder, '..', 'guides');
  const titles = readdirSync(guides).map(
    (name) => /^# (.*)$/mu.exec(readFileSync(join(guides, name), 'utf8'))?.[1],
  );
  expect(new Set((await readGuides()).map(({ title }) => title))).toEqual(new Set(titles));
});
