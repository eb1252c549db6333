import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';
import { chosenLooks, longLooks } from '../../../electron/tooling/testing/long.ts';

/** What stands in a test file, and in what it imports from `support`: several files may ask in one place. */
const withItsSupport = (path: string): string => {
  const text = readFileSync(path, 'utf8');
  const support = [...text.matchAll(/from '([./]*\/support\/[^']*)'/gu)].map(([, file]) =>
    readFileSync(join(dirname(path), file ?? ''), 'utf8'),
  );
  return [text, ...support].join('\n');
};

test('every long look is at a test that asks how often', () => {
  for (const { variable, files } of longLooks)
    for (const file of files) {
      const path = join(projectFolder, `${file}.test.ts`);
      expect([file, existsSync(path)]).toEqual([file, true]);
      expect([file, withItsSupport(path)]).toEqual([
        file,
        expect.stringMatching(new RegExp(variable === 'LIFE_RUNS' ? 'lifeRuns\\(' : `'${variable}'`, 'u')),
      ]);
    }
});

test('every test that asks how often is among them', () => {
  const asked = globSync('tests/**/*.ts', { cwd: projectFolder }).flatMap((file) =>
    [...readFileSync(join(projectFolder, file), 'utf8').matchAll(/howMany\('([A-Z_]+)'/gu)].map(
      ([, variable]) => variable,
    ),
  );
  expect(new Set(asked)).toEqual(new Set(longLooks.map(({ variable }) => variable)));
});

test('all of them, or those that are named', () => {
  expect(chosenLooks([])).toEqual(longLooks);
  expect(chosenLooks(['STEP_KILLS', 'every-channel']).map(({ variable }) => variable)).toEqual([
    'FUZZ_CALLS',
    'STEP_KILLS',
  ]);
  expect(() => chosenLooks(['nothing'])).toThrow('FUZZ_CALLS');
});
