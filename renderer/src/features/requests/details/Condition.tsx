import type { ConditionView } from '../../../../../shared/ipc/request-views.ts';
import { Moment } from '../../../components/Dates.tsx';
import { useTimeZone, useToday } from '../../../components/today.ts';
import { conditionWords } from '../condition-words.ts';
import classes from './DetailsPanel.module.css';
import { LongText, Section } from './Section.tsx';

/** The partner's condition with its age, or our answer to it. */
export const Condition = ({
  condition,
  open,
}: {
  readonly condition: ConditionView;
  /** Whether it waits for an answer. */
  readonly open: boolean;
}) => {
  const facts = { today: useToday(), timeZone: useTimeZone() };
  const words = conditionWords(condition, facts);
  return (
    <Section title="Condition of the partner">
      <div className={open ? classes['active'] : undefined} data-loud={(open && words.loud) || undefined}>
        {open && (
          <p>
            <strong>{words.short}.</strong> {words.full}
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
      </div>
      {condition.answer && (
        <p className={classes['text']}>
          We answered <strong>{condition.answer === 'yes' ? 'Yes' : 'No'}</strong>
          {condition.answeredAt && (
            <>
              {' '}
              on <Moment at={condition.answeredAt} />
            </>
          )}
          {condition.answerNote !== '' && (
            <>
              : <bdi>{condition.answerNote}</bdi>
            </>
          )}
        </p>
      )}
    </Section>
  );
};
