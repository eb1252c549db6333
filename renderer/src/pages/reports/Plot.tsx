import type { RefObject } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { XAxisTickContentProps, YAxisTickContentProps } from 'recharts';
import { reportFacts, type ReportId } from '../../../../shared/domain/reports.ts';
import type { ReportView } from '../../../../shared/ipc/calls/reports.ts';
import { t } from '../../../../shared/words/words.ts';
import { AxisLabel } from './AxisLabel.tsx';
import { axisType, memoizedLabels, wordsBeside } from './axis-words.ts';
import { drawnOf, type Drawn } from './drawn.ts';
import { Patterns, Swatch } from './Patterns.tsx';
import { PlotTip } from './PlotTip.tsx';
import classes from './Reports.module.css';

/** In pixels. */
const heights = { standing: 320, bar: 36, barsBeside: 72, axis: 40 } as const;
const namesPx = 200;

const axis = {
  stroke: 'var(--desk-line)',
  tickLine: false,
  tick: { fill: 'var(--mantine-color-text)', fontSize: axisType.size },
} as const;

/** Every bar has a label: Recharts must not skip labels that are close together. */
const axesOf = ({ lies, bars }: Drawn) => {
  const names = bars.map(({ name }) => name);
  const below = memoizedLabels(names);
  return lies ? (
    <>
      <XAxis type="number" allowDecimals={false} {...axis} />
      <YAxis
        {...axis}
        type="category"
        dataKey="name"
        width={namesPx}
        interval={0}
        tick={({ x, y, index }: YAxisTickContentProps) => (
          <AxisLabel {...{ x, y }} isBeside lines={wordsBeside(names[index] ?? '', namesPx - 16)} />
        )}
      />
    </>
  ) : (
    <>
      <XAxis
        {...axis}
        dataKey="name"
        height={axisType.line * 3 + 8}
        interval={0}
        tick={({ x, y, index, width }: XAxisTickContentProps) => (
          <AxisLabel {...{ x, y }} lines={below(Number(width) / names.length)[index] ?? []} />
        )}
      />
      <YAxis allowDecimals={false} width={56} {...axis} />
    </>
  );
};

const Legend = ({ series }: Pick<Drawn, 'series'>) => (
  <ul role="list" className={classes['legend']} aria-hidden>
    {series.map(({ key, label, fill }) => (
      <li key={key}>
        <Swatch fill={fill} size={16} />
        {label}
      </li>
    ))}
  </ul>
);

/** The bar chart of a report. For screen readers it is an image with a name: the numbers are in the table. */
export const Plot = ({
  report,
  view,
  frame,
}: {
  readonly report: ReportId;
  readonly view: ReportView;
  readonly frame: RefObject<HTMLDivElement | null>;
}) => {
  const drawn = drawnOf(report, view);
  const { series, bars, lies, addUp } = drawn;
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
          margin={{ top: 8, right: 24, bottom: 4, left: 0 }}
          accessibilityLayer={false}
          maxBarSize={24}
        >
          <Patterns />
          <CartesianGrid stroke="var(--desk-rule)" vertical={lies} horizontal={!lies} />
          {axesOf(drawn)}
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--desk-tint)', stroke: 'none' }}
            content={({ active, label, payload }) => <PlotTip {...{ active, label, payload, drawn }} />}
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
