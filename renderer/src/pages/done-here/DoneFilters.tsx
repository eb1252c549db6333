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
  today: { label: t('common.today'), days: [0, 0] },
  yesterday: { label: t('doneHere.yesterday'), days: [-1, -1] },
  week: { label: t('doneHere.last7Days'), days: [-6, 0] },
  month: { label: t('doneHere.last30Days'), days: [-29, 0] },
  day: { label: t('doneHere.aDay'), days: [-2, -2] },
};
const periodNames = Object.keys(periods) as Period[];

/** The days of a period. */
export const daysOf = (
  period: Exclude<Period, 'day'>,
  today: CalendarDate,
): Pick<DoneFilter, 'from' | 'to'> => {
  const [from, to] = periods[period].days;
  return { from: addDays(today, from), to: addDays(today, to) };
};

const periodOf = ({ from, to }: DoneFilter, today: CalendarDate): Period =>
  periodNames.find(
    (name) => from === addDays(today, periods[name].days[0]) && to === addDays(today, periods[name].days[1]),
  ) ?? 'day';

const any = (label: string): { readonly value: string; readonly label: string } => ({ value: '', label });

/** By day, desk, operator and kind, and whether all of it or what is still to be keyed. */
export const DoneFilters = ({
  filter,
  change,
}: {
  readonly filter: DoneFilter;
  readonly change: (changes: Partial<DoneFilter>) => void;
}) => {
  const today = useToday();
  const choices = useDoneChoices().data;
  const period = periodOf(filter, today);
  const idOf = (text: string): number | null => (text === '' ? null : Number(text));
  return (
    <>
      <Radio.Group
        aria-label={t('letters.show')}
        value={filter.show}
        onChange={(show) => change({ show: show as DoneFilter['show'] })}
      >
        <Group gap="sm">
          <Radio value="to-key" label={t('doneHere.notYetKeyed')} />
          <Radio value="all" label={t('doneHere.all')} />
        </Group>
      </Radio.Group>
      <NativeSelect
        aria-label={t('doneHere.days')}
        value={period}
        data={periodNames.map((value) => ({ value, label: periods[value].label }))}
        onChange={({ currentTarget: { value } }) =>
          change(
            value === 'day'
              ? { from: addDays(today, -2), to: addDays(today, -2) }
              : daysOf(value as Exclude<Period, 'day'>, today),
          )
        }
      />
      {period === 'day' && (
        <TextInput
          type="date"
          aria-label={t('doneHere.day')}
          value={filter.from}
          max={today}
          onChange={({ currentTarget: { value } }) => {
            if (value !== '') change({ from: value as CalendarDate, to: value as CalendarDate });
          }}
        />
      )}
      <NativeSelect
        aria-label={t('doneHere.kindOfStep')}
        value={filter.group ?? ''}
        data={[
          any(t('doneHere.everyKind')),
          ...doneGroupNames.map((value) => ({ value, label: doneGroups[value] })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          change({ group: value === '' ? null : (value as DoneGroup) })
        }
      />
      <NativeSelect
        aria-label={t('doneHere.desk')}
        value={String(filter.deskId ?? '')}
        data={[
          any(t('doneHere.everyDesk')),
          ...(choices?.desks ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        onChange={({ currentTarget: { value } }) => change({ deskId: idOf(value) as DeskId | null })}
      />
      <NativeSelect
        aria-label={t('doneHere.operator')}
        value={String(filter.operatorId ?? '')}
        data={[
          any(t('doneHere.everyOperator')),
          ...(choices?.operators ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        onChange={({ currentTarget: { value } }) => change({ operatorId: idOf(value) as OperatorId | null })}
      />
    </>
  );
};
