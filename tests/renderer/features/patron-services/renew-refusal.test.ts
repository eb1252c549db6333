import { expect, test } from 'vitest';
import { renewRefusal } from '../../../../renderer/src/features/patron-services/renew-refusal.ts';
import type { CalendarDate, LibraryId } from '../../../../shared/domain/ids.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';

const at = (role: string): Pick<AppState, 'operator' | 'desk'> =>
  ({
    desk: { id: 1, libraryId: 1 },
    operator: { grants: [{ role, libraryId: 1, deskId: null }] },
  }) as unknown as Pick<AppState, 'operator' | 'desk'>;

const loan = {
  endedOn: null,
  status: 'LOANED',
  partnerName: 'North',
  libraryId: 1 as LibraryId,
  libraryName: 'Main Library',
};

test.each([
  [{}, null],
  [{ status: 'OVERDUE_ITEM' }, null],
  [{ endedOn: '2026-11-01' as CalendarDate }, /has ended/],
  [{ status: 'RECALLED_BOR' }, /North wants it back/],
  [{ status: 'RENEW_REQUESTED', partnerName: '' }, /The partner was asked already/],
  [{ status: 'REPORT_LOST' }, null],
  [{ status: 'DAMAGED' }, null],
  [{ status: 'RETURNED_BY_PATRON' }, /“Returned by patron”/],
  [{ status: 'FROM_OUTSIDE' }, /“FROM_OUTSIDE”/],
])('%o', (change, expected) => {
  const refusal = renewRefusal({ ...loan, ...change }, at('circulation-desk-operator'));
  if (expected === null) expect(refusal).toBeNull();
  else expect(refusal).toMatch(expected);
});

test('the role of the circulation desk is needed', () => {
  expect(renewRefusal(loan, at('requests-operator'))).toMatch(/Circulation Desk Operator/);
});
