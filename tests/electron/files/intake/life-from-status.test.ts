import { describe, expect, test } from 'vitest';
import { itemStatuses } from '../../../../shared/domain/item-status.ts';
import {
  lifeOfWord,
  volumeOfWord,
  wordsOfVolumes,
} from '../../../../electron/main/files/intake/life-from-status.ts';
import { isEndState, isSupplyState } from '../../../../shared/domain/life/life.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import type { Volume } from '../../../../shared/domain/life/volumes.ts';
import { requestStatusCodes } from '../../../../shared/domain/request-status.ts';
import { volume } from '../../../shared/domain/life/life-cases.ts';

const words = [...requestStatusCodes, 'SOMETHING_ELSE'];
const places = [...Object.keys(itemStatuses), 'AT_BINDERY'];

/** Every choice of so many volumes, each in every status. */
const choices = (count: number): readonly (readonly Volume[])[] =>
  count === 0
    ? [[]]
    : choices(count - 1).flatMap((others) =>
        places.map((status) => [
          ...others,
          volume(count, { status, broughtBack: status === 'returned-by-patron' }),
        ]),
      );

describe.each([0, 1, 2, 3])('with %i volumes in every status', (count) => {
  test('the status worked out from the parts is the word, or the word is kept letter for letter', () => {
    for (const status of words)
      for (const volumes of choices(count)) {
        const life = lifeOfWord({ status, volumes });
        const where = `${status}: ${volumes.map((one) => one.status).join(', ')}`;
        // Volumes weigh more than how far the partner is: where some came, its word is kept and another one shown.
        if (isSupplyState(status)) expect(life.supply, where).toBe(status);
        else expect(statusOf(life), where).toBe(status);
        expect(
          life.volumes.map((one) => [one.id, one.status]),
          where,
        ).toEqual(volumes.map((one) => [one.id, one.status]));
        // A word that fits is taken apart; one that does not says nothing more of the volumes.
        if (life.supply === status && !isSupplyState(status))
          expect(life, where).toMatchObject({ cancellation: 'none', parcel: 'none', endedAs: null, volumes });
      }
  });
});

test('every word of ours fits a request that has the volume it speaks of, or none', () => {
  for (const status of requestStatusCodes) {
    const unscanned = volumeOfWord(status, 0);
    const volumes = unscanned ? [volume(1, unscanned)] : [];
    const life = lifeOfWord({ status, volumes });
    expect(isSupplyState(life.supply), status).toBe(true);
    expect(life.endedAs !== null, status).toBe(isEndState(status));
  }
});

test('a request whose status speaks of volumes but names none gets one, in that state', () => {
  expect(volumeOfWord('LOANED', 0)).toEqual({ status: 'on-loan', broughtBack: false });
  expect(volumeOfWord('RETURNED_BY_PATRON', 0)).toEqual({ status: 'returned-by-patron', broughtBack: true });
  expect(volumeOfWord('LOANED', 1)).toBeNull();
  for (const status of words)
    expect(volumeOfWord(status, 0) !== null, status).toBe(
      status in wordsOfVolumes && !['REPORT_LOST', 'CLAIMED'].includes(status),
    );
});

test('a word that fits no volume is kept, as one from outside is', () => {
  const back = volume(1, { status: 'returned-to-partner' });
  expect(lifeOfWord({ status: 'LOANED', volumes: [back] }).supply).toBe('LOANED');
  expect(lifeOfWord({ status: 'SOMETHING_ELSE', volumes: [] }).supply).toBe('SOMETHING_ELSE');
});

test.each([
  ['MEDIATED_RENEWAL', { renewal: 'mediated' }],
  ['RENEW_REQUESTED', { renewal: 'asked' }],
  ['RENEWED', { renewal: 'renewed' }],
  ['RENEW_NOT_ACCEPTED', { renewal: 'refused' }],
  ['OVERDUE_ITEM', { demand: 'overdue' }],
  ['RECALLED_BOR', { demand: 'recalled' }],
  ['DAMAGED', { report: 'damaged' }],
] as const)('%s is a mark of the volumes that are out', (status, mark) => {
  const volumes = [volume(1, { status: 'on-loan' }), volume(2, { status: 'returned-to-partner' })];
  expect(lifeOfWord({ status, volumes }).volumes).toEqual([{ ...volumes[0], ...mark }, volumes[1]]);
});
