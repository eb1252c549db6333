import { Facts } from '../../components/Facts.tsx';
import { axisType } from './axis-words.ts';

/** The words at an axis, a line each: below their bar, or beside it and in its middle. */
export const AxisLabel = ({
  x,
  y,
  lines,
  isBeside = false,
}: {
  readonly x: number | string;
  readonly y: number | string;
  readonly lines: readonly string[];
  readonly isBeside?: boolean;
}) => (
  <text
    x={x}
    y={y}
    fontSize={axisType.size}
    fill="var(--mantine-color-text)"
    textAnchor={isBeside ? 'end' : 'middle'}
    transform={isBeside ? `translate(0 ${-((lines.length - 1) * axisType.line) / 2})` : undefined}
  >
    <Facts between=" ">
      {lines.map((line, index) => (
        // A line is known by its place.
        <tspan key={index} x={x} dy={index === 0 ? (isBeside ? '0.355em' : '0.71em') : axisType.line}>
          {line}
        </tspan>
      ))}
    </Facts>
  </text>
);
