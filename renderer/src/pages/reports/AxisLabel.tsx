import { Facts } from '../../components/Facts.tsx';
import { axisType } from './axis-words.ts';

/** The label of an axis, one `tspan` per line: below its bar, or beside it at half height. */
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
        // Lines have no identity beyond their position.
        <tspan key={index} x={x} dy={index === 0 ? (isBeside ? '0.355em' : '0.71em') : axisType.line}>
          {line}
        </tspan>
      ))}
    </Facts>
  </text>
);
