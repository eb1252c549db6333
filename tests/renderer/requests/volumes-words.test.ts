import { expect, test } from 'vitest';
import { volumesWords } from '../../../renderer/src/requests/details/volumes-words.ts';

type Volumes = Parameters<typeof volumesWords>[0]['life']['volumes'];

const wordsOf = (
  volumesExpected: number | null,
  ...volumes: readonly (readonly [string, string])[]
): string =>
  volumesWords({
    volumesExpected,
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
