import type { ReactNode } from 'react';
import type { Undone } from '../../../shared/ipc/views.ts';
import { t } from '../../../shared/words/words.ts';
import classes from './StepWords.module.css';
import { undoneLine } from './undone-line.ts';
import { WhereTo } from './WhereTo.tsx';

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
    <p className={classes['facts']}>{undoneLine(answer)}</p>
  </WhereTo>
);
