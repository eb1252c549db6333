import IconBookmark from '@tabler/icons-react/icons/IconBookmark';
import { Text } from '@mantine/core';
import { isItemStatus, itemStatuses } from '../../../../shared/domain/item-status.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { PatronRequest } from '../../../../shared/ipc/calls/loans.ts';
import { hashOf } from '../../shell/navigation/routes.ts';
import { DayWords } from '../../components/Dates.tsx';
import { Nothing } from '../../shell/notices/LoadStates.tsx';
import { Outside } from '../../components/Outside.tsx';
import classes from './PatronServices.module.css';

type WaitingItem = PatronRequest['items'][number];

const placeOf = ({ status, deskName }: WaitingItem): string => {
  const label = isItemStatus(status) ? itemStatuses[status].label : status;
  if (deskName === '') return label;
  return status === 'in-transit' ? `${label} to ${deskName}` : `${label} at ${deskName}`;
};

const ItemLine = ({ item }: { readonly item: WaitingItem }) => (
  <li className={item.here ? classes['here'] : undefined}>
    {item.here && <IconBookmark size={18} aria-hidden />}
    <span>
      <bdi>{item.barcode}</bdi> · {item.here ? 'on the hold shelf here' : placeOf(item)}
      {item.holdUntil !== null && (
        <>
          , until <DayWords date={item.holdUntil} />
        </>
      )}
    </span>
  </li>
);

const isHere = ({ items }: PatronRequest): boolean => items.some(({ here }) => here);

/** What the patron asked for and has not brought back: what waits here for them stands first. */
export const RequestsOfPatron = ({ requests }: { readonly requests: readonly PatronRequest[] }) => {
  if (requests.length === 0) return <Nothing>This patron has no open requests.</Nothing>;
  const rows = [...requests].sort((one, other) => Number(isHere(other)) - Number(isHere(one)));
  return (
    <ul className={classes['requests']} aria-label="Requests">
      {rows.map((request) => (
        <li key={request.id}>
          <Outside text={request.title} />
          <Text size="sm" c="dimmed">
            <a href={hashOf({ page: 'requests', request: request.id, view: null })}>
              <bdi>{request.externalId}</bdi>
            </a>
            {' · '}
            {statusLabel(request.status)}
            {request.pickupName !== '' && <> · picks up at {request.pickupName}</>}
          </Text>
          {request.items.length > 0 && (
            <ul className={classes['items']}>
              {request.items.map((item) => (
                <ItemLine key={`${item.volume} ${item.barcode}`} item={item} />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
};
