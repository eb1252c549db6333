import { expect, onTestFinished, test, vi } from 'vitest';
import { statusOfWord } from '../../../../shared/domain/intake/statuses.ts';
import { requestStatusCodes, statusLabel } from '../../../../shared/domain/request-status.ts';
import { languageVariable } from '../../../../shared/words/languages.ts';
import { systemFacts, systemNames } from '../../../../shared/domain/intake/systems.ts';

test('our codes and labels are known for every system, ignoring case', () => {
  for (const name of systemNames)
    for (const code of requestStatusCodes)
      for (const word of [code, code.toLowerCase(), statusLabel(code), statusLabel(code).toUpperCase()])
        expect(statusOfWord(word, systemFacts(name).statuses)).toBe(code);
});

test.each([
  ['Canceled by partner', 'alma-list', 'CANCELLED'],
  ['Von Mitarbeiter storniert', 'alma-list', 'CANCELLED_BY_STAFF'],
  ['Pending approval', 'alma-list', undefined],
  ['Customer Notified via E-mail', 'illiad', 'RECEIVED_PHYSICALLY'],
  ['Renewed by ILL Staff to 1/20/2027', 'illiad', 'RENEWED'],
  ['Awaiting Dean’s Blessing', 'illiad', undefined],
  ['Received?', 'worldshare', 'SHIPPED_PHYSICALLY'],
  ['Received/In Use', 'worldshare', 'RECEIVED_PHYSICALLY'],
  ['Received', 'tipasa', 'RECEIVED_PHYSICALLY'],
  ['CANCREQ', 'koha', 'CANCEL_REPLY'],
  ['Zurückgesendet', 'koha', 'RETURNED_TO_PARTNER'],
  ['REQ_EXPECTS_TO_SUPPLY', 'reshare', 'WILL_SUPPLY'],
  ['On loan', 'other', 'LOANED'],
  ['Prestado', 'other', 'LOANED'],
] as const)('%s in %s', (word, system, status) => {
  expect(statusOfWord(word, systemFacts(system).statuses)).toBe(status);
});

test('a library’s mapping of a word takes precedence', () => {
  expect(statusOfWord('Lost in the post', ['illiad'], { 'lost in the post': 'CLAIMED' })).toBe('CLAIMED');
});

test('files with English names are understood whatever language staff work in', async () => {
  const english = requestStatusCodes.map((code) => [code, statusLabel(code)] as const);
  vi.stubEnv(languageVariable, 'de');
  vi.resetModules();
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });
  const german = await import('../../../../shared/domain/intake/statuses.ts');
  const { statusLabel: germanLabel } = await import('../../../../shared/domain/request-status.ts');
  expect(germanLabel('LOANED')).not.toBe(statusLabel('LOANED'));
  for (const [code, label] of english)
    for (const word of [label, germanLabel(code)]) expect(german.statusOfWord(word, ['alma'])).toBe(code);
});
