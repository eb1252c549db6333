import type { Outcome } from '../../../shared/ipc/views.ts';
import classes from '../components/ScanPage.module.css';
import { OutsideWords } from '../components/Outside.tsx';
import { WhereTo, whereToWords } from '../components/WhereTo.tsx';
import { SlipWords, useSlip } from './SlipWords.tsx';
import { t } from '../../../shared/words/words.ts';

const wordsOf = ({ whereTo, patronName, headline }: Outcome) =>
  whereTo ? whereToWords(whereTo, patronName) : ({ sign: 'done', word: headline, name: '' } as const);

/** What a step in a scan page came to: where the item goes, its slip, and what else to know. */
export const TakenStep = ({
  outcome,
  small = false,
}: {
  readonly outcome: Outcome;
  readonly small?: boolean;
}) => {
  const slip = useSlip(outcome.slip);
  return (
    <>
      <WhereTo small={small} {...wordsOf(outcome)}>
        <p className={classes['detail']}>
          {outcome.whereTo && `${outcome.headline} · `}
          <OutsideWords text={outcome.title} />
          {outcome.barcode !== null && (
            <>
              {' · '}
              <bdi className={classes['code']}>{outcome.barcode}</bdi>
            </>
          )}
          {outcome.slip && (
            <>
              {' · '}
              <SlipWords slip={outcome.slip} />
            </>
          )}
        </p>
        {outcome.remarks.map((remark) => (
          <p key={remark} className={classes['detail']}>
            <bdi>{remark}</bdi>
          </p>
        ))}
      </WhereTo>
      {slip?.state === 'failed' && (
        <WhereTo sign="look" word={t('NO SLIP')} name="">
          <p className={classes['detail']}>
            {t('The step is saved. The slip did not print: {note}', {
              note: slip.note || t('the printer gave no reason'),
            })}
          </p>
        </WhereTo>
      )}
    </>
  );
};
