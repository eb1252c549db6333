import type { Undone } from '../../../shared/ipc/views.ts';
import classes from './ScanPage.module.css';
import { OutsideWords } from './Outside.tsx';
import { WhereTo } from './WhereTo.tsx';
import { t } from '../../../shared/words/words.ts';

const throwAway = (slips: number): string =>
  slips === 0
    ? ''
    : t(' Discard the {slips, plural, one {printed slip} other {# printed slips}}.', { slips });

const anew = (items: number): string =>
  items === 0
    ? ''
    : t(
        ' A new slip prints for {itemsCase, select, yes {the other item} other {the other {items} items}} in the parcel.',
        { itemsCase: items === 1 ? 'yes' : 'no', items },
      );

/** A step that was taken back: which, what the request is now, and the paper that must not be used. */
export const UndoneNotice = ({
  answer,
  small = false,
}: {
  readonly answer: Undone;
  readonly small?: boolean;
}) => (
  <WhereTo small={small} sign="undone" word={t('UNDONE')} name={answer.externalId}>
    <p className={classes['detail']}>
      <OutsideWords text={answer.title} /> · {answer.headline}
      {throwAway(answer.slipsOnPaper)}
      {anew(answer.stayInParcel ?? 0)}
    </p>
  </WhereTo>
);
