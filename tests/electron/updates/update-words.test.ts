import { expect, test } from 'vitest';
import { describeUpdates } from '../../../electron/main/updates/update-words.ts';
import type { UpdateFacts } from '../../../electron/main/updates/update-facts.ts';

const good: UpdateFacts = {
  mode: 'automatic',
  installation: 'own',
  hasKeys: true,
  hasServer: true,
  serverFault: null,
  answeredAt: Date.UTC(2027, 0, 11, 12),
  isChecked: true,
  failedDownloads: 0,
  isLooking: false,
  isDownloading: false,
  isInstalling: false,
  available: null,
  isReady: false,
  hasFailed: false,
  fault: null,
  isSilent: false,
  updatedFrom: null,
  seen: [],
};
const said = (change: Partial<UpdateFacts>) => describeUpdates({ ...good, ...change }, '0.1.0', 'UTC');
const ready = { available: '0.1.1', isReady: true };

test.each<[string, Partial<UpdateFacts>, string]>([
  ['nothing newer', {}, 'No newer version'],
  ['a start', { isChecked: false }, 'Not checked'],
  ['no key', { hasKeys: false }, 'no key'],
  ['no server', { hasServer: false }, 'no update server'],
  [
    'a server whose address may not be used',
    { hasServer: false, serverFault: 'address' },
    'the address of its update server is not valid',
  ],
  [
    'a policy that cannot be read',
    { hasServer: false, serverFault: 'policy' },
    'the values set by your organisation could not be read',
  ],
  ['switched off', { mode: 'off' }, 'does not check'],
  ['a check while a version is known', { isLooking: true, available: '0.1.1' }, 'Checking for updates…'],
  ['a download', { isLooking: true, isDownloading: true, available: '0.1.1' }, 'Downloading version 0.1.1…'],
  ['a server that is away', { fault: 'no-answer', answeredAt: null }, 'will try again later'],
  [
    'a server without a list',
    { fault: 'no-list', answeredAt: null },
    'has no list of versions at its address',
  ],
  [
    'a server whose certificate is not trusted',
    { fault: 'certificate', answeredAt: null },
    'The certificate of the update server is not trusted on this computer. Tell your IT staff.',
  ],
  ['an update that waits', ready, 'outside opening hours'],
])('%s is shown calmly, and in no notice', (_name, change, words) => {
  expect(said(change)).toEqual({ words: expect.stringContaining(words), isWrong: false, notice: null });
});

test.each<[string, Partial<UpdateFacts>, string]>([
  ['where IT installs', { ...ready, isReady: false, installation: 'msi' }, 'Your IT staff installs it'],
  ['on Linux', { ...ready, isReady: false, installation: 'package' }, 'Your IT staff installs it'],
  ['on macOS', { ...ready, isReady: false, installation: 'mac' }, 'cannot update itself on macOS'],
  ['when only announced', { ...ready, mode: 'announce' }, 'ready to install'],
])('an update is announced once %s', (_name, change, words) => {
  const { notice, isWrong } = said(change);
  expect(isWrong).toBe(false);
  expect(notice).toEqual({ id: 'available 0.1.1', words: expect.stringContaining(words), isDone: false });
  expect(said({ ...change, seen: ['available 0.1.1'] }).notice).toBeNull();
  expect(said({ ...change, seen: ['available 0.1.0'] }).notice).not.toBeNull();
});

test.each<[string, Partial<UpdateFacts>, string]>([
  [
    'a version that cannot be downloaded',
    { available: '0.1.1', fault: 'incomplete', failedDownloads: 3 },
    'not be downloaded',
  ],
  ['an unsigned version', { available: '9.9.9', fault: 'unsigned' }, '9.9.9 without a valid signature'],
  ['an older version', { available: '0.0.1', fault: 'older' }, 'which is older'],
  ['a full disk', { ...ready, fault: 'disk-full' }, 'too full'],
  ['an installer that failed', { ...ready, hasFailed: true }, 'was not installed'],
  ['a month without an answer', { isSilent: true, fault: 'no-answer' }, 'since 11 Jan 2027'],
])('%s is shown for what it is, and once in a notice', (_name, change, words) => {
  const { words: shown, isWrong, notice } = said(change);
  expect(shown).toContain(words);
  expect(isWrong).toBe(true);
  expect(notice?.words).toBe(shown);
  expect(said({ ...change, seen: [notice?.id ?? ''] }).notice).toBeNull();
});

test('a version that was not installed is said once, also when the server answers no longer', () => {
  const failed: Partial<UpdateFacts> = { ...ready, hasFailed: true };
  const seen = [said(failed).notice?.id ?? ''];
  for (const fault of ['no-answer', 'not-started'] as const) {
    expect(said({ ...failed, fault }).notice?.words).toBe(said(failed).words);
    expect(said({ ...failed, fault, seen }).notice).toBeNull();
  }
  expect(said({ ...failed, fault: 'disk-full', seen }).notice).not.toBeNull();
});

test('a connection that was cut once is shown on the page, and in no notice', () => {
  const { words, notice } = said({ available: '0.1.1', fault: 'incomplete', failedDownloads: 1 });
  expect(words).toContain('not be downloaded');
  expect(notice).toBeNull();
});

test('an update that was installed is shown first', () => {
  const { notice } = said({ updatedFrom: '0.0.9', ...ready, hasFailed: true });
  // Also where IT installs updates and the program looks for none.
  expect(said({ updatedFrom: '0.0.9', mode: 'off' }).notice).toEqual(notice);
  expect(notice).toEqual({
    id: 'updated 0.1.0',
    words: 'Borrow Desk was updated from version 0.0.9 to 0.1.0.',
    isDone: true,
  });
});
