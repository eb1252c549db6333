import type { ReportId } from '../../../../shared/domain/reports.ts';
import { reportFacts } from '../../../../shared/domain/reports.ts';
import type { ReportView } from '../../../../shared/ipc/calls/reports.ts';
import { Outside } from '../../components/Outside.tsx';
import { differenceWords, numberWords } from './number-words.ts';
import classes from './Reports.module.css';
import { t } from '../../../../shared/words/words.ts';

/** The numbers of a report, each with its difference to the period before. */
export const ReportTable = ({ report, view }: { readonly report: ReportId; readonly view: ReportView }) => {
  const { label, rowHead, columns } = reportFacts(report);
  const name = t('reports.tableOf', { report: label });
  return (
    <div className={classes['scroller']} role="region" aria-label={name} tabIndex={0}>
      <table className={classes['table']} aria-label={name}>
        <caption className={classes['caption']}>{t('reports.inBrackets')}</caption>
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
