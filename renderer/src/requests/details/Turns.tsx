import type { TurnView } from '../../../../shared/ipc/turn-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { DayWords, Moment } from '../../components/Dates.tsx';
import { Facts } from '../../components/Facts.tsx';
import { tx } from '../../components/tx.ts';
import { partnerWords, turnWords } from '../turn-words.ts';
import classes from './DetailsPanel.module.css';
import { Section } from './Section.tsx';

const saidBy = {
  partner: t('Partner'),
  staff: t('Staff'),
  letter: t('Letter'),
} as const satisfies Readonly<Record<TurnView['thread'][number]['from'], string>>;

/** The conversation with a partner, collapsed at first. */
const Thread = ({ thread }: Pick<TurnView, 'thread'>) =>
  thread.length > 0 && (
    <details className={classes['letter']}>
      <summary>{t('Conversation ({count})', { count: thread.length })}</summary>
      <ol className={classes['list']}>
        {thread.map(({ at, from, text }, index) => (
          <li key={index} className={classes['entry']}>
            <p className={classes['small']}>
              <Facts>
                {saidBy[from]}
                <Moment at={at} />
              </Facts>
            </p>
            <p className={classes['text']} dir="auto">
              {text}
            </p>
          </li>
        ))}
      </ol>
    </details>
  );

const turnOf = ({ isActive, isOpen, state }: TurnView): string => {
  if (isActive) return 'active';
  return isOpen || state === 'waiting' ? 'open' : 'ended';
};

const stateWords = ({ state, cancelledByUs, contactByHand }: TurnView): string => {
  if (contactByHand) return t('contact by hand');
  return cancelledByUs ? t('we cancelled') : turnWords[state];
};

const Turn = ({ turn }: { readonly turn: TurnView }) => (
  <li data-turn={turnOf(turn)}>
    <span className={classes['small']}>
      <Facts>
        <bdi className={classes['partner']}>{partnerWords(turn.partnerName)}</bdi>
        {stateWords(turn)}
        {turn.stateAt &&
          !turn.contactByHand &&
          (turn.isOpen ? (
            tx('since {at}', { at: <Moment at={turn.stateAt} /> })
          ) : (
            <Moment at={turn.stateAt} />
          ))}
        {turn.askedAt && turn.state !== 'asked' && tx('asked {at}', { at: <Moment at={turn.askedAt} /> })}
        {turn.dueOn && tx('due back {dueOn}', { dueOn: <DayWords date={turn.dueOn} /> })}
        {turn.cost !== '' && <bdi>{turn.cost}</bdi>}
        {turn.state === 'waiting' && !turn.inUse && t('not in use, will be skipped')}
      </Facts>
    </span>
    {turn.marks.length > 0 && (
      <ul className={classes['marks']} aria-label={t('Open issues')}>
        {turn.marks.map((mark) => (
          <li key={mark}>{mark}</li>
        ))}
      </ul>
    )}
    <Thread thread={turn.thread} />
  </li>
);

/** The partners in the order of the rota: the state of each, open matters, and the conversation. */
export const Turns = ({ turns }: { readonly turns: readonly TurnView[] }) =>
  turns.length > 0 && (
    <Section title={t('Rota')}>
      <ol className={classes['rota']}>
        {turns.map((turn) => (
          <Turn key={turn.turnId} turn={turn} />
        ))}
      </ol>
    </Section>
  );
