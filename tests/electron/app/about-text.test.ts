import { expect, test } from 'vitest';
import { aboutText, licenceChoices, runtimeNoted } from '../../../electron/main/app/about-text.ts';

const versions = { electron: '33.2.1', chrome: '130.0', node: '20.18.1' };

const about = (runtime: Parameters<typeof aboutText>[0]['runtime'], supportAddress?: string): string =>
  aboutText({ dataDir: '/data', versions, runtime, supportAddress });

test('About says which Electron this is, and whether it was out of support', () => {
  const note = runtimeNoted({ name: 'borrow-desk', runtime: { electron: '33.2.1', supported: false } });
  expect(about(note).split('\n')).toEqual([
    'Data folder: /data',
    'Electron 33.2.1 · Chromium 130.0 · Node 20.18.1',
    expect.stringContaining('Electron 33.2.1 was already out of support'),
  ]);
  const supported = runtimeNoted({ runtime: { electron: '45.4.1', supported: true } });
  expect(about(supported)).not.toContain('out of support');
});

test('About says whom to ask for help, if the IT department has said so', () => {
  expect(about(null)).not.toContain('Help');
  expect(about(null, 'help@library.example').split('\n')[0]).toBe('Help: help@library.example');
});

test.each([null, {}, { runtime: null }, { runtime: { electron: '1' } }, 'text'])(
  'a program without that record says nothing about it: %j',
  (about) => {
    expect(runtimeNoted(about)).toBeNull();
  },
);

test('missing lists are not offered', () => {
  const labels = (ours: boolean, chromium: boolean): string[] =>
    licenceChoices({ ours, chromium }).map(({ label }) => label);
  expect(labels(true, true)).toEqual(['Close', 'Licences', 'Chromium licences']);
  expect(labels(false, false)).toEqual(['Close']);
});
