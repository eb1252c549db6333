import '@mantine/core/styles/Progress.css';
import '@mantine/core/styles/Tabs.css';
import { Button, NativeSelect, Progress, Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import { formatDate } from '../../../../shared/domain/dates.ts';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { Period, ReportId } from '../../../../shared/domain/reports.ts';
import { periodNames, periodOf, periods, reportIds, reports } from '../../../../shared/domain/reports.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import { locale } from '../../../../shared/words/language.ts';
import { DateField, useDateText } from '../../components/DateField.tsx';
import { useToday } from '../../components/today.ts';
import { LoadFailed, Nothing, Waiting } from '../../steps/LoadStates.tsx';
import { ReportPart } from './ReportPart.tsx';
import classes from './Reports.module.css';
import { useCounting } from './use-reports.ts';
import { pages } from '../../../../shared/domain/pages.ts';
import { shownKeys } from '../../components/keys.ts';
import { t } from '../../../../shared/words/words.ts';

/** The chosen period: by a chip, or by two dates. Null while the dates are invalid. */
const usePeriod = () => {
  const today = useToday();
  const first = periodOf('last-90-days', today);
  const from = useDateText(today, () => undefined, { initial: formatDate(first.from) });
  const to = useDateText(today, () => undefined, { initial: formatDate(first.to) });
  const period: Period | null =
    from.date !== null && to.date !== null && from.date <= to.date ? { from: from.date, to: to.date } : null;
  return {
    today,
    from,
    to,
    period,
    isBackward: from.date !== null && to.date !== null && from.date > to.date,
    choose: (chosen: Period): void => {
      from.type(formatDate(chosen.from));
      to.type(formatDate(chosen.to));
    },
  };
};

const PeriodChoice = ({ chosen }: { readonly chosen: ReturnType<typeof usePeriod> }) => {
  const { today, from, to, period, isBackward, choose } = chosen;
  return (
    <div className={classes['period']} role="group" aria-label={t('Period')}>
      <div className={classes['chips']}>
        {periodNames.map((name) => {
          const offered = periodOf(name, today);
          const isChosen = period?.from === offered.from && period.to === offered.to;
          return (
            <Button
              key={name}
              variant={isChosen ? 'light' : 'default'}
              aria-pressed={isChosen}
              onClick={() => choose(offered)}
            >
              {periods[name]}
            </Button>
          );
        })}
      </div>
      <div className={classes['dates']}>
        <DateField label={t.in('date', 'From')} value={from} today={today} chips={[]} />
        <DateField
          label={t.in('date', 'To')}
          value={to}
          today={today}
          chips={[]}
          refusal={isBackward ? t('The period ends before it begins. Choose a later last day.') : null}
        />
      </div>
    </div>
  );
};

const LibraryChoice = ({
  libraries,
  value,
  choose,
}: {
  readonly libraries: Output<'reports.prepare'>['libraries'];
  readonly value: LibraryId | null;
  readonly choose: (id: LibraryId | null) => void;
}) => (
  <NativeSelect
    label={t('Library')}
    value={value === null ? '' : String(value)}
    data={[
      { value: '', label: t('All libraries') },
      ...libraries.map(({ id, name }) => ({ value: String(id), label: name })),
    ]}
    onChange={({ currentTarget }) =>
      choose(currentTarget.value === '' ? null : (Number(currentTarget.value) as LibraryId))
    }
  />
);

const number = new Intl.NumberFormat(locale);

const Counting = ({ counted, total }: Pick<Output<'reports.prepare'>, 'counted' | 'total'>) => (
  <div role="status">
    <Text size="sm" mb="xs">
      {t('Counting new work: {counted} of {total}.', {
        counted: number.format(counted),
        total: number.format(total),
      })}
    </Text>
    <Progress value={(counted / Math.max(1, total)) * 100} aria-label={t('Counted so far')} />
  </div>
);

/** Reports on a library's work: charts with their tables, for any period. */
export const ReportsPage = () => {
  const chosen = usePeriod();
  const [libraryId, setLibrary] = useState<LibraryId | null>(null);
  const [report, setReport] = useState<ReportId>('requests');
  const { data, isError, error, refetch } = useCounting();
  if (isError) return <LoadFailed error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting />;
  if (data.total === 0)
    return (
      <Nothing>
        {t(
          'No history yet. Once you create requests and receive items, statistics appear here. Create a request in Borrowing Requests ({keys}), or import a file in Settings.',
          { keys: shownKeys(pages.requests.keys) },
        )}
      </Nothing>
    );
  if (data.counted < data.total) return <Counting counted={data.counted} total={data.total} />;
  const { period } = chosen;
  return (
    <div className={classes['page']}>
      <div className={classes['choices']}>
        <PeriodChoice chosen={chosen} />
        {data.libraries.length > 1 && (
          <LibraryChoice libraries={data.libraries} value={libraryId} choose={setLibrary} />
        )}
      </div>
      <Tabs value={report} onChange={(id) => setReport((id ?? report) as ReportId)} keepMounted={false}>
        <Tabs.List aria-label={t('Report')}>
          {reportIds.map((id) => (
            <Tabs.Tab key={id} value={id} className={classes['tab'] ?? ''}>
              {reports[id].label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {reportIds.map((id) => (
          <Tabs.Panel key={id} value={id} pt="sm">
            {period && <ReportPart asked={{ report: id, period, libraryId }} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
};
