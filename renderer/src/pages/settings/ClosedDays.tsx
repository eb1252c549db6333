import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { weekdayName } from '../../../../shared/domain/calendar.ts';
import { addDays, daysBetween } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, LibraryId } from '../../../../shared/domain/ids.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import { ask } from '../../api/desk.ts';
import { useUnsaved } from '../../places/leave-guard.ts';
import { newOpId } from '../../api/ids.ts';
import { DateField, useDateText, type DateText } from '../../components/DateField.tsx';
import { DayWords } from '../../components/Dates.tsx';
import { Nothing } from '../../steps/LoadStates.tsx';
import { useToday } from '../../components/today.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './records/records.module.css';
import { t } from '../../../../shared/words/words.ts';
import { Facts } from '../../components/Facts.tsx';

type ClosedDay = Output<'calendar.load'>['closedDays'][number];
type Change = { readonly close: readonly ClosedDay[] } | { readonly open: readonly ClosedDay[] };

const longestDays = 366;

/** Returns the days from one date to another, or a sentence that says why the input is invalid. */
const daysFrom = (from: DateText, until: DateText): readonly CalendarDate[] | string => {
  if (from.date === null) return t('Choose the first day.');
  if (until.text.trim() === '') return [from.date];
  if (until.date === null || until.date < from.date)
    return t('The last day must be a date on or after the first day.');
  const first = from.date;
  const count = daysBetween(first, until.date) + 1;
  if (count > longestDays)
    return t('You can add closed days for up to a year at a time. Choose an earlier last day.');
  return Array.from({ length: count }, (_, ahead) => addDays(first, ahead));
};

const AddDays = ({
  locked,
  busy,
  add,
}: {
  readonly locked: string | null;
  readonly busy: boolean;
  readonly add: (days: readonly ClosedDay[], done: () => void) => void;
}) => {
  const today = useToday();
  const [problem, setProblem] = useState<string | null>(null);
  const from = useDateText(today, () => setProblem(null));
  const until = useDateText(today, () => setProblem(null));
  const [note, setNote] = useState('');
  useUnsaved([from.text, until.text, note].some((text) => text.trim() !== ''));
  const submit = (): void => {
    const days = daysFrom(from, until);
    if (typeof days === 'string') return setProblem(days);
    setProblem(null);
    add(
      days.map((day) => ({ day, note })),
      () => {
        from.type('');
        until.type('');
        setNote('');
      },
    );
  };
  return (
    <form
      aria-label={t('Add closed days')}
      noValidate
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (locked === null && !busy) submit();
      }}
    >
      <fieldset className={classes['fields']} disabled={locked !== null}>
        <div className={classes['pair']}>
          <DateField label={t('Closed on')} value={from} today={today} refusal={problem} chips={[]} />
          <DateField label={t('Until (for several days)')} value={until} today={today} chips={[]} />
        </div>
        <TextInput
          label={t('Note')}
          description={t('For example, Christmas')}
          dir="auto"
          value={note}
          maxLength={200}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <Group>
          <Button type="submit" variant="default" disabled={busy} title={locked ?? ''}>
            {t('Add closed day')}
          </Button>
        </Group>
      </fieldset>
    </form>
  );
};

const changed = (change: Change): string =>
  'close' in change
    ? t('{days, plural, one {# closed day} other {# closed days}} added', { days: change.close.length })
    : t('{days, plural, one {# closed day} other {# closed days}} removed', { days: change.open.length });

const DayList = ({
  closedDays,
  isOff,
  title,
  open,
}: {
  readonly closedDays: readonly ClosedDay[];
  readonly isOff: boolean;
  readonly title: string;
  readonly open: (day: ClosedDay) => void;
}) => (
  <ul role="list" className={classes['form']} aria-label={t('Closed days')}>
    {closedDays.map((closed) => (
      <li key={closed.day} className={classes['line']}>
        <span>
          <Facts>
            <>
              {weekdayName(closed.day)}, <DayWords date={closed.day} />
            </>
            {closed.note !== '' && <bdi>{closed.note}</bdi>}
          </Facts>
        </span>
        <Button
          size="compact-md"
          variant="default"
          disabled={isOff}
          title={title}
          aria-label={t('Remove {day}', { day: closed.day })}
          onClick={() => open(closed)}
        >
          {t('Remove')}
        </Button>
      </li>
    ))}
  </ul>
);

/** The days on which a library is closed in addition to its weekly hours. */
export const ClosedDays = ({
  libraryId,
  closedDays,
  locked,
}: {
  readonly libraryId: LibraryId;
  readonly closedDays: readonly ClosedDay[];
  readonly locked: string | null;
}) => {
  const save = useMutation({
    mutationFn: (change: Change) =>
      'close' in change
        ? ask('calendar.closeDays', { opId: newOpId(), libraryId, days: [...change.close] })
        : ask('calendar.openDays', { opId: newOpId(), libraryId, days: change.open.map(({ day }) => day) }),
  });
  const last = save.isSuccess ? save.variables : null;
  return (
    <Stack gap="sm" w="100%" align="flex-start">
      <Title order={3} size="h4">
        {t('Closed days')}
      </Title>
      <AddDays
        locked={locked}
        busy={save.isPending}
        add={(close, done) => save.mutate({ close }, { onSuccess: done })}
      />
      <div className={classes['notice']}>
        {last && (
          <>
            <Text role="status">{changed(last)}</Text>
            <Button
              size="compact-md"
              variant="default"
              onClick={() => save.mutate('close' in last ? { open: last.close } : { close: last.open })}
            >
              {t('Undo')}
            </Button>
          </>
        )}
        <NotDone error={save.error} />
      </div>
      {closedDays.length === 0 && (
        <Nothing>
          {t(
            'No closed days yet. Add holidays here: new holds never end on them, and staff are warned of loans due on them.',
          )}
        </Nothing>
      )}
      <DayList
        closedDays={closedDays}
        isOff={locked !== null || save.isPending}
        title={locked ?? ''}
        open={(day) => save.mutate({ open: [day] })}
      />
    </Stack>
  );
};
