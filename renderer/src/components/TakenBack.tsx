import type { Undone } from '../../../shared/ipc/views.ts';
import classes from './Lane.module.css';
import { OutsideWords } from './Outside.tsx';
import { WhereTo } from './WhereTo.tsx';

const throwAway = (slips: number): string =>
  slips === 0 ? '' : ` Throw away ${slips === 1 ? 'the printed slip' : `the ${slips} printed slips`}.`;

/** A step that was taken back: which, what the request is now, and the paper that must not be used. */
export const TakenBack = ({
  answer,
  small = false,
}: {
  readonly answer: Undone;
  readonly small?: boolean;
}) => (
  <WhereTo small={small} sign="undone" word="UNDONE" name={answer.externalId}>
    <p className={classes['detail']}>
      <OutsideWords text={answer.title} /> · {answer.headline}
      {throwAway(answer.slipsOnPaper)}
    </p>
  </WhereTo>
);
