import { Button, Group } from '@mantine/core';
import { addDays, formatDate } from '../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { t } from '../../../shared/words/words.ts';
import { factWords } from './Facts.tsx';

const lengthWords = (days: number): string =>
  t('{weeks, plural, one {+1 week} other {+{weeks} weeks}}', { weeks: days / 7 });

/** `10 Dec`: the year goes without saying, it is not far. */
const dayWords = (date: CalendarDate): string => formatDate(date).replace(/ \d{4}$/u, '');

/** The usual dates, each with the day that it means: `+2 weeks · 10 Dec`. */
export const DateChips = ({
  base,
  days,
  choose,
}: {
  /** From which day they count. */
  readonly base: CalendarDate;
  /** How many days on each is: whole weeks. */
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
