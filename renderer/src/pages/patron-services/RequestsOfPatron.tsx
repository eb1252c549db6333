import IconBookmark from '@tabler/icons-react/icons/IconBookmark';
import { Text, Title } from '@mantine/core';
import { itemStatusLabel } from '../../../../shared/domain/item-status.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { PatronRequest } from '../../../../shared/ipc/calls/loans.ts';
import { hashOf } from '../../places/routes.ts';
import { DayWords } from '../../components/Dates.tsx';
import { Nothing } from '../../steps/LoadStates.tsx';
import { Outside } from '../../components/Outside.tsx';
import classes from './PatronServices.module.css';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';
import { Facts } from '../../components/Facts.tsx';

type WaitingItem = PatronRequest['items'][number];

const placeOf = ({ status, deskName }: WaitingItem): string => {
  const label = itemStatusLabel(status);
  if (deskName === '') return label;
  return status === 'in-transit'
    ? t('{label} to {deskName}', { label, deskName })
    : t('{label} at {deskName}', { label, deskName });
};

const Until = ({ date }: { readonly date: CalendarDate }) =>
  tx('until {holdUntil}', { holdUntil: <DayWords date={date} /> });

const ItemLine = ({ item }: { readonly item: WaitingItem }) => (
  <li className={item.here ? classes['here'] : undefined}>
    {item.here && <IconBookmark size={18} aria-hidden />}
    <span>
      <Facts>
        {item.barcode !== '' && <bdi>{item.barcode}</bdi>}
        {item.here ? t('on the hold shelf here') : placeOf(item)}
        {item.holdUntil !== null && <Until date={item.holdUntil} />}
      </Facts>
    </span>
  </li>
);

/** Items to fetch from the hold shelf now: first, and large. */
export const OnShelfHere = ({ requests }: { readonly requests: readonly PatronRequest[] }) => {
  const items = requests.flatMap((request) =>
    request.items.filter(({ here }) => here).map((item) => ({ item, title: request.title })),
  );
  if (items.length === 0) return null;
  return (
    <section className={classes['shelf']} aria-label={t('On the hold shelf here')}>
      <Title order={3}>
        <IconBookmark size={20} aria-hidden />{' '}
        {t('On the hold shelf here: {itemsCount}', { itemsCount: items.length })}
      </Title>
      <ul role="list" className={classes['items']}>
        {items.map(({ item, title }) => (
          <li key={`${item.volume} ${item.barcode}`}>
            <span>
              <Facts between=" ">
                <strong>
                  <Outside text={title} lines={1} />
                </strong>
                <span className={classes['small']}>
                  <Facts>
                    {item.barcode !== '' && <bdi>{item.barcode}</bdi>}
                    {item.holdUntil !== null && <Until date={item.holdUntil} />}
                  </Facts>
                </span>
              </Facts>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

const isHere = ({ items }: PatronRequest): boolean => items.some(({ here }) => here);

/** The patron's open requests: those with items waiting here come first. */
export const RequestsOfPatron = ({ requests }: { readonly requests: readonly PatronRequest[] }) => {
  if (requests.length === 0) return <Nothing>{t('This patron has no open requests.')}</Nothing>;
  const rows = [...requests].sort((one, other) => Number(isHere(other)) - Number(isHere(one)));
  return (
    <ul role="list" className={classes['requests']} aria-label={t('Requests')}>
      {rows.map((request) => (
        <li key={request.id}>
          <Outside text={request.title} />
          <Text size="sm" c="dimmed">
            <Facts>
              <a href={hashOf({ page: 'requests', request: request.id, view: null })}>
                <bdi>{request.externalId}</bdi>
              </a>
              {statusLabel(request.status)}
              {request.pickupName !== '' &&
                tx('pickup at {pickup}', { pickup: <bdi>{request.pickupName}</bdi> })}
            </Facts>
          </Text>
          {request.items.length > 0 && (
            <ul role="list" className={classes['items']}>
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
