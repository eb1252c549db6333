import { expect, test } from 'vitest';
import { printerFacts } from '../../../../electron/main/devices/printing/printer-facts.ts';

test('what older and newer runtimes, and print systems that say more or less, tell of a printer', () => {
  expect(printerFacts({ name: 'Receipt', displayName: '', isDefault: true, options: {} })).toEqual({
    name: 'Receipt',
    description: 'Receipt',
    isDefault: true,
    trouble: null,
  });
  // Numbers that a CUPS gave for a queue as it was made, as the default, and as one that takes no jobs.
  const cups = (type: string, more: object = {}) =>
    printerFacts({ name: 'R', displayName: 'At the desk', options: { 'printer-type': type, ...more } });
  expect(cups('8450124')).toMatchObject({ description: 'At the desk', isDefault: false, trouble: null });
  expect(cups('8581196')).toMatchObject({ isDefault: true, trouble: null });
  expect(cups('8974412', { 'printer-is-accepting-jobs': 'false', 'printer-state': '3' })).toMatchObject({
    trouble: 'takes no jobs at present',
  });
  expect(cups('8450124', { 'printer-is-accepting-jobs': 'true', 'printer-state': '5' })).toMatchObject({
    trouble: 'is stopped',
  });
  expect(printerFacts({ name: 'R' })).toMatchObject({ isDefault: null, trouble: null });
});
