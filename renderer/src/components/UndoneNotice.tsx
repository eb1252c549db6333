import type { ReactNode } from 'react';
import type { Undone } from '../../../shared/ipc/views.ts';
import { t } from '../../../shared/words/words.ts';
import classes from './StepWords.module.css';
import { WhereTo } from './WhereTo.tsx';

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

/** Returns what was undone, the new state of the request, and which slips must be thrown away. */
export const undoneWords = ({ headline, slipsOnPaper, stayInParcel = 0 }: Undone): string =>
  `${headline}${throwAway(slipsOnPaper)}${anew(stayInParcel)}`;

/** An undone step, on a scan page. */
export const UndoneNotice = ({
  answer,
  actions = null,
}: {
  readonly answer: Undone;
  readonly actions?: ReactNode;
}) => (
  <WhereTo card sign="undone" word={t('UNDONE')} name={answer.externalId} actions={actions}>
    <p className={classes['title']} title={answer.title}>
      <bdi>{answer.title}</bdi>
    </p>
    <p className={classes['facts']}>{undoneWords(answer)}</p>
  </WhereTo>
);
