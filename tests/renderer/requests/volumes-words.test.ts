import { expect, test } from 'vitest';
import { volumesWords } from '../../../renderer/src/requests/details/volumes-words.ts';

type Volumes = Parameters<typeof volumesWords>[0]['life']['volumes'];

const wordsOf = (
  volumesExpected: number | null,
  ...volumes: readonly (readonly [string, string])[]
): string | null =>
  volumesWords({
    volumesExpected,
    format: 'physical',
    status: 'RECEIVED_PHYSICALLY',
    setOpen: false,
    life: { volumes: volumes.map(([use, place]) => ({ use, place })) as unknown as Volumes },
  });

test('a volume that is here to go back is not called missing', () => {
  expect(wordsOf(null, ['goes-back', 'on-hold-shelf'])).toBe('1 to go back');
  expect(wordsOf(null, ['goes-back', 'returned-to-partner'])).toBe('1 returned');
  expect(wordsOf(1, ['for-patron', 'on-loan'], ['goes-back', 'in-transit'])).toBe(
    '1 of 1 received, 1 to go back',
  );
});

test('a volume counts as received even if it has no barcode yet', () => {
  expect(wordsOf(null, ['for-patron', 'on-hold-shelf'])).toBe('1 received, total unknown');
  expect(wordsOf(3)).toBe('0 of 3 received');
});

test('a digital copy has no volumes, unless one came all the same', () => {
  const digital = { volumesExpected: null, format: 'digital', status: 'RECEIVED_DIGITALLY', setOpen: false };
  expect(volumesWords({ ...digital, life: { volumes: [] } })).toBeNull();
  expect(volumesWords({ ...digital, format: 'physical', life: { volumes: [] } })).toBeNull();
  const late = [{ use: 'goes-back', place: 'on-hold-shelf' }] as unknown as Volumes;
  expect(volumesWords({ ...digital, life: { volumes: late } })).toBe('1 to go back');
});

test('a set that was left without Done says that its letters wait', () => {
  const life = { volumes: [{ use: 'for-patron', place: 'on-hold-shelf' }] as unknown as Volumes };
  const set = { volumesExpected: 2, format: 'physical', status: 'RECEIVED_PHYSICALLY', life };
  expect(volumesWords({ ...set, setOpen: true })).toBe(
    '1 of 2 received, set still open: its letters wait until Done',
  );
  expect(volumesWords({ ...set, setOpen: false })).toBe('1 of 2 received');
});
