import { expect, test } from 'vitest';
import { isSupported, supportWarning } from '../../../electron/tooling/packaging/electron-support.ts';

test('the newest three versions are supported', () => {
  expect(
    ['45.4.1', '44.0.0', '43.9.9', '42.8.1', '33.2.1'].map((each) => isSupported(each, '45.4.1')),
  ).toEqual([true, true, true, false, false]);
});

test('a package of an older one is warned of, with its number', () => {
  expect(supportWarning('43.0.0', '45.4.1')).toBeNull();
  expect(supportWarning('33.2.1', '45.4.1')).toMatch(/carries Electron 33\.2\.1, which is out of support/);
});
