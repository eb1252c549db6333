import { lendsIfChanged } from '../../../../shared/domain/partner-answers.ts';
import type { TurnView } from '../../../../shared/ipc/turn-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { DayWords, Moment } from '../../components/Dates.tsx';
import { Facts } from '../../components/Facts.tsx';
import { tx } from '../../components/tx.ts';
import { partnerWords, turnWords } from '../turn-words.ts';
import classes from './DetailsPanel.module.css';
import { Reply } from './Reply.tsx';
import { Section } from './Section.tsx';
import { Thread, type ThreadProps } from './Thread.tsx';

const turnOf = ({ isActive, isOpen, state }: TurnView): string => {
  if (isActive) return 'active';
  return isOpen || state === 'waiting' ? 'open' : 'ended';
};

const stateWords = ({ state, cancelledByUs, contactByHand, lendsIfChanged: isOffer }: TurnView): string => {
  if (contactByHand) return t('contact by hand');
  if (isOffer) return lendsIfChanged;
  return cancelledByUs ? t('we cancelled') : turnWords[state];
};

type OfRequest = Omit<ThreadProps, 'turnId'>;

/** What asks for attention is open, and the partner that staff deal with. */
const isOpenAtFirst = ({ isActive, thread }: TurnView): boolean =>
  isActive || thread.unread > 0 || thread.active > 0;

const Turn = ({ turn, ...of }: OfRequest & { readonly turn: TurnView }) => (
  <li data-turn={turnOf(turn)} data-notes={turn.thread.active > 0 || undefined}>
    <p className={classes['small']}>
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
    </p>
    {turn.marks.length > 0 && (
      <ul role="list" className={classes['marks']} aria-label={t('Open issues')}>
        {turn.marks.map((mark) => (
          <li key={mark}>{mark}</li>
        ))}
      </ul>
    )}
    <Thread {...of} turnId={turn.turnId} counts={turn.thread} isOpen={isOpenAtFirst(turn)} />
    {turn.askedAt !== null && <Reply {...of} turnId={turn.turnId} partnerName={turn.partnerName} />}
  </li>
);

/** The partners in the order of the rota: the state of each, open matters, and what was said with it. */
export const Turns = ({ turns, ...of }: OfRequest & { readonly turns: readonly TurnView[] }) =>
  turns.length > 0 && (
    <Section title={t('Rota')}>
      <ol className={classes['rota']}>
        {turns.map((turn) => (
          <Turn key={turn.turnId} turn={turn} {...of} />
        ))}
      </ol>
    </Section>
  );
