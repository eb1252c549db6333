import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { argumentsOf } from '../../../electron/tooling/words/arguments.ts';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { languages } from '../../../shared/words/languages.ts';

type Catalogue = Readonly<Record<string, string>>;

const textOf = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');
const catalogueOf = (language: string): Catalogue =>
  JSON.parse(textOf(`shared/words/${language}.json`)) as Catalogue;
const english = catalogueOf('en');

test.each(Object.keys(languages))('each message in %s takes what the English one takes', (language) => {
  for (const [key, message] of Object.entries(catalogueOf(language)))
    expect([key, argumentsOf(message)]).toEqual([key, argumentsOf(english[key] ?? 'no English message')]);
});

test('each message is used', () => {
  const sources = globSync('{renderer/src,shared,electron/main}/**/*.{ts,tsx}', { cwd: projectFolder });
  const quoted = new Set(sources.flatMap((path) => textOf(path).match(/'[\w.-]+'/g) ?? []));
  expect(Object.keys(english).filter((key) => !quoted.has(`'${key}'`))).toEqual([]);
});
