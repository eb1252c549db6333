import { expect, test } from 'vitest';
import { renewRefusal } from '../../../../renderer/src/pages/patron-services/renew-refusal.ts';
import type { CalendarDate, LibraryId } from '../../../../shared/domain/ids.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';

const at = (role: string): Pick<AppState, 'operator' | 'desk'> =>
  ({
    desk: { id: 1, libraryId: 1 },
    operator: { grants: [{ role, libraryId: 1, deskId: null }] },
  }) as unknown as Pick<AppState, 'operator' | 'desk'>;

const today = '2026-11-30' as CalendarDate;

const loan: Parameters<typeof renewRefusal>[0] = {
  endedOn: null,
  dueOn: '2026-12-01' as CalendarDate,
  periodDays: 28,
  renewal: 'none',
  demand: 'none',
  partnerName: 'North',
  libraryId: 1 as LibraryId,
  libraryName: 'Main Library',
};

test.each([
  [{}, null],
  [{ demand: 'overdue' }, null],
  [{ endedOn: '2026-11-01' as CalendarDate }, /has ended/],
  [{ demand: 'recalled' }, /North wants it back/],
  [{ renewal: 'asked', partnerName: '' }, /The partner has already been asked/],
  [{ renewal: 'asked', demand: 'overdue' }, /North has already been asked/],
  [{ renewal: 'mediated' }, null],
  [{ renewal: 'refused' }, null],
  [{ renewal: 'renewed' }, null],
  [{ dueOn: '2026-12-28' as CalendarDate }, /would not extend it/],
  [{ periodDays: 0 }, /loan period isn’t recorded/],
] as const)('%o', (change, expected) => {
  const refusal = renewRefusal({ ...loan, ...change }, at('circulation-desk-operator'), today);
  if (expected === null) expect(refusal).toBeNull();
  else expect(refusal).toMatch(expected);
});

test('renewing requires the role of the circulation desk', () => {
  expect(renewRefusal(loan, at('requests-operator'), today)).toMatch(/Circulation Desk Operator/);
});
