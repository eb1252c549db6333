import type { RequestDetails } from '../../../../../shared/ipc/request-views.ts';
import { DayWords, DueDay, Moment } from '../../../components/Dates.tsx';
import { outStatuses } from '../../../../../shared/domain/request-list.ts';
import { StatusBadge } from '../../../components/StatusBadge.tsx';
import classes from './DetailsPanel.module.css';
import { LongText } from './Section.tsx';
import type { ReactNode } from 'react';

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const text = (value: string): ReactNode => <bdi>{value}</bdi>;

const volumes = ({ volumesExpected, volumesReceived }: RequestDetails['request']): string =>
  volumesExpected === null
    ? `${volumesReceived} received, number unknown`
    : `${volumesReceived} of ${volumesExpected} received`;

/** Formats as the form names them; any other stands as it came. */
const formats: Readonly<Record<string, string>> = { physical: 'Physical', digital: 'Digital' };

/** What was asked for, by whom, from whom and until when. */
export const Citation = ({ details }: { readonly details: RequestDetails }) => {
  const { request, patron, format, circulationNote, cost, cancelled } = details;
  const out = (outStatuses as readonly string[]).includes(request.status);
  return (
    <div>
      <div className={classes['title']}>
        <LongText text={request.title} />
      </div>
      {request.author !== '' && <LongText text={request.author} />}
      <p style={{ margin: '0.4rem 0' }}>
        <StatusBadge status={request.status} />
      </p>
      {cancelled && (cancelled.reason !== '' || cancelled.note !== '') && (
        <div className={classes['active']}>
          <p className={classes['text']}>
            Cancellation: <bdi>{cancelled.reason}</bdi>
          </p>
          {cancelled.note !== '' && <LongText text={cancelled.note} />}
        </div>
      )}
      <dl className={classes['facts']}>
        <Fact name="Requester">
          {patron ? (
            <>
              {text(patron.name)} <span className={classes['small']}>{text(patron.barcode)}</span>
            </>
          ) : (
            'Nobody is recorded'
          )}
        </Fact>
        <Fact name="Partner">{request.partnerName === '' ? 'None yet' : text(request.partnerName)}</Fact>
        <Fact name="Pickup location">
          {request.pickupName === '' ? 'Not chosen' : text(request.pickupName)}
        </Fact>
        {request.dueOn && (
          <Fact name="Due date">
            {out ? <DueDay date={request.dueOn} /> : <DayWords date={request.dueOn} />}
          </Fact>
        )}
        <Fact name="Volumes">{volumes(request)}</Fact>
        <Fact name="Format">{text(formats[format] ?? format)}</Fact>
        {request.createdAt && (
          <Fact name="Created">
            <Moment at={request.createdAt} />
          </Fact>
        )}
        <Fact name="Changed">
          <Moment at={request.updatedAt} />
        </Fact>
        {cost !== '' && <Fact name="Cost">{text(cost)}</Fact>}
        {circulationNote !== '' && <Fact name="Circulation note">{text(circulationNote)}</Fact>}
      </dl>
    </div>
  );
};
