import type { ReactNode, RefObject } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { reportFacts, type ReportId } from '../../../../shared/domain/reports.ts';
import type { ReportView } from '../../../../shared/ipc/calls/reports.ts';
import { t } from '../../../../shared/words/words.ts';
import { numberWords } from './number-words.ts';
import classes from './Reports.module.css';

// Neighbouring series differ by what is drawn on them, not by colour alone: plain, slanting lines one way and the other, dots,
// level lines, a grid.
const drawings: readonly ReactNode[] = [
  null,
  <path key="0" d="M-1,1 l2,-2 M0,8 l8,-8 M7,9 l2,-2" />,
  <path key="1" d="M0,4 h8" />,
  <circle key="2" cx="4" cy="4" r="1.2" />,
  <path key="3" d="M-1,7 l2,2 M0,0 l8,8 M7,-1 l2,2" />,
  <path key="4" d="M0,4 h8 M4,0 v8" />,
];

/** What fills the bars of a series. */
export const fillOf = (index: number): string => `url(#plot-${index % drawings.length})`;

/** The fills, to be drawn from. */
export const Patterns = () => (
  <defs>
    {drawings.map((drawing, index) => (
      // The order is all that they have.
      <pattern key={index} id={`plot-${index}`} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" fill={`var(--plot-${index})`} />
        <g stroke="var(--plot-line)" strokeWidth="1.4" fill="var(--plot-line)">
          {drawing}
        </g>
      </pattern>
    ))}
  </defs>
);

/** In pixels. */
const heights = { standing: 300, bar: 30, barsBeside: 60, axis: 40 } as const;

/** So many bars that lie are told apart; the table has all. */
export const mostLying = (report: ReportId): number => (reportFacts(report).addUp ? 12 : 8);

const longestName = 26;

const shortened = (name: string): string =>
  name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;

/** What is drawn of a report: its series and its bars. Side by side a series without any number would only take room. */
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
  const shown = bars === 'lie' ? rows.slice(0, mostLying(report)) : rows;
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

const axis = {
  stroke: 'var(--desk-line)',
  tick: { fill: 'var(--mantine-color-text)', fontSize: 12 },
} as const;

const axesOf = (lies: boolean) =>
  lies ? (
    <>
      <XAxis type="number" allowDecimals={false} {...axis} />
      <YAxis type="category" dataKey="name" width={190} tickFormatter={shortened} interval={0} {...axis} />
    </>
  ) : (
    <>
      <XAxis dataKey="name" minTickGap={12} {...axis} />
      <YAxis allowDecimals={false} width={56} {...axis} />
    </>
  );

const Legend = ({ series }: { readonly series: ReturnType<typeof drawnOf>['series'] }) => (
  <ul className={classes['legend']} aria-hidden>
    {series.map(({ key, label, fill }) => (
      <li key={key}>
        <svg width="16" height="16">
          <rect x="0.5" y="0.5" width="15" height="15" fill={fill} stroke="var(--plot-edge)" />
        </svg>
        {label}
      </li>
    ))}
  </ul>
);

/** The bars of a report. For the ear it is a picture with a name: its numbers stand in the table. */
export const Plot = ({
  report,
  view,
  frame,
}: {
  readonly report: ReportId;
  readonly view: ReportView;
  readonly frame: RefObject<HTMLDivElement | null>;
}) => {
  const { series, bars, lies, addUp } = drawnOf(report, view);
  const height = lies
    ? heights.axis + bars.length * (addUp ? heights.bar : heights.barsBeside)
    : heights.standing;
  return (
    <div
      ref={frame}
      className={classes['plot']}
      role="img"
      aria-label={t('Chart of {report}. The table has the same numbers.', {
        report: reportFacts(report).label,
      })}
    >
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 640, height }}>
        <BarChart
          data={bars}
          layout={lies ? 'vertical' : 'horizontal'}
          margin={{ top: 8, right: 16, bottom: 4, left: 0 }}
          accessibilityLayer={false}
          maxBarSize={48}
        >
          <Patterns />
          <CartesianGrid stroke="var(--desk-line)" vertical={lies} horizontal={!lies} />
          {axesOf(lies)}
          <Tooltip
            isAnimationActive={false}
            separator=": "
            itemSorter={({ dataKey }) => series.findIndex(({ key }) => key === dataKey)}
            cursor={{ fill: 'var(--desk-tint)' }}
            contentStyle={{ background: 'var(--mantine-color-body)', border: '1px solid var(--desk-line)' }}
            itemStyle={{ color: 'var(--mantine-color-text)' }}
            formatter={(value) => numberWords(Number(value), series[0]?.unit ?? 'count')}
          />
          {series.map(({ key, label, fill }) => (
            <Bar
              key={key}
              dataKey={key}
              name={label}
              {...(addUp && { stackId: 'all' })}
              fill={fill}
              stroke="var(--plot-edge)"
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
      <Legend series={series} />
    </div>
  );
};
