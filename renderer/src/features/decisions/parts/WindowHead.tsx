import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { conditionLabel } from '../../../../../shared/domain/receiving.ts';
import { statusLabel } from '../../../../../shared/domain/request-status.ts';
import type { DecisionFacts, RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { DayWords, DueDay, Moment } from '../../../components/Dates.tsx';
import { Outside } from '../../../components/Outside.tsx';
import classes from '../DecisionWindow.module.css';

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const ReplyBy = ({ date, today }: { readonly date: string; readonly today: string }) => (
  <>
    {date < today && <strong>The date for reply has passed: </strong>}
    <DayWords date={date as never} />
  </>
);

const Condition = ({ request, today }: { readonly request: RequestFactsView; readonly today: string }) => {
  const { condition } = request;
  if (!condition) return null;
  const reason = condition.reason === '' ? '' : conditionLabel(condition.reason);
  return (
    <>
      <Fact name="Condition">
        {reason !== '' && (
          <Text fw={700} component="div">
            <Outside text={reason} />
          </Text>
        )}
        {condition.note !== reason && condition.note !== '' && <Outside text={condition.note} lines={6} />}
      </Fact>
      {condition.setAt && (
        <Fact name="Set">
          <Moment at={condition.setAt} />
        </Fact>
      )}
      {condition.replyBy && (
        <Fact name="Reply by">
          <ReplyBy date={condition.replyBy} today={today} />
        </Fact>
      )}
    </>
  );
};

const One = ({ request, facts }: { readonly request: RequestFactsView; readonly facts: DecisionFacts }) => (
  <div>
    <Text fw={700} size="lg" component="h3" m={0}>
      <Outside text={request.title} lines={2} />
    </Text>
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
      <Fact name="Due back">{request.dueOn ? <DueDay date={request.dueOn} /> : 'no date given'}</Fact>
      <Condition request={request} today={facts.today} />
    </dl>
  </div>
);

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
