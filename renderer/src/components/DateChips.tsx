import { Button, Group } from '@mantine/core';
import { addDays, formatDate } from '../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { t } from '../../../shared/words/words.ts';
import { factWords } from './Facts.tsx';

const lengthWords = (days: number): string =>
  t('{weeks, plural, one {+1 week} other {+{weeks} weeks}}', { weeks: days / 7 });

/** `10 Dec`: the date is near, so the year is left out. */
const dayWords = (date: CalendarDate): string => formatDate(date).replace(/ \d{4}$/u, '');

/** Buttons for common dates, each with its day: `+2 weeks · 10 Dec`. */
export const DateChips = ({
  base,
  days,
  choose,
}: {
  /** The day from which they count. */
  readonly base: CalendarDate;
  /** The offsets in days: whole weeks. */
  readonly days: readonly number[];
  readonly choose: (date: CalendarDate) => void;
}) => (
  <Group gap="xs">
    {days.map((ahead) => {
      const date = addDays(base, ahead);
      return (
        <Button key={ahead} variant="default" size="compact-sm" onClick={() => choose(date)}>
          {factWords([lengthWords(ahead), dayWords(date)])}
        </Button>
      );
    })}
  </Group>
);
