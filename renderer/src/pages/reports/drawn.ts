import { reportFacts, type ReportId } from '../../../../shared/domain/reports.ts';
import type { ReportView } from '../../../../shared/ipc/calls/reports.ts';
import { fillOf } from './Patterns.tsx';

/** The maximum number of horizontal bars in a chart; the table has all rows. */
export const maxHorizontalBars = (report: ReportId): number => (reportFacts(report).addUp ? 12 : 8);

/**
 * Returns the series and bars of a report's chart. Series without any value are left out of grouped bars, where they would only take room.
 */
export const drawnOf = (report: ReportId, { rows }: ReportView) => {
  const { columns, drawn, bars, addUp } = reportFacts(report);
  const all = drawn.map((key, place) => {
    const index = columns.findIndex((column) => column.key === key);
    return {
      key,
      label: columns[index]?.label ?? '',
      unit: columns[index]?.unit ?? ('count' as const),
      index,
      fill: fillOf(place),
    };
  });
  const shown = bars === 'lie' ? rows.slice(0, maxHorizontalBars(report)) : rows;
  const series = all.filter(({ index }) => addUp || shown.some(({ now }) => now[index] !== null));
  return {
    series,
    addUp,
    lies: bars === 'lie',
    bars: shown.map((row) => ({
      name: row.name,
      ...Object.fromEntries(series.map(({ key, index }) => [key, row.now[index] ?? undefined])),
    })),
  };
};

export type Drawn = ReturnType<typeof drawnOf>;
