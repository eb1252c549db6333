import type { ConditionView } from '../../../../shared/ipc/turn-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import type { MenuRow } from '../use-row-menu.tsx';
import { Moment } from '../../components/Dates.tsx';
import { useTimeZone, useToday } from '../../components/today.ts';
import { conditionWords } from '../condition-words.ts';
import classes from './DetailsPanel.module.css';
import { NextStep } from './NextStep.tsx';
import { LongText, Section } from './Section.tsx';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

type ConditionProps = {
  readonly condition: ConditionView;
  /** Whether it waits for an answer. */
  readonly open: boolean;
  readonly row: MenuRow;
  readonly state: AppState;
};

/** The partner's condition with its age, or our answer to it. */
export const Condition = ({ condition, open, row, state }: ConditionProps) => {
  const facts = { today: useToday(), timeZone: useTimeZone() };
  const words = conditionWords(condition, facts);
  return (
    <Section title={t('Partner’s condition')}>
      <div className={open ? classes['active'] : undefined} data-urgent={(open && words.urgent) || undefined}>
        {open && (
          <p>
            <strong>{words.full || t('Waiting for a reply.')}</strong>
          </p>
        )}
        {condition.reason !== '' && (
          <p className={classes['text']}>
            <bdi>{condition.reason}</bdi>
          </p>
        )}
        {condition.note !== '' && condition.note !== condition.reason && <LongText text={condition.note} />}
        <p className={classes['small']}>
          <bdi>{condition.partnerName}</bdi>
        </p>
        {open && (
          <div className={classes['step']}>
            <NextStep step="conditional-reply" row={row} state={state} />
          </div>
        )}
      </div>
      {condition.answer && (
        <p className={classes['text']}>
          {tx('We answered {answer}{isDated, select, yes { on {answeredAt}} other {}}{answerNote}', {
            answer: <strong>{condition.answer === 'yes' ? t('Yes') : t('No')}</strong>,
            isDated: condition.answeredAt ? 'yes' : 'no',
            answeredAt: condition.answeredAt && <Moment at={condition.answeredAt} />,
            answerNote: condition.answerNote !== '' && (
              <>
                : <bdi>{condition.answerNote}</bdi>
              </>
            ),
          })}
        </p>
      )}
    </Section>
  );
};
