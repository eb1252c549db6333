import { Group, NativeSelect, Radio, TextInput } from '@mantine/core';
import { addDays } from '../../../../shared/domain/dates.ts';
import { doneGroupNames, doneGroups, type DoneGroup } from '../../../../shared/domain/done-here.ts';
import type { CalendarDate, DeskId, OperatorId } from '../../../../shared/domain/ids.ts';
import type { DoneFilter } from '../../../../shared/ipc/calls/done-here.ts';
import { t } from '../../../../shared/words/words.ts';
import { useToday } from '../../components/today.ts';
import { useDoneChoices } from './use-done.ts';

type Period = 'today' | 'yesterday' | 'week' | 'month' | 'day';

const periods: Readonly<
  Record<Period, { readonly label: string; readonly days: readonly [number, number] }>
> = {
  today: { label: t('Today'), days: [0, 0] },
  yesterday: { label: t('Yesterday'), days: [-1, -1] },
  week: { label: t('Last 7 days'), days: [-6, 0] },
  month: { label: t('Last 30 days'), days: [-29, 0] },
  day: { label: t('Another day…'), days: [-2, -2] },
};
const periodNames = Object.keys(periods) as Period[];

/** Returns the first and last day of a period. */
export const daysOf = (period: Period, today: CalendarDate): Pick<DoneFilter, 'from' | 'to'> => {
  const [from, to] = periods[period].days;
  return { from: addDays(today, from), to: addDays(today, to) };
};

const periodOf = ({ from, to }: DoneFilter, today: CalendarDate): Period =>
  periodNames.find(
    (name) => from === addDays(today, periods[name].days[0]) && to === addDays(today, periods[name].days[1]),
  ) ?? 'day';

type Choice = { readonly value: string; readonly label: string };

const choicesOf = (
  rows: readonly { readonly id: number; readonly name: string }[] | undefined,
): readonly Choice[] => (rows ?? []).map(({ id, name }) => ({ value: String(id), label: name }));

/** A select box with an option for all values. */
const Narrowing = ({
  label,
  any,
  value,
  choices,
  choose,
}: {
  readonly label: string;
  readonly any: string;
  readonly value: string | number | null;
  readonly choices: readonly Choice[];
  readonly choose: (value: string | null) => void;
}) => (
  <NativeSelect
    aria-label={label}
    value={String(value ?? '')}
    data={[{ value: '', label: any }, ...choices]}
    onChange={({ currentTarget }) => choose(currentTarget.value === '' ? null : currentTarget.value)}
  />
);

type FiltersProps = {
  readonly filter: DoneFilter;
  readonly change: (changes: Partial<DoneFilter>) => void;
};

const Days = ({ filter, change }: FiltersProps) => {
  const today = useToday();
  const period = periodOf(filter, today);
  return (
    <>
      <NativeSelect
        aria-label={t('Days')}
        value={period}
        data={periodNames.map((value) => ({ value, label: periods[value].label }))}
        onChange={({ currentTarget: { value } }) => change(daysOf(value as Period, today))}
      />
      {period === 'day' && (
        <TextInput
          type="date"
          aria-label={t('Day')}
          value={filter.from}
          max={today}
          onChange={({ currentTarget: { value } }) => {
            if (value !== '') change({ from: value as CalendarDate, to: value as CalendarDate });
          }}
        />
      )}
    </>
  );
};

/** Filters by day, desk, operator and kind, and by whether a step still has to be keyed. */
export const DoneFilters = ({ filter, change }: FiltersProps) => {
  const choices = useDoneChoices().data;
  return (
    <>
      <Radio.Group
        aria-label={t('Show')}
        value={filter.show}
        onChange={(show) => change({ show: show as DoneFilter['show'] })}
      >
        <Group gap="sm">
          <Radio value="to-key" label={t('To do')} />
          <Radio value="all" label={t('All')} />
        </Group>
      </Radio.Group>
      <Days filter={filter} change={change} />
      <Narrowing
        label={t('Kind of step')}
        any={t('All kinds')}
        value={filter.group}
        choices={doneGroupNames.map((value) => ({ value, label: doneGroups[value] }))}
        choose={(group) => change({ group: group as DoneGroup | null })}
      />
      <Narrowing
        label={t('Desk')}
        any={t('All desks')}
        value={filter.deskId}
        choices={choicesOf(choices?.desks)}
        choose={(id) => change({ deskId: id === null ? null : (Number(id) as DeskId) })}
      />
      <Narrowing
        label={t('Operator')}
        any={t('All operators')}
        value={filter.operatorId}
        choices={choicesOf(choices?.operators)}
        choose={(id) => change({ operatorId: id === null ? null : (Number(id) as OperatorId) })}
      />
    </>
  );
};
