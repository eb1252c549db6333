import type { TooltipContentProps } from 'recharts';
import { t } from '../../../../shared/words/words.ts';
import { numberAlone } from './number-words.ts';
import { Swatch } from './Patterns.tsx';
import type { Drawn } from './drawn.ts';
import classes from './Reports.module.css';

/** The meaning of a bar with its numbers: one for each of its series, and their total if they add up. */
export const PlotTip = ({
  active,
  label,
  payload,
  drawn: { series, addUp },
}: Pick<TooltipContentProps, 'active' | 'payload'> & {
  readonly label: string | number | undefined;
  readonly drawn: Drawn;
}) => {
  if (!active || payload.length === 0) return null;
  const numbers = series.flatMap((one) => {
    const value = payload.find(({ dataKey }) => dataKey === one.key)?.value ?? null;
    return value === null ? [] : [{ ...one, value: Number(value) }];
  });
  const shown = numbers.filter(({ value }) => !addUp || value !== 0);
  const total = numbers.reduce((sum, { value }) => sum + value, 0);
  return (
    <div className={classes['tip']}>
      <p>
        <bdi>{label}</bdi>
      </p>
      <dl>
        {shown.map(({ key, label: name, unit, value, fill }) => (
          <div key={key}>
            <dt>
              <Swatch fill={fill} size={10} />
              {name}
            </dt>
            <dd>{numberAlone(value, unit)}</dd>
          </div>
        ))}
        {addUp && shown.length !== 1 && (
          <div>
            <dt>{t('Total')}</dt>
            <dd>{numberAlone(total, 'count')}</dd>
          </div>
        )}
      </dl>
    </div>
  );
};
