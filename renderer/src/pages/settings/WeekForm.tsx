import { Button, Checkbox, Table, Text, TextInput } from '@mantine/core';
import { weekdays } from '../../../../shared/domain/calendar.ts';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { OpeningHours } from '../../../../shared/ipc/calls/calendar.ts';
import { ask } from '../../api/desk.ts';
import { TableHeads } from '../../components/TableHeads.tsx';
import { FormFrame } from './records/FormFrame.tsx';
import { useRecord } from './records/use-record.ts';
import type { Week, WeekdayRow } from './week.ts';
import { hoursOf, sameOnWorkdays, weekOf } from './week.ts';
import { t } from '../../../../shared/words/words.ts';

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
        aria-label={t('settings.openOn', { name })}
        label={row.isOpen ? t('settings.open') : closedWord}
        checked={row.isOpen}
        onChange={({ currentTarget }) => change({ isOpen: currentTarget.checked })}
      />
    </Table.Td>
    <Table.Td>
      <Time
        label={t('settings.opens', { name })}
        value={row.opens}
        disabled={!row.isOpen}
        error={null}
        change={(opens) => change({ opens })}
      />
    </Table.Td>
    <Table.Td>
      <Time
        label={t('settings.closes', { name })}
        value={row.closes}
        disabled={!row.isOpen}
        error={error}
        change={(closes) => change({ closes })}
      />
    </Table.Td>
  </Table.Tr>
);

/** The week of a library as a table. */
export const WeekForm = ({
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
    <FormFrame label={t('settings.openingHours')} record={record} locked={locked} focusFirst={false}>
      <Button variant="default" w="fit-content" onClick={() => record.put({ days: sameOnWorkdays(days) })}>
        {t('settings.mondaysHoursForMondayToFriday')}
      </Button>
      <Table aria-label={t('settings.openingHours')}>
        <TableHeads heads={[t('settings.day'), t('settings.open'), t('common.from'), t('settings.until')]} />
        <Table.Tbody>
          {weekdays.map((name, index) => {
            const row = days[index];
            return (
              row && (
                <Weekday
                  key={name}
                  name={name}
                  row={row}
                  closedWord={noneKept ? t('settings.noHoursKept') : t('settings.closed')}
                  error={record.errorOf(String(index + 1))}
                  change={(values) => change(index, values)}
                />
              )
            );
          })}
        </Table.Tbody>
      </Table>
      {noneKept && <Text c="dimmed">{t('settings.noHoursAreKeptEveryDay')}</Text>}
    </FormFrame>
  );
};
