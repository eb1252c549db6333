import { formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { filledParts, formatNames } from '../../../../shared/domain/citation.ts';
import { marksOf } from '../../../../shared/domain/life/marks.ts';
import { nextStepOf, stepOfStatus } from '../../../../shared/domain/next-step.ts';
import type { MenuKind } from '../../../../shared/domain/steps/all-steps.ts';
import type { RequestDetails } from '../../../../shared/ipc/request-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import type { RowAction } from '../row-actions.ts';
import type { MenuRow } from '../use-row-menu.tsx';
import { DayWords, DueDay, Moment } from '../../components/Dates.tsx';
import { requestFieldList } from '../../../../shared/domain/request-fields.ts';
import { type DueStage, dueStageOf } from '../../../../shared/domain/life/due-stage.ts';
import { useTimeZone } from '../../components/today.ts';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import classes from './DetailsPanel.module.css';
import { LongText } from './Section.tsx';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { LookedUp } from '../patrons/LookedUp.tsx';
import { NextStep } from './NextStep.tsx';
import { volumesWords } from './volumes-words.ts';
import { hashOf } from '../../places/routes.ts';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

type QueueStepProps = {
  /** The main step of the list beside the details; null for none. */
  readonly queueStep: MenuKind | null;
};

type StandingProps = { readonly row: MenuRow; readonly state: AppState };

const text = (value: string): ReactNode => <bdi>{value}</bdi>;

/** Links to other requests. */
const OtherRequests = ({ requests }: { readonly requests: RequestDetails['againAs'] }) => (
  <>
    {requests.map(({ requestId, externalId }, index) => (
      <Fragment key={requestId}>
        {index > 0 && ', '}
        <a href={hashOf({ page: 'requests', request: requestId, view: null })}>{text(externalId)}</a>
      </Fragment>
    ))}
  </>
);

/** The status and all open questions, each with its next step. */
const Standing = ({
  row,
  state,
  request,
  queueStep,
}: Pick<RequestDetails, 'request'> & StandingProps & QueueStepProps) => {
  const marks = marksOf(request, useTimeZone());
  // The condition has its own step.
  const saysCondition = row.status === 'CONDITIONAL';
  const step: RowAction | null = saysCondition ? null : nextStepOf(row);
  const asked: readonly (RowAction | null)[] = marks.map((mark) =>
    mark.status === null ? (mark.step ?? null) : stepOfStatus(mark.status),
  );
  return (
    <>
      <p className={classes['standing']}>
        <StatusBadge status={row.status} />
        {!asked.includes(step) && <NextStep step={step} row={row} state={state} />}
        {queueStep !== step && !asked.includes(queueStep) && !saysCondition && (
          <NextStep step={queueStep} row={row} state={state} isSecond={step !== null} />
        )}
      </p>
      {marks.length > 0 && (
        <ul role="list" className={classes['marks']} aria-label={t('Open issues')}>
          {marks.map(({ words, isUrgent }, index) => (
            <li key={words} data-urgent={isUrgent || undefined}>
              <span>{words}</span>
              {asked.indexOf(asked[index] ?? null) === index && (
                <NextStep step={asked[index] ?? null} row={row} state={state} />
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
};

/** What a file says of a request’s last change before its import is not read. */
const Changed = ({ details: { request, history } }: { readonly details: RequestDetails }) => {
  const changedAt = history.some(({ at }) => at <= request.updatedAt) ? request.updatedAt : null;
  // An undo puts the time of the change before back, too.
  const undoneAt = history.find(({ kind }) => kind === 'undo')?.at ?? null;
  const at = undoneAt !== null && (changedAt === null || changedAt < undoneAt) ? undoneAt : changedAt;
  return (
    at && (
      <Fact name={t('Changed')}>
        <Moment at={at} />
      </Fact>
    )
  );
};

/** A date that no longer counts does not say how far away it is. */
const DueBack = ({ date, stage }: { readonly date: CalendarDate; readonly stage: DueStage }) => {
  if (stage === 'over') return <>{formatDate(date)}</>;
  return stage === 'out' ? <DueDay date={date} /> : <DayWords date={date} />;
};

const Facts = ({ details }: { readonly details: RequestDetails }) => {
  const { request, patron, format, circulationNote, cost, againOf, againAs } = details;
  const volumes = volumesWords({ ...request, format });
  return (
    <dl className={classes['facts']}>
      <Fact name={t('Requester')}>
        {patron ? (
          <>
            {text(patron.name)} <span className={classes['small']}>{text(patron.barcode)}</span>
            <LookedUp card={patron.barcode} known={patron} />
          </>
        ) : (
          t('No requester')
        )}
      </Fact>
      <Fact name={t('Partner')}>
        {request.partnerName === '' ? t('None yet') : text(request.partnerName)}
      </Fact>
      <Fact name={t('Pickup location')}>
        {request.pickupName === '' ? t('Not chosen') : text(request.pickupName)}
      </Fact>
      {request.patronDueOn && (
        <Fact name={requestFieldList.patronDueOn.label}>
          <DueDay date={request.patronDueOn} />
        </Fact>
      )}
      {request.dueOn && (
        <Fact name={requestFieldList.dueOn.label}>
          <DueBack date={request.dueOn} stage={dueStageOf(request.life)} />
        </Fact>
      )}
      {volumes !== null && <Fact name={t('Volumes')}>{volumes}</Fact>}
      <Fact name={t('Format')}>{text(formatNames[format] ?? format)}</Fact>
      {filledParts(details.citation).map(({ name, label, words }) => (
        <Fact key={name} name={label}>
          {text(words)}
        </Fact>
      ))}
      {againOf && (
        <Fact name={t('Repeat of')}>
          <OtherRequests requests={[againOf]} />
        </Fact>
      )}
      {againAs.length > 0 && (
        <Fact name={t('Requested again as')}>
          <OtherRequests requests={againAs} />
        </Fact>
      )}
      {request.createdAt && (
        <Fact name={t('Created')}>
          <Moment at={request.createdAt} />
        </Fact>
      )}
      <Changed details={details} />
      {cost !== '' && <Fact name={t('Cost')}>{text(cost)}</Fact>}
      {circulationNote !== '' && <Fact name={t('Circulation note')}>{text(circulationNote)}</Fact>}
    </dl>
  );
};

/** What was requested, by whom, from whom and until when. */
export const Citation = ({
  details,
  row,
  state,
  queueStep,
}: StandingProps & QueueStepProps & { readonly details: RequestDetails }) => {
  const { request, cancelled } = details;
  return (
    <div>
      <div className={classes['title']}>
        <LongText text={request.title} />
      </div>
      {request.author !== '' && <LongText text={request.author} />}
      <Standing row={row} state={state} request={request} queueStep={queueStep} />
      {cancelled && (cancelled.reason !== '' || cancelled.note !== '') && (
        <div className={classes['active']}>
          <p className={classes['text']}>
            {tx('Cancellation: {reason}', { reason: <bdi>{cancelled.reason}</bdi> })}
          </p>
          {cancelled.note !== '' && <LongText text={cancelled.note} />}
        </div>
      )}
      <Facts details={details} />
    </div>
  );
};
