import '@mantine/core/styles/ActionIcon.css';
import '@mantine/dates/styles.css';
import { ActionIcon, TextInput } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import IconCalendar from '@tabler/icons-react/icons/IconCalendar';
import { useState } from 'react';
import type { RefObject } from 'react';
import type { Calendar } from '../../../../../shared/domain/calendar.ts';
import { closedDayRemark, isOpenOn } from '../../../../../shared/domain/calendar.ts';
import { formatDate, relativeDate } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { dateOrderOf, readTypedDate } from '../../../../../shared/domain/typed-date.ts';
import classes from '../DecisionWindow.module.css';

const order = dateOrderOf(navigator.language);
const examples = { dmy: '15.1.2027', mdy: '1/15/2027', ymd: '2027-01-15' } as const;

/** How a date is typed, for the field and for refusals. */
export const dateHint = `For example ${order === 'ymd' ? '2027-01-15' : `2027-01-15 or ${examples[order]}`}`;

export type DateText = {
  readonly text: string;
  readonly type: (text: string) => void;
  /** The date that is typed; null for none. */
  readonly date: CalendarDate | null;
};

/** A date as it is being typed. */
export const useDateText = (today: CalendarDate, onEdit: () => void, initial = ''): DateText => {
  const [text, setText] = useState(initial);
  return {
    text,
    type: (next) => {
      setText(next);
      onEdit();
    },
    date: readTypedDate(text, order, today),
  };
};

const DayPicker = ({
  date,
  from,
  calendar,
  onChoose,
}: {
  readonly date: CalendarDate | null;
  readonly from: CalendarDate;
  readonly calendar: Calendar;
  readonly onChoose: (date: CalendarDate) => void;
}) => (
  <DatePicker
    value={date}
    defaultDate={date ?? from}
    minDate={from}
    hideOutsideDates
    weekendDays={[]}
    getDayProps={(day) =>
      isOpenOn(day as CalendarDate, calendar)
        ? {}
        : { className: classes['closedDay'] ?? '', title: 'The library is closed' }
    }
    ariaLabels={{ previousMonth: 'Previous month', nextMonth: 'Next month' }}
    onChange={(chosen) => {
      if (chosen !== null) onChoose(chosen as CalendarDate);
    }}
  />
);

/** A date that is typed, or chosen from a calendar. Under it stands what was understood: `15 Jan 2027, in 7 weeks`. */
export const DateField = ({
  label,
  value,
  today,
  from = today,
  calendar,
  refusal = null,
  field,
}: {
  readonly label: string;
  readonly value: DateText;
  readonly today: CalendarDate;
  /** The first day that makes sense, where the calendar begins; without it, today. */
  readonly from?: CalendarDate;
  readonly calendar: Calendar;
  /** Why this date cannot be chosen. */
  readonly refusal?: string | null;
  readonly field?: RefObject<HTMLInputElement | null>;
}) => {
  const [open, setOpen] = useState(false);
  const { date } = value;
  const closed = date === null ? null : closedDayRemark(date, calendar);
  const understood = date === null ? dateHint : `${formatDate(date)}, ${relativeDate(date, today)}`;
  const isNone = date === null && value.text.trim() !== '';
  return (
    <div>
      <TextInput
        label={label}
        value={value.text}
        autoComplete="off"
        description={closed === null ? understood : `${understood}. ${closed}`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={isNone ? `This is no date. ${dateHint}.` : refusal}
        {...(field && { ref: field })}
        onChange={({ currentTarget }) => value.type(currentTarget.value)}
        rightSection={
          <ActionIcon
            variant="subtle"
            aria-label={open ? 'Hide calendar' : 'Show calendar'}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <IconCalendar size="1.2em" aria-hidden />
          </ActionIcon>
        }
      />
      {open && (
        <DayPicker
          date={date}
          from={from}
          calendar={calendar}
          onChoose={(chosen) => {
            value.type(formatDate(chosen));
            setOpen(false);
          }}
        />
      )}
    </div>
  );
};
