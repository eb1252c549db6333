import '@mantine/core/styles/List.css';
import { Button, Group, List, NativeSelect, Radio, Table, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { intakeFieldLabels, isOwnField } from '../../../../shared/domain/intake/field-labels.ts';
import type { IntakeField } from '../../../../shared/domain/intake/fields.ts';
import type { FileColumn, FileSurvey } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import {
  requestStatusCodes,
  requestStatuses,
  type RequestStatus,
} from '../../../../shared/domain/request-status.ts';
import { locale } from '../../../../shared/words/language.ts';
import { formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { dayOrders, readOutsideDay, type DayOrder } from '../../../../shared/domain/intake/outside-day.ts';
import { Outside } from '../../components/Outside.tsx';
import { TableHeads } from '../../components/TableHeads.tsx';
import { tx } from '../../components/tx.ts';
import { ask, errorAt } from '../../api/desk.ts';
import type { AskedFile } from '../../machines/import.machine.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { factWords } from '../../components/Facts.tsx';

const choicesFor = (isOwn: boolean): { readonly value: string; readonly label: string }[] => [
  { value: '', label: t('Not imported') },
  ...[...intakeFieldLabels]
    .filter(([field]) => !isOwn || isOwnField(field))
    .map(([value, label]) => ({ value, label })),
];

/** The mapping of each column of the file, with some of its values; the operator may change it. */
export const ColumnTable = ({
  columns,
  isOwn,
  say,
}: {
  readonly columns: readonly FileColumn[];
  readonly isOwn: boolean;
  readonly say: (key: string, field: IntakeField | null) => void;
}) => {
  const choices = choicesFor(isOwn);
  return (
    <Table aria-label={t('Columns')} verticalSpacing={2} horizontalSpacing="xs" layout="fixed">
      <TableHeads heads={[t('Column in the file'), t('Field'), t('Example')]} widths={['30%', '36%']} />
      <Table.Tbody>
        {columns.map(({ key, head, field, samples }) => (
          <Table.Tr key={key}>
            <Table.Th scope="row" fw={500}>
              <Outside text={head} lines={2} />
            </Table.Th>
            <Table.Td>
              <NativeSelect
                aria-label={t('Field for “{head}”', { head })}
                value={field ?? ''}
                data={choices}
                onChange={({ currentTarget: { value } }) =>
                  say(key, value === '' ? null : (value as IntakeField))
                }
              />
            </Table.Td>
            <Table.Td>
              <Outside text={factWords(samples)} lines={2} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
};

const choices = [
  { value: '', label: t('Leave as is') },
  ...requestStatusCodes.map((value) => ({ value, label: requestStatuses[value].label })),
];

/** The status names in the file, with the mapping of each; the operator may change it. */
export const WordTable = ({
  words,
  say,
}: {
  readonly words: FileSurvey['words'];
  readonly say: (key: string, status: RequestStatus | null) => void;
}) => (
  <Table aria-label={t('Status names')} verticalSpacing={2} horizontalSpacing="xs" layout="fixed">
    <TableHeads heads={[t('Name in the file'), t('Rows'), t('Status')]} widths={[undefined, '4rem', '52%']} />
    <Table.Tbody>
      {words.map(({ key, word, count, status }) => (
        <Table.Tr key={key}>
          <Table.Th scope="row" fw={500}>
            <Outside text={word} lines={2} />
          </Table.Th>
          <Table.Td>{count.toLocaleString(locale)}</Table.Td>
          <Table.Td>
            <NativeSelect
              aria-label={t('Status for “{word}”', { word })}
              value={status ?? ''}
              data={choices}
              onChange={({ currentTarget: { value } }) =>
                say(key, value === '' ? null : (value as RequestStatus))
              }
            />
          </Table.Td>
        </Table.Tr>
      ))}
    </Table.Tbody>
  </Table>
);

/** Formats the example date as read in one order: `3 Apr 2027`. */
const readIn = (example: string, order: DayOrder): string => {
  const day = readOutsideDay(example, order);
  return day !== null && typeof day === 'object' ? formatDate(day.date as CalendarDate) : example;
};

/** Asks for the order of day and month, if no date in the file determines it. */
export const DayQuestion = ({
  survey: { dayExample, dayOrder },
  isChosen,
  choose,
}: {
  readonly survey: FileSurvey;
  /** Whether the operator has just chosen it. */
  readonly isChosen: boolean;
  readonly choose: (order: DayOrder) => void;
}) => {
  if (dayExample === null) return null;
  return (
    <Radio.Group
      label={t('Which date is {example}?', { example: dayExample })}
      description={
        dayOrder === null
          ? t('No date in the file settles it. Until you choose, rows with such dates are refused.')
          : isChosen
            ? null
            : t('No date in the file settles it, so the usual order for such files is used.')
      }
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
                {order === 'dmy' ? t('day first') : t('month first')}
              </Text>
            </>
          }
        />
      ))}
    </Radio.Group>
  );
};

/** The numbers of names shown: only a few patrons. */
const namesShown = { pickups: 12, partners: 12, patrons: 3 } as const;
const kinds = ['pickups', 'partners', 'patrons'] as const;
const labels = {
  pickups: t('Pickup locations'),
  partners: t('Partners'),
  patrons: t('Patrons'),
} as const;

/** The records that the file refers to: the number of existing ones, and the ones that it adds. */
export const Records = ({ records }: { readonly records: NonNullable<FileSurvey['records']> }) => (
  <List spacing={4}>
    {kinds.map((kind) => {
      const { known, added, names } = records[kind];
      const shown = names.slice(0, namesShown[kind]);
      return (
        <List.Item key={kind}>
          {t('{label}: {known} already here, {added} will be added.', {
            label: labels[kind],
            known: known.toLocaleString(locale),
            added: added.toLocaleString(locale),
          })}
          {shown.length > 0 && (
            <>
              {' '}
              {tx('New: {names}{more}', {
                names: <bdi>{shown.join(', ')}</bdi>,
                more: added > shown.length ? t(' …') : '',
              })}
            </>
          )}
        </List.Item>
      );
    })}
  </List>
);

/** Saves the mapping as a named profile, for the next file with the same columns. */
export const KeepProfile = ({
  asked,
  keptName,
}: {
  readonly asked: AskedFile;
  /** The profile currently used for the file. */
  readonly keptName: string | null;
}) => {
  const client = useQueryClient();
  const [name, setName] = useState(keptName ?? '');
  const keep = useMutation({
    mutationFn: (kept: string) => ask('libraryFile.keepProfile', { ...asked, name: kept }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['chosen-file', 'read'] }),
  });
  const atField = errorAt(keep.error, 'name');
  return (
    <form
      noValidate
      aria-label={t('Save these settings as a profile')}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '' && !keep.isPending) keep.mutate(name.trim());
      }}
    >
      <Group align="flex-end" gap="xs">
        <TextInput
          label={t('Save these settings as a profile')}
          description={t(
            'The next file with these columns is read the same way. A profile with the same name is replaced.',
          )}
          value={name}
          maxLength={100}
          autoComplete="off"
          error={atField}
          onChange={({ currentTarget }) => {
            setName(currentTarget.value);
            keep.reset();
          }}
          flex="1 1 14rem"
        />
        <Button type="submit" variant="default" disabled={name.trim() === ''}>
          {t('Save')}
        </Button>
      </Group>
      {atField === null && <NotDone error={keep.error} />}
      <Text role="status" size="sm">
        {keep.isSuccess ? t('Saved as “{name}”.', { name: keep.variables }) : ''}
      </Text>
    </form>
  );
};
