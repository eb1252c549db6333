import { describe, expect, test } from 'vitest';
import { lifeAfter } from '../../../../shared/domain/life/life-after.ts';
import type { Life, LifeEvent, Outcome } from '../../../../shared/domain/life/life.ts';
import { howMany } from '../../../support/how-many.ts';
import type { Take } from './world-desk.ts';
import { play } from './world.ts';

// It computes for about 20 s; on a busy machine that can take more than a minute.
test(
  'whenever nothing is pending, each partner’s book agrees with its turn, and staff alone can reach an end',
  { timeout: 300_000 },
  () => {
    const lives = howMany('LIVES', 2_000, 100_000);
    for (let seed = 1; seed <= lives; seed++) expect(play(seed, 40).endedAs, `seed ${seed}`).not.toBeNull();
  },
);

/** Faults that the book must detect: each changes the outcome of an event. */
const plantedFaults: Readonly<Record<string, (outcome: Outcome, event: LifeEvent, before: Life) => Outcome>> =
  {
    'a partner that was passed over is not told': (outcome, { type }) =>
      type === 'next.asked' ? without(outcome, 'not-needed', 'not-needed-unanswered') : outcome,
    'a partner is told that it is not needed although it said no itself': (outcome, event) =>
      event.type === 'partner.rejected' && !outcome.threadOnly
        ? { ...outcome, words: [...outcome.words, { turnId: event.turnId, word: 'not-needed' }] }
        : outcome,
    'the parcel of another partner tells nobody': (outcome, { type }) =>
      type === 'item.received'
        ? without(outcome, 'not-needed', 'not-needed-unanswered', 'rest-not-needed')
        : outcome,
    'a partner is told that it is not needed while its request still waits': (outcome) => ({
      ...outcome,
      words: outcome.words.map((one) => (one.word === 'take-back' ? { ...one, word: 'not-needed' } : one)),
    }),
    'a check-in holds for the books of every partner': (outcome, { type }) =>
      type === 'partner.checkedIn'
        ? {
            ...outcome,
            life: {
              ...outcome.life,
              volumes: outcome.life.volumes.map((one) =>
                one.place === 'returned-to-partner' ? { ...one, checkIn: 'checked-in' } : one,
              ),
            },
          }
        : outcome,
    'Received is told again with each return': (outcome, event, before) => {
      if (event.type !== 'items.returned') return outcome;
      const back = before.volumes.filter(({ id }) => event.itemIds.includes(id));
      const words = back.map(({ id, turnId }) => ({ turnId, word: 'received', itemIds: [id] }) as const);
      return { ...outcome, words: [...words, ...outcome.words] };
    },
    'a cancellation that was withdrawn stays asked of its partner': (outcome, { type }) =>
      type === 'cancellation.withdrawn' ? without(outcome, 'cancel-withdrawn') : outcome,
    'a volume that is returned is not told': (outcome, { type }) =>
      type === 'items.returned' ? without(outcome, 'returned') : outcome,
  };

const without = (outcome: Outcome, ...words: readonly string[]): Outcome => ({
  ...outcome,
  words: outcome.words.filter(({ word }) => !words.includes(word)),
});

describe('a planted fault is detected', () => {
  test.each(Object.entries(plantedFaults))('%s', (_, plant) => {
    const faulty: Take = (life, event) => {
      const outcome = lifeAfter(life, event);
      return outcome && plant(outcome, event, life);
    };
    expect(() => {
      for (let seed = 1; seed <= 600; seed++) play(seed, 40, faulty);
    }).toThrow(/^seed/);
  });
});
