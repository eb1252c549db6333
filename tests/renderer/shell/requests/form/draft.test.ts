import { expect, test } from 'vitest';
import { emptyDraft, faultsOf, fieldsOf } from '../../../../../renderer/src/shell/requests/form/draft.ts';

const today = '2026-11-25' as never;
const draft = { ...emptyDraft(1 as never), title: 'The Sea Around Us' };

test.each([
  ['', null],
  ['2027-01-15', '2027-01-15'],
  ['15 Jan 2027', '2027-01-15'],
  ['15 jan', '2027-01-15'],
])('the due date “%s” is sent as %s', (dueOn, sent) => {
  expect(faultsOf({ ...draft, dueOn }, today)).toEqual({});
  expect(fieldsOf({ ...draft, dueOn }, today).dueOn).toBe(sent);
});

test.each(['soon', '2027-02-30', '15'])('“%s” is refused as a due date, with an example', (dueOn) => {
  expect(faultsOf({ ...draft, dueOn }, today).dueOn).toMatch(/^This is no date\. For example 2027-01-15/);
});

test('a name that chose no patron is not stored as nobody', () => {
  expect(faultsOf({ ...draft, patronText: 'Reader' }, today).patron).toContain('Choose the patron');
  const patron = { id: 1 as never, name: 'Reader, A.', barcode: 'P1' };
  expect(faultsOf({ ...draft, patron, patronText: '' }, today)).toEqual({});
});
