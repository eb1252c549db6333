import '@mantine/core/styles/ActionIcon.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/dates/styles.css';
import { ActionIcon, Popover, Stack, TextInput } from '@mantine/core';
import 'dayjs/locale/de';
import 'dayjs/locale/es';
import { DatePicker, type DayOfWeek } from '@mantine/dates';
import IconCalendar from '@tabler/icons-react/icons/IconCalendar';
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { closedDayRemark, isOpenOn, type Calendar } from '../../../shared/domain/calendar.ts';
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
  /** The typed date; null if it is invalid. */
  readonly date: CalendarDate | null;
};

/** A date as typed text. @param today the current date at the library */
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

// Mantine's windows close on Escape anywhere, except in elements with this attribute.
const escapeIsOurs = 'data-mantine-stop-propagation';

// Mantine numbers weekdays from Sunday, which is 0.
const firstDayOfWeek = (firstWeekdayOf(navigator.language) % 7) as DayOfWeek;

/** Common distances, in days. */
const defaultDays = [7, 14, 28] as const;

const DayPicker = ({
  date,
  from,
  first,
  calendar,
  chips,
  onChoose,
}: {
  readonly date: CalendarDate | null;
  /** The first selectable day; null if all are. */
  readonly from: CalendarDate | null;
  /** The first day shown in the calendar. */
  readonly first: CalendarDate;
  readonly calendar: Calendar | null;
  /** The common dates above it, in days from its first day. */
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
          : { className: classes['closedDay'] ?? '', title: t('The library is closed') }
      }
      ariaLabels={{ previousMonth: t('Previous month'), nextMonth: t('Next month') }}
      onChange={(chosen) => {
        if (chosen !== null) onChoose(chosen as CalendarDate);
      }}
    />
  </Stack>
);

type DateFieldProps = {
  readonly label: string;
  readonly value: DateText;
  readonly today: CalendarDate;
  /** The earliest sensible day, where the calendar starts; null if any day is sensible. */
  readonly from?: CalendarDate | null;
  /** Determines the closed days of the library; null if they do not matter. */
  readonly calendar?: Calendar | null;
  /** Why this date cannot be chosen. */
  readonly refusal?: string | null;
  /** The description while no valid date is typed. */
  readonly hint?: string;
  readonly disabled?: boolean;
  /** The common dates beside the calendar, in days from its first day; none if they make no sense or are shown elsewhere. */
  readonly chips?: readonly number[];
  readonly field?: RefObject<HTMLInputElement | null>;
};

/** Describes the date as understood, and whether the library is closed on it. */
const descriptionOf = (props: DateFieldProps): string => {
  const { value, today, calendar = null, hint = '', disabled = false } = props;
  const { date } = value;
  if (date === null) return [hint, disabled ? '' : `${dateHint}.`].filter((words) => words !== '').join(' ');
  const understood = `${formatDate(date)}, ${relativeDate(date, today)}`;
  const closed = calendar === null ? null : closedDayRemark(date, calendar);
  return closed === null ? understood : `${understood}. ${closed}`;
};

const DateInput = ({
  isOpen,
  turn,
  ...props
}: DateFieldProps & { readonly isOpen: boolean; readonly turn: () => void }) => {
  const { label, value, refusal = null, disabled = false, field } = props;
  const isNone = value.date === null && value.text.trim() !== '';
  const whileOpen = isOpen ? { [escapeIsOurs]: 'true' } : {};
  return (
    <TextInput
      label={label}
      value={value.text}
      disabled={disabled}
      autoComplete="off"
      spellCheck={false}
      maxLength={100}
      description={descriptionOf(props)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={isNone ? t('This isn’t a date. {dateHint}.', { dateHint }) : refusal}
      ref={field}
      {...whileOpen}
      onChange={({ currentTarget }) => value.type(currentTarget.value)}
      rightSection={
        <ActionIcon
          variant="subtle"
          disabled={disabled}
          aria-label={isOpen ? t('Hide calendar') : t('Show calendar')}
          aria-expanded={isOpen}
          {...whileOpen}
          onClick={turn}
        >
          <IconCalendar size="1.2em" aria-hidden />
        </ActionIcon>
      }
    />
  );
};

/** A date field: typed, or chosen from a calendar. Below it is the date as understood: `15 Jan 2027, in 7 weeks`. */
export const DateField = (props: DateFieldProps) => {
  const { value, today, from = null, calendar = null, chips = defaultDays } = props;
  const [isOpen, setOpen] = useState(false);
  const own = useRef<HTMLInputElement>(null);
  const field = props.field ?? own;
  const fold = (): void => {
    setOpen(false);
    // The pressed button disappears.
    field.current?.focus();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    fold();
  };
  return (
    <div onKeyDown={pressed}>
      <Popover
        opened={isOpen}
        onDismiss={() => setOpen(false)}
        // The buttons of a window are at the right: this keeps them visible.
        position="bottom-start"
        withRoles={false}
        withinPortal={false}
        closeOnEscape={false}
        returnFocus={false}
      >
        <Popover.Target>
          <div>
            <DateInput {...props} field={field} isOpen={isOpen} turn={() => setOpen(!isOpen)} />
          </div>
        </Popover.Target>
        <Popover.Dropdown p="sm" role="group" aria-label={t('Calendar')}>
          <DayPicker
            {...{ date: value.date, from, first: from ?? today, calendar, chips }}
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
