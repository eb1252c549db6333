import '@mantine/core/styles/ActionIcon.css';
import '@mantine/dates/styles.css';
import { ActionIcon, TextInput } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import IconCalendar from '@tabler/icons-react/icons/IconCalendar';
import { useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { Calendar } from '../../../shared/domain/calendar.ts';
import { closedDayRemark, isOpenOn } from '../../../shared/domain/calendar.ts';
import { formatDate, relativeDate } from '../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { dateHint, readDate } from './typed-date.ts';
import classes from './DateField.module.css';

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
    date: readDate(text, today),
  };
};

// Mantine's windows close on Escape wherever it is pressed, but for elements with this mark.
const escapeIsOurs = 'data-mantine-stop-propagation';

const DayPicker = ({
  date,
  from,
  first,
  calendar,
  onChoose,
}: {
  readonly date: CalendarDate | null;
  /** The first day that can be chosen; null where any can. */
  readonly from: CalendarDate | null;
  /** Where the calendar begins. */
  readonly first: CalendarDate;
  readonly calendar: Calendar | null;
  readonly onChoose: (date: CalendarDate) => void;
}) => (
  <div onFocus={({ target }) => target.setAttribute(escapeIsOurs, 'true')}>
    <DatePicker
      value={date}
      defaultDate={date ?? first}
      {...(from !== null && { minDate: from })}
      hideOutsideDates
      weekendDays={[]}
      getDayProps={(day) =>
        calendar === null || isOpenOn(day as CalendarDate, calendar)
          ? {}
          : { className: classes['closedDay'] ?? '', title: 'The library is closed' }
      }
      ariaLabels={{ previousMonth: 'Previous month', nextMonth: 'Next month' }}
      onChange={(chosen) => {
        if (chosen !== null) onChoose(chosen as CalendarDate);
      }}
    />
  </div>
);

/** A date that is typed, or chosen from a calendar. Under it stands what was understood: `15 Jan 2027, in 7 weeks`. */
export const DateField = ({
  label,
  value,
  today,
  from = null,
  calendar = null,
  refusal = null,
  hint = '',
  disabled = false,
  field,
}: {
  readonly label: string;
  readonly value: DateText;
  readonly today: CalendarDate;
  /** The first day that makes sense, where the calendar begins; null where any day does. */
  readonly from?: CalendarDate | null;
  /** Names the days on which the library is closed; null where they do not matter. */
  readonly calendar?: Calendar | null;
  /** Why this date cannot be chosen. */
  readonly refusal?: string | null;
  /** What the date means, as long as none is understood. */
  readonly hint?: string;
  readonly disabled?: boolean;
  readonly field?: RefObject<HTMLInputElement | null>;
}) => {
  const [open, setOpen] = useState(false);
  const own = useRef<HTMLInputElement>(null);
  const input = field ?? own;
  const { date } = value;
  const closed = date === null || calendar === null ? null : closedDayRemark(date, calendar);
  const understood =
    date === null
      ? [hint, disabled ? '' : `${dateHint}.`].filter((words) => words !== '').join(' ')
      : `${formatDate(date)}, ${relativeDate(date, today)}`;
  const isNone = date === null && value.text.trim() !== '';
  const fold = (): void => {
    setOpen(false);
    // The day that was pressed goes away.
    input.current?.focus();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    fold();
  };
  return (
    <div onKeyDown={pressed}>
      <TextInput
        label={label}
        value={value.text}
        disabled={disabled}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        description={closed === null ? understood : `${understood}. ${closed}`}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={isNone ? `This is no date. ${dateHint}.` : refusal}
        ref={input}
        {...(open && { [escapeIsOurs]: 'true' })}
        onChange={({ currentTarget }) => value.type(currentTarget.value)}
        rightSection={
          <ActionIcon
            variant="subtle"
            disabled={disabled}
            aria-label={open ? 'Hide calendar' : 'Show calendar'}
            aria-expanded={open}
            {...(open && { [escapeIsOurs]: 'true' })}
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
          first={from ?? today}
          calendar={calendar}
          onChoose={(chosen) => {
            value.type(formatDate(chosen));
            fold();
          }}
        />
      )}
    </div>
  );
};
