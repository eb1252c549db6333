import { expect, test } from 'vitest';
import { volumesWords } from '../../../renderer/src/requests/details/volumes-words.ts';

type Volumes = Parameters<typeof volumesWords>[0]['life']['volumes'];

type Came = readonly (readonly [string, string])[];

const wordsOf = (volumesExpected: number | null, ...volumes: Came): string | null =>
  wordsAfter(null, volumesExpected, volumes);

const wordsAfter = (
  cancelWish: 'patron' | null,
  volumesExpected: number | null,
  volumes: Came,
): string | null =>
  volumesWords({
    volumesExpected,
    format: 'physical',
    status: 'RECEIVED_PHYSICALLY',
    setOpen: false,
    life: { cancelWish, volumes: volumes.map(([use, place]) => ({ use, place })) as unknown as Volumes },
  });

test('a volume that is here to go back is not called missing', () => {
  expect(wordsOf(null, ['goes-back', 'on-hold-shelf'])).toBe('1 to go back');
  expect(wordsOf(null, ['goes-back', 'returned-to-partner'])).toBe('1 returned');
  expect(wordsOf(1, ['for-patron', 'on-loan'], ['goes-back', 'in-transit'])).toBe(
    '1 of 1 received, 1 to go back',
  );
});

test('the volumes of a set that was cancelled after one of them went back are all counted', () => {
  const returned = ['for-patron', 'returned-to-partner'] as const;
  const here = ['goes-back', 'on-hold-shelf'] as const;
  const gone = ['goes-back', 'returned-to-partner'] as const;
  expect(wordsAfter('patron', 3, [returned, here, here])).toBe('3 of 3 received, 2 to go back, 1 returned');
  expect(wordsAfter('patron', 3, [returned, here, gone])).toBe('3 of 3 received, 1 to go back, 2 returned');
  expect(wordsAfter('patron', 3, [returned, gone, gone])).toBe('3 of 3 received, 3 returned');
});

test('a volume that was lost is not called returned', () => {
  expect(wordsOf(1, ['for-patron', 'on-loan'], ['goes-back', 'lost'])).toBe('1 of 1 received');
});

test('a volume counts as received even if it has no barcode yet', () => {
  expect(wordsOf(null, ['for-patron', 'on-hold-shelf'])).toBe('1 received, total unknown');
  expect(wordsOf(3)).toBe('0 of 3 received');
});

test('a digital copy has no volumes, unless one came all the same', () => {
  const digital = { volumesExpected: null, format: 'digital', status: 'RECEIVED_DIGITALLY', setOpen: false };
  expect(volumesWords({ ...digital, life: { cancelWish: null, volumes: [] } })).toBeNull();
  expect(
    volumesWords({ ...digital, format: 'physical', life: { cancelWish: null, volumes: [] } }),
  ).toBeNull();
  const late = [{ use: 'goes-back', place: 'on-hold-shelf' }] as unknown as Volumes;
  expect(volumesWords({ ...digital, life: { cancelWish: null, volumes: late } })).toBe('1 to go back');
});

test('a set that was left without Done says that its letters wait', () => {
  const volumes = [{ use: 'for-patron', place: 'on-hold-shelf' }] as unknown as Volumes;
  const life = { cancelWish: null, volumes };
  const set = { volumesExpected: 2, format: 'physical', status: 'RECEIVED_PHYSICALLY', life };
  expect(volumesWords({ ...set, setOpen: true })).toBe(
    '1 of 2 received, set still open: its letters wait until Done',
  );
  expect(volumesWords({ ...set, setOpen: false })).toBe('1 of 2 received');
});
