import { Text, Title } from '@mantine/core';
import { useId } from 'react';
import type { Queue } from '../../../../shared/domain/queues.ts';
import { queueFacts } from '../../../../shared/domain/queues.ts';
import type { TodayRow } from '../../../../shared/ipc/today-views.ts';
import { useTodayList } from '../../api/today.ts';
import { Age } from '../../components/Dates.tsx';
import { Outside } from '../../components/Outside.tsx';
import { hashOf } from '../../places/routes.ts';
import classes from './WaitingHere.module.css';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';
import { Facts } from '../../components/Facts.tsx';

/** The number of rows shown in the empty space of a scan page; Today has them all. */
const maxShown = 10;

/** Returns the codes to scan: the barcodes, or the external identifier from the paperwork for items without one. */
const codesOf = ({ places, externalId }: TodayRow): string =>
  places
    .map(({ barcode }) => barcode)
    .filter((barcode) => barcode !== '')
    .join(', ') || externalId;

type WaitingHereProps = {
  readonly queue: Queue;
  /** Its name on this page; by default that of the queue. */
  readonly label?: string;
};

/** The items in the page's queue at this desk's library, longest-waiting first. */
export const WaitingHere = ({ queue, label = queueFacts(queue).label }: WaitingHereProps) => {
  const id = useId();
  const list = useTodayList(queue, { offset: 0, limit: maxShown, here: true });
  const total = list.data?.total ?? 0;
  if (!list.data || total === 0) return null;
  return (
    <section aria-labelledby={id} data-area="rest" className={classes['waiting']}>
      <div className={classes['head']}>
        <Title order={2} size="h4" id={id}>
          {t('{label}: {total}', { label, total: total.toLocaleString(locale) })}
        </Title>
        {list.data.rows.some(({ since }) => since !== null) && (
          <span className={classes['since']}>{t('Waiting since')}</span>
        )}
      </div>
      <ul role="list" className={classes['items']}>
        {list.data.rows.map((row) => (
          <li key={row.id}>
            <Facts between=" ">
              <bdi className={classes['code']}>{codesOf(row)}</bdi>
              <Outside text={row.title} lines={1} />
              <Outside text={row.patronName} lines={1} />
              <Outside text={row.partnerName} lines={1} />
              <span className={classes['since']}>{row.since && <Age since={row.since} />}</span>
            </Facts>
          </li>
        ))}
      </ul>
      <Text size="xs">
        <a href={hashOf({ page: 'today', card: queue })}>
          {total > maxShown ? t('Show all on Today') : t('Show on Today')}
        </a>
      </Text>
    </section>
  );
};
