import { expect, test } from 'vitest';
import { aboutText, licenceChoices, runtimeNoted } from '../../../electron/main/app/about-text.ts';

const versions = { electron: '33.2.1', chrome: '130.0', node: '20.18.1' };

test('About says which Electron this is, and whether it was out of support', () => {
  const note = runtimeNoted({ name: 'borrow-desk', runtime: { electron: '33.2.1', supported: false } });
  expect(aboutText({ dataDir: '/data', versions, runtime: note }).split('\n')).toEqual([
    'Data folder: /data',
    'Electron 33.2.1 · Chromium 130.0 · Node 20.18.1',
    expect.stringContaining('Electron 33.2.1 was already out of support'),
  ]);
  const supported = runtimeNoted({ runtime: { electron: '45.4.1', supported: true } });
  expect(aboutText({ dataDir: '/data', versions, runtime: supported })).not.toContain('out of support');
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
