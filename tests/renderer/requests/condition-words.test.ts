import { expect, test } from 'vitest';
import { conditionWords } from '../../../renderer/src/requests/condition-words.ts';
import type { CalendarDate, Instant } from '../../../shared/domain/ids.ts';

const facts = { today: '2026-11-25' as CalendarDate, timeZone: 'Europe/London' };
const asked = '2026-11-19T10:00:00.000Z' as Instant;
const by = (date: string | null): ReturnType<typeof conditionWords> =>
  conditionWords({ setAt: asked, replyBy: date as CalendarDate | null }, facts);

test('shows the age, and the reply date', () => {
  expect(by('2026-12-01')).toMatchObject({
    urgent: false,
    short: 'Condition received 6 days ago, reply due in 6 days',
  });
  expect(by(null)).toMatchObject({ urgent: false, short: 'Condition received 6 days ago' });
});

test('a reply date that is near or past is urgent', () => {
  expect(by('2026-11-25')).toMatchObject({
    urgent: true,
    short: 'Reply due today, condition received 6 days ago',
  });
  expect(by('2026-11-22')).toMatchObject({ urgent: true, short: 'Reply was due 3 days ago' });
});

test('a condition without a known start is still described', () => {
  expect(conditionWords({ setAt: null, replyBy: null }, facts)).toMatchObject({
    urgent: false,
    short: 'Waiting for a reply',
    full: '',
  });
});
