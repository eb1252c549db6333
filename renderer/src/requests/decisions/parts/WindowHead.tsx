import { Text } from '@mantine/core';
import { activeTurn } from '../../../../../shared/domain/life/life.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { DecisionFacts, RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { Age, DayWords, DueDay } from '../../../components/Dates.tsx';
import { Outside, OutsideWords } from '../../../components/Outside.tsx';
import classes from '../DecisionWindow.module.css';
import { conditionReason, partnerOf } from './head-words.ts';
import { t } from '../../../../../shared/words/words.ts';
import { tx } from '../../../components/tx.ts';
import { Facts } from '../../../components/Facts.tsx';

const unknown = { note: '', replyBy: null, setAt: null } as const;

/** The partner's condition, its age, and the date for our reply: loud once that is past, because the request is stuck until then. */
const Condition = ({ request, today }: { readonly request: RequestFactsView; readonly today: string }) => {
  const { note, replyBy, setAt } = request.condition ?? unknown;
  const reason = conditionReason(request);
  return (
    <div className={classes['wide']}>
      <dt>{t('Condition')}</dt>
      <dd>
        {reason !== '' && (
          <strong className={classes['reason']}>
            <Outside text={reason} />
          </strong>
        )}
        {note !== reason && <Outside text={note} lines={6} />}
      </dd>
      {(replyBy !== null || setAt !== null) && (
        <dd>
          {setAt && <>{tx('Received {setAt}. ', { setAt: <Age since={setAt} /> })}</>}
          {replyBy && (
            <>
              {replyBy < today ? (
                <>
                  <strong>{t('Reply overdue:')}</strong>{' '}
                </>
              ) : (
                t('Reply by ')
              )}
              <DayWords date={replyBy} />.
            </>
          )}
        </dd>
      )}
    </div>
  );
};

/** Returns the earliest date by which the patron must return an item; null while nothing is lent. */
const dueFromPatron = ({ items }: RequestFactsView): CalendarDate | null =>
  items
    .flatMap(({ loan }) => (loan === null ? [] : [loan.dueOn]))
    .toSorted()
    .at(0) ?? null;

/** The request in one line, its state in the next, and its condition if there is one. */
const One = ({ request, facts }: { readonly request: RequestFactsView; readonly facts: DecisionFacts }) => {
  const patronDueOn = dueFromPatron(request);
  return (
    <div>
      <p className={classes['about']}>
        <Facts>
          <strong>
            <OutsideWords text={request.title} />
          </strong>
          <OutsideWords text={request.externalId} />
          <OutsideWords text={partnerOf(request)} />
          <OutsideWords text={request.patron?.name || t('no requester')} />
        </Facts>
      </p>
      <p className={classes['stands']}>
        <Facts>
          {statusLabel(request.status)}
          {request.dueOn && tx('Due back {dueOn}', { dueOn: <DueDay date={request.dueOn} /> })}
          {patronDueOn &&
            tx('Due from the patron {patronDueOn}', { patronDueOn: <DueDay date={patronDueOn} /> })}
        </Facts>
      </p>
      {(request.condition !== null || activeTurn(request.life)?.state === 'conditional') && (
        <dl className={classes['facts']}>
          <Condition request={request} today={facts.today} />
        </dl>
      )}
    </div>
  );
};

/** The subject of the decision: one request in detail, or a list of many. */
export const WindowHead = ({ facts }: { readonly facts: DecisionFacts }) => {
  const [only, ...others] = facts.requests;
  if (only && others.length === 0) return <One request={only} facts={facts} />;
  return (
    <div>
      <Text fw={700}>{t('{requestsCount} requests', { requestsCount: facts.requests.length })}</Text>
      {/* A scrolling list must be reachable by keyboard. */}
      <ul className={classes['many']} tabIndex={0} aria-label={t('Requests')}>
        {facts.requests.map((request) => (
          <li key={request.id}>
            <Facts>
              <Outside text={request.externalId} lines={1} />
              <Outside text={request.title} lines={1} />
              {statusLabel(request.status)}
            </Facts>
          </li>
        ))}
      </ul>
    </div>
  );
};
