import { Radio, Text } from '@mantine/core';
import { formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { DayOrder } from '../../../../shared/domain/intake/outside-day.ts';
import { dayOrders, readOutsideDay } from '../../../../shared/domain/intake/outside-day.ts';
import type { FileSurvey } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';

/** The example as it is read in one order: `3 Apr 2027`. */
const readIn = (example: string, order: DayOrder): string => {
  const day = readOutsideDay(example, order);
  return day !== null && typeof day === 'object' ? formatDate(day.date as CalendarDate) : example;
};

/** Asks once in which order the file writes day and month, where no day of it says so. */
export const DayQuestion = ({
  survey: { dayExample, dayOrder },
  choose,
}: {
  readonly survey: FileSurvey;
  readonly choose: (order: DayOrder) => void;
}) => {
  if (dayExample === null) return null;
  return (
    <Radio.Group
      label={t('import.whichDayIs', { example: dayExample })}
      description={dayOrder === null ? t('import.untilItIsKnownRefused') : t('import.noDayOfTheFileSaysIt')}
      value={dayOrder ?? ''}
      onChange={(value) => choose(value as DayOrder)}
    >
      {dayOrders.map((order) => (
        <Radio
          key={order}
          mt={6}
          value={order}
          label={
            <>
              {readIn(dayExample, order)}{' '}
              <Text span c="dimmed">
                {order === 'dmy' ? t('import.dayFirst') : t('import.monthFirst')}
              </Text>
            </>
          }
        />
      ))}
    </Radio.Group>
  );
};
