import { expect, test } from 'vitest';
import { statusOfWord } from '../../../../shared/domain/intake/statuses.ts';
import { requestStatusCodes, statusLabel } from '../../../../shared/domain/request-status.ts';
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
