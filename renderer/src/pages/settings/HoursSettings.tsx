import { Button, Checkbox, NativeSelect, Table, Text, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { weekdays } from '../../../../shared/domain/calendar.ts';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { OpeningHours } from '../../../../shared/ipc/calls/calendar.ts';
import { t } from '../../../../shared/words/words.ts';
import { settingGroups } from '../../../../shared/domain/settings.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import { TableHeads } from '../../components/TableHeads.tsx';
import { newOpId } from '../../api/ids.ts';
import { useCalendar } from '../../api/people.ts';
import { useAppChange } from '../../api/queries.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import { FormFrame } from './records/FormFrame.tsx';
import { useRecord } from './records/use-record.ts';
import { hoursOf, copyMondayToWorkdays, weekOf, type Week, type WeekdayRow } from './week.ts';
import { mayNot } from '../../steps/administration.ts';
import { ForOneLibrary } from './ForOneLibrary.tsx';
import { ClosedDays } from './ClosedDays.tsx';

const Time = ({
  label,
  value,
  disabled,
  error,
  change,
}: {
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly error: string | null;
  readonly change: (time: string) => void;
}) => (
  <TextInput
    type="time"
    aria-label={label}
    value={value}
    disabled={disabled}
    required={!disabled}
    error={error}
    onChange={({ currentTarget }) => change(currentTarget.value)}
  />
);

const Weekday = ({
  name,
  row,
  closedWord,
  error,
  change,
}: {
  readonly name: string;
  readonly row: WeekdayRow;
  readonly closedWord: string;
  readonly error: string | null;
  readonly change: (values: Partial<WeekdayRow>) => void;
}) => (
  <Table.Tr>
    <Table.Th scope="row">{name}</Table.Th>
    <Table.Td>
      <Checkbox
        aria-label={t('Open on {name}', { name })}
        label={row.isOpen ? t('Open') : closedWord}
        checked={row.isOpen}
        onChange={({ currentTarget }) => change({ isOpen: currentTarget.checked })}
      />
    </Table.Td>
    <Table.Td>
      <Time
        label={t('{name}: opens', { name })}
        value={row.opens}
        disabled={!row.isOpen}
        error={null}
        change={(opens) => change({ opens })}
      />
    </Table.Td>
    <Table.Td>
      <Time
        label={t('{name}: closes', { name })}
        value={row.closes}
        disabled={!row.isOpen}
        error={error}
        change={(closes) => change({ closes })}
      />
    </Table.Td>
  </Table.Tr>
);

/** The weekly hours of a library as a table. */
const WeekForm = ({
  libraryId,
  hours,
  locked,
}: {
  readonly libraryId: LibraryId;
  readonly hours: readonly OpeningHours[];
  readonly locked: string | null;
}) => {
  const record = useRecord<Week>(
    weekOf(hours),
    (week, opId) => ask('calendar.saveHours', { opId, libraryId, hours: hoursOf(week) }),
    weekdays.map((_, index) => String(index + 1)),
  );
  const { days } = record.draft;
  const noneKept = days.every(({ isOpen }) => !isOpen);
  const change = (at: number, values: Partial<WeekdayRow>): void =>
    record.put({ days: days.map((row, index) => (index === at ? { ...row, ...values } : row)) });
  return (
    <FormFrame label={t('Opening hours')} record={record} locked={locked} focusFirst={false}>
      <Button
        variant="default"
        w="fit-content"
        onClick={() => record.put({ days: copyMondayToWorkdays(days) })}
      >
        {t('Use Monday’s hours for Monday to Friday')}
      </Button>
      <Table.ScrollContainer minWidth="26rem" type="native" w="100%">
        <Table aria-label={t('Opening hours')}>
          <TableHeads heads={[t('Day'), t('Open'), t('From'), t('Until')]} />
          <Table.Tbody>
            {weekdays.map((name, index) => {
              const row = days[index];
              return (
                row && (
                  <Weekday
                    key={name}
                    name={name}
                    row={row}
                    closedWord={noneKept ? t('No hours set') : t('Closed')}
                    error={record.errorOf(String(index + 1))}
                    change={(values) => change(index, values)}
                  />
                )
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {noneKept && (
        <Text c="dimmed">
          {t('No hours are set: every day counts as open, except the closed days below.')}
        </Text>
      )}
    </FormFrame>
  );
};

/** The library's time zone: dates and times are shown and printed in it. */
const TimeZone = ({ state }: { readonly state: AppState }) => {
  const change = useAppChange('app.saveInstallationSettings');
  const locked = mayNot(state, t('Changing the time zone'), null);
  const { timeZone } = state.settings.library;
  const zones = useMemo(
    () => [...new Set([timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort(),
    [timeZone],
  );
  return (
    <NativeSelect
      label={settingGroups.library.fields.timeZone.label}
      description={change.isSuccess ? t('Saved') : t('Saved automatically')}
      value={timeZone}
      data={zones}
      disabled={locked !== null}
      title={locked ?? ''}
      error={change.error ? sentenceOf(change.error) : null}
      onChange={({ currentTarget }) =>
        change.mutate({ opId: newOpId(), settings: { library: { timeZone: currentTarget.value } } })
      }
    />
  );
};

const Calendar = ({
  libraryId,
  locked,
}: {
  readonly libraryId: LibraryId;
  readonly locked: string | null;
}) => {
  const calendar = useCalendar(libraryId);
  if (calendar.isError) return <LoadFailed error={calendar.error} retry={() => void calendar.refetch()} />;
  if (!calendar.data) return <Waiting rows={8} />;
  return (
    <>
      <WeekForm libraryId={libraryId} hours={calendar.data.hours} locked={locked} />
      <ClosedDays libraryId={libraryId} closedDays={calendar.data.closedDays} locked={locked} />
    </>
  );
};

/** The opening hours of each library: due dates and hold shelf periods respect them. */
export const HoursSettings = ({ state }: { readonly state: AppState }) => (
  <>
    <Text c="dimmed">
      {t(
        'Staff are warned when a loan or a renewal falls due on a day when the library is closed. New holds never end on such days.',
      )}
    </Text>
    <ForOneLibrary state={state}>
      {({ id, name }) => (
        <Calendar libraryId={id} locked={mayNot(state, t('Changing opening hours'), id, name)} />
      )}
    </ForOneLibrary>
    <TimeZone state={state} />
  </>
);
