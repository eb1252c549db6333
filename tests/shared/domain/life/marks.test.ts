import { expect, test } from 'vitest';
import { marksOf } from '../../../../shared/domain/life/marks.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import { day, volume, withVolumes } from './life-cases.ts';

const at = (text: string): Instant => `${text}T12:00:00.000Z` as Instant;
const since = {
  cancellationAt: at('2026-11-03'),
  renewalAt: at('2026-12-01'),
  renewalUntil: day('2027-01-04'),
  demandAt: at('2026-12-02'),
  backBy: null,
  lossAt: null,
};

test('every open question is a mark of its own, whatever the status says', () => {
  const life = {
    ...withVolumes(volume(1, { status: 'on-loan', renewal: 'asked', demand: 'overdue' })),
    cancellation: 'asked' as const,
  };
  expect(statusOf(life)).toBe('OVERDUE_ITEM');
  expect(marksOf(life, since, 'Europe/London').map(({ words }) => words)).toEqual([
    'overdue since 2 Dec 2026',
    'cancellation asked 3 Nov 2026',
    'renewal asked until 4 Jan 2027',
  ]);
});

test('what was answered, and what belongs to a request that is over, is no open question', () => {
  const renewed = withVolumes(volume(1, { status: 'on-loan', renewal: 'renewed' }));
  expect(marksOf(renewed, since, 'Europe/London')).toEqual([]);
  const over = { ...withVolumes(volume(1, { demand: 'recalled' })), endedAs: 'REQUEST_COMPLETED' as const };
  expect(marksOf(over, since, 'Europe/London')).toEqual([]);
});

test('a recall says by when it is wanted', () => {
  const recalled = withVolumes(volume(1, { demand: 'recalled' }));
  const [mark] = marksOf(recalled, { ...since, backBy: day('2026-12-10') }, 'Europe/London');
  expect(mark).toMatchObject({ words: 'wanted back by 10 Dec 2026', isLoud: true });
});
