import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sax from 'sax';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { adml, admlFolders, admx, guideTable } from '../../../electron/tooling/policy/templates.ts';
import { switchNames } from '../../../electron/main/app/switches.ts';
import { checkPolicy, type RawPolicy } from '../../../shared/domain/policy-checks.ts';
import { policyEntries } from '../../../shared/domain/policy-values.ts';
import type { Language } from '../../../shared/words/languages.ts';

const folder = join(projectFolder, 'resources', 'policy');
const updates = process.env['UPDATE_POLICY'] === '1';
const languages = Object.entries(admlFolders) as [Language, string][];

const files: readonly (readonly [file: string, made: () => string])[] = [
  ['borrow-desk.admx', admx],
  ...languages.map(([language, name]) => [`${name}/borrow-desk.adml`, () => adml(language)] as const),
];

test.each(files)('%s matches the list of values (UPDATE_POLICY=1 writes it again)', (name, made) => {
  const file = join(folder, name);
  if (updates) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, made());
  }
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe(made());
});

test('the table of the guide matches the list of values (UPDATE_POLICY=1 writes it again)', () => {
  const guide = join(projectFolder, 'resources/guides/policy.md');
  const [begins, ends] = ['<!-- values -->\n', '\n<!-- end of values -->'];
  const text = readFileSync(guide, 'utf8');
  const [before, after] = [text.indexOf(begins), text.indexOf(ends)];
  expect(before).toBeGreaterThan(0);
  const fresh = `${text.slice(0, before)}${begins}\n${guideTable()}\n${text.slice(after)}`;
  if (updates) writeFileSync(guide, fresh);
  expect(readFileSync(guide, 'utf8')).toBe(fresh);
});

test('the policy file of the guide is right, line by line', () => {
  const guide = readFileSync(join(projectFolder, 'resources/guides/policy.md'), 'utf8');
  const [, example = ''] = /```json\n(.*?)```/su.exec(guide) ?? [];
  const raw = JSON.parse(example) as RawPolicy;
  const { values, problems } = checkPolicy(raw, {
    isWindows: false,
    variables: { HOME: '/home/ana' },
    switches: switchNames,
  });
  expect(problems).toEqual([]);
  expect(values).toEqual({ ...raw, DataFolder: '/home/ana/.local/share/borrow-desk' });
});

type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>> };

/** The elements of an XML document. @throws Error if it is not well-formed */
const elementsOf = (xml: string): readonly Element[] => {
  const found: Element[] = [];
  const parser = sax.parser(true);
  parser.onopentag = ({ name, attributes }) =>
    void found.push({ name, attributes: attributes as Record<string, string> });
  parser.onerror = (error) => {
    throw error;
  };
  parser.write(xml).close();
  return found;
};

test('each template defines every value once, and each language has every word that it refers to', () => {
  const template = elementsOf(admx());
  const named = template.filter(({ name }) => name === 'policy').map(({ attributes }) => attributes['name']);
  expect(named).toEqual(policyEntries.map(([name]) => name));
  const values = template.flatMap(({ attributes }) => attributes['valueName'] ?? []);
  expect(values).toEqual(named);
  const references = [...admx().matchAll(/\$\((string|presentation)\.([^)]+)\)/gu)].map(
    ([, kind, id]) => `${kind} ${id}`,
  );
  expect(references.length).toBeGreaterThan(policyEntries.length * 3);
  for (const [language] of languages) {
    const words = elementsOf(adml(language));
    const there = words
      .filter(({ name }) => name === 'string' || name === 'presentation')
      .map(({ name, attributes }) => `${name} ${attributes['id']}`);
    expect(there.toSorted()).toEqual([...new Set(references)].toSorted());
    const controls = words.flatMap(({ attributes }) => attributes['refId'] ?? []);
    expect(controls).toEqual(named);
  }
});

test.each(languages)(
  'the editor of policies shows no raw value, and begins with 10 minutes (%s)',
  (language) => {
    const text = adml(language);
    const raw = policyEntries.flatMap(([name, facts]) =>
      (facts.kind === 'choice' ? Object.keys(facts.choices) : []).flatMap((choice) => [
        new RegExp(`<string id="${name}_${choice}">${choice}<`, 'u'),
        new RegExp(`<string id="${name}_Explain">(?:[^<]* )?${choice}: `, 'u'),
      ]),
    );
    expect(raw.length).toBeGreaterThan(0);
    expect(raw.filter((one) => one.test(text))).toEqual([]);
    expect(text).toMatch(/refId="IdleLockMinutes" defaultValue="10">[^<]+ \([Mm]in[a-z]+\)</u);
  },
);

test('the words are those of the language', () => {
  expect(adml('de')).toContain('<string id="PrinterReceive">Drucker: ');
  expect(adml('de')).not.toContain('The folder with all data');
  expect(adml('es')).toContain('Carpeta de datos');
});
