import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import {
  countsWords,
  lengthOf,
  periodBefore,
  reportFacts,
  type Period,
  type ReportId,
} from '../../../../shared/domain/reports.ts';
import type { ReportView } from '../../../../shared/ipc/calls/reports.ts';
import { t } from '../../../../shared/words/words.ts';
import { formatDate } from '../../../../shared/domain/dates.ts';
import { Outside } from '../../components/Outside.tsx';
import { ask, sentenceOf } from '../../api/desk.ts';
import { LoadFailed, Nothing, Waiting } from '../../steps/LoadStates.tsx';
import { changeWords, differenceWords, numberAlone, numberWords } from './number-words.ts';
import { drawnOf, maxHorizontalBars } from './drawn.ts';
import { Plot } from './Plot.tsx';
import { plotPicture } from './plot-picture.ts';
import { inputOf, useReport, type AskedReport } from './use-reports.ts';
import classes from './Reports.module.css';

/** The table of a report, with the difference to the previous period. */
const ReportTable = ({
  report,
  view,
  days,
}: {
  readonly report: ReportId;
  readonly view: ReportView;
  /** The number of days in the period. */
  readonly days: number;
}) => {
  const { label, rowHead, columns } = reportFacts(report);
  const name = t('{report}, table', { report: label });
  return (
    <div className={classes['scroller']} role="region" aria-label={name} tabIndex={0}>
      <table className={classes['table']} aria-label={name}>
        <caption className={classes['caption']}>
          {t('In brackets: the difference from the previous {days, plural, one {day} other {# days}}.', {
            days,
          })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{rowHead}</th>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={classes['number']}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <Outside text={row.name} />
              </th>
              {columns.map(({ key, unit }, index) => {
                const [now = null, before = null] = [row.now[index], row.before[index]];
                const difference = differenceWords(now, before);
                return (
                  <td key={key} className={classes['number']}>
                    {numberWords(now, unit)}
                    <span className={classes['difference']}>
                      {difference === '' ? '' : ` (${difference})`}
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

/** `1 Nov 2026 to 26 Nov 2026, 26 days`. */
const periodWords = (period: Period): string =>
  t('{from} to {to}, {days, plural, one {1 day} other {{days} days}}', {
    from: formatDate(period.from),
    to: formatDate(period.to),
    days: lengthOf(period),
  });

const comparedWords = (period: Period): string => {
  const { from, to } = periodBefore(period);
  return t('compared with {from} to {to}', { from: formatDate(from), to: formatDate(to) });
};

/** Whether nothing was counted in the period. */
const isEmpty = ({ rows, headlines }: ReportView): boolean =>
  rows.every(({ now }) => now.every((value) => value === null || value === 0)) &&
  headlines.every(({ now }) => now === null || now === 0);

const Headlines = ({ asked, view }: { readonly asked: AskedReport; readonly view: ReportView }) => (
  <dl className={classes['headlines']}>
    {reportFacts(asked.report).headlines.map(({ key, label, unit }, index) => {
      const { now = null, before = null } = view.headlines[index] ?? {};
      return (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            <strong>{numberAlone(now, unit)}</strong>{' '}
            <span>{changeWords(now, before, unit, lengthOf(asked.period))}</span>
          </dd>
        </div>
      );
    })}
  </dl>
);

const Numbers = ({ asked, view }: { readonly asked: AskedReport; readonly view: ReportView }) => {
  const [tableShown, showTable] = useState(true);
  const plot = useRef<HTMLDivElement>(null);
  const { label } = reportFacts(asked.report);
  const save = useMutation({
    mutationFn: async (what: 'csv' | 'png') => {
      if (what === 'csv') return await ask('reports.saveTable', inputOf(asked));
      if (!plot.current) throw new Error('There is no plot.');
      const legend = drawnOf(asked.report, view).series.map((one) => one.label);
      const png = await plotPicture(plot.current, [label, periodWords(asked.period)], legend);
      return await ask('reports.savePlot', { report: asked.report, ...asked.period, png });
    },
  });
  const { lies } = drawnOf(asked.report, view);
  return (
    <>
      <Headlines asked={asked} view={view} />
      <Plot report={asked.report} view={view} frame={plot} />
      {lies && view.rows.length > maxHorizontalBars(asked.report) && (
        <Text size="xs" c="dimmed">
          {t('The chart shows the first {shown} rows; the table shows all {all}.', {
            shown: maxHorizontalBars(asked.report),
            all: view.rows.length,
          })}
        </Text>
      )}
      <Group gap="xs">
        <Button variant="default" disabled={save.isPending} onClick={() => save.mutate('csv')}>
          {t('Save as CSV')}
        </Button>
        <Button variant="default" disabled={save.isPending} onClick={() => save.mutate('png')}>
          {t('Save as PNG')}
        </Button>
        <Button variant="default" aria-expanded={tableShown} onClick={() => showTable(!tableShown)}>
          {tableShown ? t('Hide table') : t('Show table')}
        </Button>
        <Text size="sm" role="status">
          {save.isError
            ? sentenceOf(save.error)
            : save.data
              ? t('Saved as {name}.', { name: save.data })
              : ''}
        </Text>
      </Group>
      {tableShown && <ReportTable report={asked.report} view={view} days={lengthOf(asked.period)} />}
    </>
  );
};

/** One report: what it counts, its key figures, its chart and its table. */
export const ReportPart = ({ asked }: { readonly asked: AskedReport }) => {
  const { data, isError, error, refetch } = useReport(asked);
  return (
    <div className={classes['report']}>
      <Text size="sm">{countsWords(asked.report, asked.period)}</Text>
      <Text size="sm" c="dimmed">
        {periodWords(asked.period)}; {comparedWords(asked.period)}
      </Text>
      {isError ? (
        <LoadFailed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Waiting rows={8} />
      ) : isEmpty(data) ? (
        <Nothing>{t('There is nothing to count in this period. Choose another period above.')}</Nothing>
      ) : (
        <Numbers asked={asked} view={data} />
      )}
    </div>
  );
};
