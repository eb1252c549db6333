import { expect, test } from 'vitest';
import { noCitation } from '../../../../shared/domain/citation.ts';
import type { RequestDetails } from '../../../../shared/ipc/request-views.ts';
import {
  emptyDraft,
  faultsOf,
  fieldsOf,
  followed,
  repeatedDraft,
} from '../../../../renderer/src/requests/form/draft.ts';

const today = '2026-11-25' as never;
const draft = { ...emptyDraft(1 as never), title: 'The Sea Around Us' };

test.each([
  ['', ''],
  ['2027-01-15', '2027-01-15'],
  ['15 Jan 2027', '2027-01-15'],
  ['15 jan', '2027-01-15'],
])('the needed-by date “%s” is sent as %s', (neededBy, sent) => {
  const needed = { ...draft, citation: { ...noCitation, neededBy } };
  expect(faultsOf(needed, today)).toEqual({});
  expect(fieldsOf(needed, today).neededBy).toBe(sent);
});

test.each(['soon', '2027-02-30', '15'])('“%s” is refused as a date, with an example', (neededBy) => {
  const faults = faultsOf({ ...draft, citation: { ...noCitation, neededBy } }, today);
  expect(faults.neededBy).toMatch(/^This isn’t a date\. For example 2027-01-15/);
});

test('a name without a chosen patron is not stored as an empty patron', () => {
  expect(faultsOf({ ...draft, patronText: 'Reader' }, today).patron).toContain('Choose the patron');
  const patron = { id: 1 as never, name: 'Reader, A.', barcode: 'P1' };
  expect(faultsOf({ ...draft, patron, patronText: '' }, today)).toEqual({});
});

test('a repeated request copies the work, the patron and the pickup location, and nothing else', () => {
  const details = {
    request: { externalId: 'OLD', title: 'On whales', author: 'A', dueOn: '2026-12-01', volumesExpected: 2 },
    format: 'digital',
    patron: { id: 7, name: 'Reader, A.', barcode: 'P1' },
    pickupDeskId: 3,
    circulationNote: 'With maps',
    citation: { ...noCitation, isbn: '0195069978', neededBy: '2026-11-01' },
  } as unknown as RequestDetails;
  const again = {
    partnerId: 4 as never,
    partnerName: 'North',
    edition: '3rd',
    journalVolume: '',
    format: 'physical',
    maximumCost: '35 USD',
  } as const;
  expect(repeatedDraft(details, again)).toMatchObject({
    format: 'physical',
    partners: [4],
    citation: { isbn: '0195069978', edition: '3rd', maximumCost: '35 USD', journalVolume: '' },
  });
  expect(repeatedDraft(details, null)).toEqual({
    ...emptyDraft(3 as never),
    title: 'On whales',
    author: 'A',
    format: 'digital',
    patron: { id: 7, name: 'Reader, A.', barcode: 'P1' },
    volumes: '2',
    citation: { ...noCitation, isbn: '0195069978' },
  });
});

test('untouched fields follow changes at another desk, and typed fields are kept', () => {
  const from = { ...emptyDraft(1 as never), title: 'The Sea', author: 'Carson', circulationNote: '' };
  const mine = { ...from, circulationNote: 'Call first', author: 'Carson, R.' };
  const citation = { ...from.citation, neededBy: '4 Dec 2026' };
  const to = { ...from, title: 'The Sea Around Us', author: 'Carson, Rachel', citation };
  expect(followed(mine, from, to)).toEqual({
    draft: { ...mine, title: 'The Sea Around Us', citation },
    isChanged: true,
    kept: ['author'],
  });
  expect(followed(mine, from, { ...from })).toMatchObject({ draft: mine, isChanged: false, kept: [] });
});
