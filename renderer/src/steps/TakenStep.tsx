import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import type { ReactNode } from 'react';
import type { Outcome, SlipState } from '../../../shared/ipc/views.ts';
import { t } from '../../../shared/words/words.ts';
import classes from '../components/StepWords.module.css';
import { WhereTo, whereToWords } from '../components/WhereTo.tsx';
import { notPrintedWords, SlipWords, useSlip } from './SlipWords.tsx';
import { Facts } from '../components/Facts.tsx';

const wordsOf = ({ whereTo, patronName, headline }: Outcome) =>
  whereTo ? whereToWords(whereTo, patronName) : ({ sign: 'done', word: headline, name: '' } as const);

/** A failed slip, in place of its progress. */
const NoSlip = ({ slip: given }: { readonly slip: SlipState | null }) => {
  const slip = useSlip(given);
  if (slip?.state !== 'failed') return null;
  const why = notPrintedWords(slip);
  return (
    <p className={classes['noSlip']}>
      <IconAlertTriangle size={16} aria-hidden />
      <span data-no-slip title={why}>
        <Facts>
          <strong>{t('NO SLIP')}</strong>
          {why}
        </Facts>
      </span>
    </p>
  );
};

/** The title and the facts of a completed step. A failed slip is announced separately. */
export const StepFacts = ({
  title,
  barcode,
  before = '',
  slip: given = null,
}: {
  readonly title: string;
  readonly barcode: string | null;
  /** The text before the barcode. */
  readonly before?: string;
  readonly slip?: SlipState | null;
}) => {
  const slip = useSlip(given);
  return (
    <>
      <p className={classes['title']} title={title}>
        <bdi>{title}</bdi>
      </p>
      <p className={classes['facts']}>
        <Facts>
          {before}
          {barcode !== null && <bdi className={classes['code']}>{barcode}</bdi>}
          {slip !== null && slip.state !== 'failed' && <SlipWords slip={slip} />}
        </Facts>
      </p>
      <NoSlip slip={slip} />
    </>
  );
};

/** Sentences about a step, such as who is notified. */
export const StepRemarks = ({ remarks }: { readonly remarks: readonly string[] }) =>
  remarks.length > 0 && <p className={classes['facts']}>{remarks.join(' ')}</p>;

/** The result of a step on a scan page: where the item goes, its slip, and remarks. */
export const TakenStep = ({
  outcome,
  actions = null,
}: {
  readonly outcome: Outcome;
  readonly actions?: ReactNode;
}) => {
  const { whereTo, tell, headline, title, barcode, slip, remarks } = outcome;
  return (
    <WhereTo card {...wordsOf(outcome)} actions={actions}>
      {tell !== undefined && <p className={classes['tell']}>{tell}</p>}
      <StepFacts
        title={title}
        before={whereTo && tell === undefined ? headline : ''}
        barcode={barcode}
        slip={slip}
      />
      <StepRemarks remarks={remarks} />
    </WhereTo>
  );
};
