import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { conditionLabel } from '../../../../../../shared/domain/receiving.ts';
import { statusLabel } from '../../../../../../shared/domain/request-status.ts';
import type { CalendarDate } from '../../../../../../shared/domain/ids.ts';
import type { DecisionFacts, RequestFactsView } from '../../../../../../shared/ipc/decision-views.ts';
import { Age, DayWords, DueDay } from '../../../../components/Dates.tsx';
import { Outside } from '../../../../components/Outside.tsx';
import classes from '../DecisionWindow.module.css';

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** What the partner wants, since when, and until when it wants our reply: loud once that is over, for nothing else moves. */
const Condition = ({ request, today }: { readonly request: RequestFactsView; readonly today: string }) => {
  const { condition } = request;
  if (!condition) return null;
  const { note, replyBy, setAt } = condition;
  const reason = condition.reason === '' ? '' : conditionLabel(condition.reason);
  return (
    <div className={classes['wide']}>
      <dt>Condition</dt>
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
          {setAt && (
            <>
              Set <Age since={setAt} />.{' '}
            </>
          )}
          {replyBy && (
            <>
              {replyBy < today ? <strong>The date for reply has passed: </strong> : 'Reply by '}
              <DayWords date={replyBy} />.
            </>
          )}
        </dd>
      )}
    </div>
  );
};

/** The date by which the patron must bring the first of it back; null while nothing is lent. */
const dueFromPatron = ({ items }: RequestFactsView): CalendarDate | null =>
  items
    .flatMap(({ loan }) => (loan === null ? [] : [loan.dueOn]))
    .toSorted()
    .at(0) ?? null;

const One = ({ request, facts }: { readonly request: RequestFactsView; readonly facts: DecisionFacts }) => {
  const patronDueOn = dueFromPatron(request);
  return (
    <div>
      <Text fw={700} size="lg" component="h3" m={0}>
        <Outside text={request.title} lines={2} />
      </Text>
      {request.author !== '' && <Outside text={request.author} lines={1} />}
      <dl className={classes['facts']}>
        <Fact name="External identifier">
          <Outside text={request.externalId} />
        </Fact>
        <Fact name="Requester">
          <Outside text={request.patronName || 'not known'} />
        </Fact>
        <Fact name="Partner">
          <Outside text={request.partner?.name ?? 'not known'} />
        </Fact>
        <Fact name="Status">{statusLabel(request.status)}</Fact>
        {request.dueOn && (
          <Fact name="Due back">
            <DueDay date={request.dueOn} />
          </Fact>
        )}
        {patronDueOn && (
          <Fact name="Due from the patron">
            <DueDay date={patronDueOn} />
          </Fact>
        )}
        <Condition request={request} today={facts.today} />
      </dl>
    </div>
  );
};

/** What is decided about: one request with all that matters, or the list of many. */
export const WindowHead = ({ facts }: { readonly facts: DecisionFacts }) => {
  const [only, ...others] = facts.requests;
  if (only && others.length === 0) return <One request={only} facts={facts} />;
  return (
    <div>
      <Text fw={700}>{facts.requests.length} requests</Text>
      {/* A list that scrolls must be reachable by keyboard. */}
      <ul className={classes['many']} tabIndex={0} aria-label="Requests">
        {facts.requests.map((request) => (
          <li key={request.id}>
            <Outside text={request.externalId} lines={1} /> · <Outside text={request.title} lines={1} /> ·{' '}
            {statusLabel(request.status)}
          </li>
        ))}
      </ul>
    </div>
  );
};
