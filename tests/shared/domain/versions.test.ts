import { expect, test } from 'vitest';
import { isNewerVersion, isVersion } from '../../../shared/domain/versions.ts';

// The order of semver.org, point 11.
const ascending = [
  '0.1.0-alpha',
  '0.1.0-alpha.1',
  '0.1.0-alpha.beta',
  '0.1.0-beta',
  '0.1.0-beta.2',
  '0.1.0-beta.11',
  '0.1.0',
  '0.1.9',
  '0.1.10',
  '0.2.0',
  '1.0.0-1',
  '1.0.0',
  '10.0.0',
];

test('versions are compared number by number, and a preliminary one comes before its release', () => {
  for (const [index, one] of ascending.entries())
    for (const [at, other] of ascending.entries())
      expect(isNewerVersion(one, other), `${one} after ${other}`).toBe(index > at);
});

test.each([
  '',
  '1',
  '1.2',
  'v1.2.3',
  '1.2.3.4',
  '01.2.3',
  '1.2.3-',
  '1.2.3\n',
  '1.2.3+x',
  `1.2.${'3'.repeat(70)}`,
])('not a version: %j', (text) => {
  expect(isVersion(text)).toBe(false);
  expect(() => isNewerVersion(text, '1.0.0')).toThrow('This is no version.');
});
