import '@mantine/core/styles/ActionIcon.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/dates/styles.css';
import { ActionIcon, Popover, Stack, TextInput } from '@mantine/core';
import 'dayjs/locale/de';
import 'dayjs/locale/es';
import { DatePicker } from '@mantine/dates';
import type { DayOfWeek } from '@mantine/dates';
import IconCalendar from '@tabler/icons-react/icons/IconCalendar';
import { useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { Calendar } from '../../../shared/domain/calendar.ts';
import { closedDayRemark, isOpenOn } from '../../../shared/domain/calendar.ts';
import { formatDate, relativeDate } from '../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { DateChips } from './DateChips.tsx';
import { dateHint, readDate } from './typed-date.ts';
import { firstWeekdayOf } from './week.ts';
import classes from './DateField.module.css';
import { language } from '../../../shared/words/language.ts';
import { t } from '../../../shared/words/words.ts';

export type DateText = {
  readonly text: string;
  readonly type: (text: string) => void;
  /** The date that is typed; null for none. */
  readonly date: CalendarDate | null;
};

/** A date as it is being typed. @param today today's date at the library */
export const useDateText = (
  today: CalendarDate,
  onEdit: () => void,
  {
    initial = '',
    base = today,
  }: {
    readonly initial?: string;
    /** The day from which `+14` counts. */
    readonly base?: CalendarDate;
  } = {},
): DateText => {
  const [text, setText] = useState(initial);
  return {
    text,
    type: (next) => {
      setText(next);
      onEdit();
    },
    date: readDate(text, today, base),
  };
};

// Mantine's windows close on Escape wherever it is pressed, but for elements with this mark.
const escapeIsOurs = 'data-mantine-stop-propagation';

// Mantine counts from Sunday, which is 0.
const firstDayOfWeek = (firstWeekdayOf(navigator.language) % 7) as DayOfWeek;

/** The usual ways ahead, in days. */
const usualDays = [7, 14, 28] as const;

const DayPicker = ({
  date,
  from,
  first,
  calendar,
  chips,
  onChoose,
}: {
  readonly date: CalendarDate | null;
  /** The first day that can be chosen; null where any can. */
  readonly from: CalendarDate | null;
  /** Where the calendar begins. */
  readonly first: CalendarDate;
  readonly calendar: Calendar | null;
  /** The usual dates above it, in days from its first one. */
  readonly chips: readonly number[];
  readonly onChoose: (date: CalendarDate) => void;
}) => (
  <Stack gap="xs" onFocus={({ target }) => target.setAttribute(escapeIsOurs, 'true')}>
    {chips.length > 0 && <DateChips base={first} days={chips} choose={onChoose} />}
    <DatePicker
      locale={language}
      firstDayOfWeek={firstDayOfWeek}
      value={date}
      defaultDate={date ?? first}
      {...(from !== null && { minDate: from })}
      hideOutsideDates
      weekendDays={[]}
      getDayProps={(day) =>
        calendar === null || isOpenOn(day as CalendarDate, calendar)
          ? {}
          : { className: classes['closedDay'] ?? '', title: t('page.theLibraryIsClosed') }
      }
      ariaLabels={{ previousMonth: t('page.previousMonth'), nextMonth: t('page.nextMonth') }}
      onChange={(chosen) => {
        if (chosen !== null) onChoose(chosen as CalendarDate);
      }}
    />
  </Stack>
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
  chips = usualDays,
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
  /** The usual dates beside the calendar, in days from its first one; none where they make no sense or stand elsewhere. */
  readonly chips?: readonly number[];
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
      <Popover
        opened={open}
        onDismiss={() => setOpen(false)}
        // The buttons of a window stand at the right: they stay in sight.
        position="bottom-start"
        withRoles={false}
        withinPortal={false}
        closeOnEscape={false}
        returnFocus={false}
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <div>
            <TextInput
              label={label}
              value={value.text}
              disabled={disabled}
              autoComplete="off"
              spellCheck={false}
              maxLength={100}
              description={closed === null ? understood : `${understood}. ${closed}`}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              error={isNone ? t('common.thisIsNoDate', { dateHint }) : refusal}
              ref={input}
              {...(open && { [escapeIsOurs]: 'true' })}
              onChange={({ currentTarget }) => value.type(currentTarget.value)}
              rightSection={
                <ActionIcon
                  variant="subtle"
                  disabled={disabled}
                  aria-label={open ? t('page.hideCalendar') : t('page.showCalendar')}
                  aria-expanded={open}
                  {...(open && { [escapeIsOurs]: 'true' })}
                  onClick={() => setOpen(!open)}
                >
                  <IconCalendar size="1.2em" aria-hidden />
                </ActionIcon>
              }
            />
          </div>
        </Popover.Target>
        <Popover.Dropdown p="sm" role="group" aria-label={t('page.calendar')}>
          <DayPicker
            date={date}
            from={from}
            first={from ?? today}
            calendar={calendar}
            chips={chips}
            onChoose={(chosen) => {
              value.type(formatDate(chosen));
              fold();
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
};
