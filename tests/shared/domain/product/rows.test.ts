import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const tests = join(import.meta.dirname, '../../..');

type Row = { readonly rule: string; readonly name: string; readonly file: string };

/** The rows of the tables in README.md, without their heads. */
const rows = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
  .split('\n')
  .flatMap((line): Row[] => {
    const [, rule, name, file] = /^\| (.*?) +\| (.*?) +\| (.*?) *\|$/.exec(line) ?? [];
    if (rule === undefined || name === undefined || rule === 'row' || /^-+$/.test(rule)) return [];
    return [{ rule: rule.trim(), name: name.trim(), file: (file ?? '').replaceAll('`', '').trim() }];
  });

const isMissing = ({ name }: Row): boolean => name.startsWith('not there yet');

test('every test that the table of the product’s rules names is there', () => {
  const gone = rows
    .filter((row) => !isMissing(row))
    .filter(({ name, file }) => {
      const path = join(tests, file);
      if (!file.endsWith('.test.ts') || !existsSync(path)) return true;
      const text = readFileSync(path, 'utf8');
      return !["'", '`'].some((quote) => text.includes(`${quote}${name}${quote}`));
    });
  expect(gone).toEqual([]);
});

test('each row of the product’s tables stands in it: the regions, the statuses from 1 to 8, the steps', () => {
  const rules = rows.map(({ rule }) => rule);
  const regions = ['supply', 'volumes', 'cancellation', 'renewal', 'demand', 'loss and damage', 'end'];
  const statuses = ['1', '2', '3', '4', '5', '6', '7', '8'];
  expect(rules.filter((rule) => [...regions, ...statuses].includes(rule))).toEqual([...regions, ...statuses]);
  expect(rows.length).toBeGreaterThan(70);
  // None is without its test.
  expect(rows.filter(isMissing).length).toBe(0);
});
