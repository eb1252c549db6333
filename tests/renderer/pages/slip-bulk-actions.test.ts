import { expect, test } from 'vitest';
import { onePerParcel, whyNotPrint } from '../../../renderer/src/pages/slips/slip-bulk-actions.ts';
import { printJobView } from '../../../shared/ipc/views.ts';

const slip = (id: number, changes: object = {}) =>
  printJobView.parse({
    id,
    kind: 'return',
    state: 'printed',
    note: '',
    createdAt: '2026-11-25T10:42:00.000Z',
    updatedAt: '2026-11-25T10:42:00.000Z',
    externalId: `R-${id}`,
    title: 'The Sea Around Us',
    barcode: `N-${id}`,
    undone: false,
    parcelReduced: false,
    parcel: null,
    ...changes,
  });

test('one of several slips of a parcel is printed, and every other slip', () => {
  const chosen = [
    slip(1, { parcel: 'a' }),
    slip(2),
    slip(3, { parcel: 'a' }),
    slip(4, { parcel: 'b' }),
    slip(5),
  ];
  expect(onePerParcel(chosen).map(({ id }) => id)).toEqual([1, 2, 4, 5]);
});

test('slips that wait for the printer, or whose step was undone, are not printed again', () => {
  expect(whyNotPrint(slip(1))).toBeNull();
  expect(whyNotPrint(slip(1, { state: 'failed' }))).toBeNull();
  expect(whyNotPrint(slip(1, { state: 'queued' }))).toContain('Already waiting for the printer');
  expect(whyNotPrint(slip(1, { undone: true }))).toContain('Discard this slip');
});
