import { expect, test } from 'vitest';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
import {
  type ReadersOf,
  bothAreTold,
  partnerIsAsked,
  partnerIsTold,
  patronIsTold,
  unlessWritten,
} from '../../../../shared/domain/letters/told.ts';

const north = 1 as PartnerId;
const request = (
  off: { readonly library?: readonly string[]; readonly partner?: readonly string[] } = {},
  patronName = 'Reader, A.',
): ReadersOf => ({
  patronName,
  partner: { id: north, name: 'North' },
  readers: {
    libraryOff: off.library ?? [],
    partners: [{ id: north, name: 'North', lettersOff: off.partner ?? [] }],
  },
});

test('a letter that is written is promised', () => {
  expect(partnerIsTold(request(), 'cancel', ' that it is over')).toBe('North is told that it is over.');
  expect(partnerIsAsked(request(), 'claim', 'where it is')).toBe('North is asked where it is.');
  expect(patronIsTold(request(), 'renewed')).toBe('The patron is told.');
  expect(unlessWritten(request(), 'request')).toBe('');
  expect(bothAreTold(request(), 'renewal', 'renewed')).toBe(true);
});

test('one that the library does without is not, and one to a partner that is told in another way is for staff to tell', () => {
  const off = request({ library: ['partner-renewal', 'patron-renewed'] });
  expect(partnerIsTold(off, 'renewal')).toBe('North is not told: this letter is switched off.');
  expect(patronIsTold(off, 'renewed', ' when it agrees')).toBe(
    'The patron is not told when it agrees: this letter is switched off.',
  );
  expect(bothAreTold(off, 'renewal', 'item-ready')).toBe(false);
  const elsewhere = request({ partner: ['partner-cancel', 'partner-claim'] });
  expect(partnerIsTold(elsewhere, 'cancel')).toBe('Tell North yourself: no letter of this kind goes to it.');
  expect(partnerIsAsked(elsewhere, 'claim', 'where it is')).toBe(
    'Ask North yourself where it is: no letter of this kind goes to it.',
  );
  expect(unlessWritten(elsewhere, 'cancel')).toContain('Tell North yourself');
  expect(partnerIsTold(elsewhere, 'lost')).toBe('North is told.');
});

test('without a requester nobody is told, whatever is written', () => {
  expect(patronIsTold(request({}, ''), 'renewed')).toBe('Nobody is told: no requester is recorded.');
});
